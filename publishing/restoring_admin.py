"""Brings an earlier version of a record back through its own form, which checks as ever."""

import re
from collections.abc import Iterator
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest, HttpResponse

from languages.clock_forms import WallTime, WallTimeField
from languages.freshness import Marks, marks_from, merged, text_hash
from languages.models import Translated
from languages.registry import SOURCE
from languages.staff_hours import said_moment
from publishing.changes import Way, acting
from publishing.history_admin import HistoryAdmin
from publishing.history_entries import HistoryEntry, entries_of
from publishing.models import Publishable
from publishing.values import MARKS, Kept, links_of, values_of
from publishing.versions import States, at_version

P = TypeVar("P", bound=Publishable)
VERSION = "version"  # in the address of the form: the key of the last change of the version
NOT_RESTORED = ("state", "publish_at")  # whether families see it is decided anew


class RestoringAdmin(HistoryAdmin[P]):
    """With `?version=` the form shows what the record and its rows held after that change.

    Nothing is stored before the form is saved, so its checks and questions hold.
    """

    def restores(self, request: HttpRequest, obj: P) -> bool:
        """Whoever may change the record; the form offers what they may."""
        return self.has_change_permission(request, obj)

    def changeform_view(
        self,
        request: Any,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """A form that restores a version is recorded as an undo."""
        if request.method != "POST" or not request.GET.get(VERSION):
            return super().changeform_view(request, object_id, form_url, extra_context)
        with acting(request.staff, way=Way.UNDO):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: P, form: Any, change: bool) -> None:
        """Words that come back have the marks again that they had."""
        if change and isinstance(obj, Translated) and (entry := _entry(request, obj)):
            held = at_version(obj, entry.pk)[_key(obj)] or {}
            form.told = merged(marks_again(obj, held), form.told)
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Rows that come back have the stable ids again that they had."""
        if change and (entry := _entry(request, form.instance)):
            gone = _gone(formset, at_version(form.instance, entry.pk))
            for row, held in zip(formset.extra_forms, gone, strict=False):
                uuid, rows = held.get("uuid"), formset.model._base_manager
                if uuid and not rows.filter(uuid=uuid).exists():
                    row.instance.uuid = UUID(uuid)
        super().save_formset(request, form, formset, change)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Lay the version over the form, and say what differs from now."""
        obj = kwargs.get("obj")
        if obj and request.method == "GET" and (entry := _entry(request, obj)):
            states = at_version(obj, entry.pk)
            form = context["adminform"].form
            differs = [*lay_version(form, states.get(_key(obj)) or {})]
            for rows in context["inline_admin_formsets"]:
                if rows.has_change_permission and lay_rows(rows.formset, states):
                    differs.append(str(rows.opts.verbose_name_plural).capitalize())
            when = said_moment(entry.at, obj.zone) if obj.zone else str(entry.at)
            said = "There is nothing to restore: it holds the same now."
            if differs:
                said = (
                    f"Not saved yet. What differs from now: {', '.join(differs)}. Check and save."
                )
            messages.warning(request, f"This is how it was after the change of {when}. {said}")
        return super().render_change_form(request, context, *args, **kwargs)


def marks_again(record: Translated, held: Kept) -> Marks:
    """The marks of a version for those of its words that `record` is about to hold again."""
    stored: Any = type(record)._base_manager.get(pk=record.pk)
    was, words, found = stored.words, record.words, marks_from(held.get(MARKS, {}))
    return {
        field: {
            code: mark
            for code, mark in marks.items()
            if text_hash(words[field][code]) == mark.text
            and any(words[field][each] != was[field][each] for each in (code, SOURCE))
        }
        for field, marks in found.items()
    }


def lay_version(form: Any, held: Kept) -> Iterator[str]:
    """Show in an unbound form what a record held; the labels of the fields that differ."""
    record = form.instance
    now = values_of(record) | links_of(record)
    for name in [*form.fields]:
        column = _column(form, name)
        differs = column in held and column in now and held[column] != now[column]
        if differs and name not in NOT_RESTORED:
            _lay(form, name, held[column])
            field = form.fields[name]
            yield str(field.label or name.replace("_", " ").capitalize())


def _lay(form: Any, name: str, value: Any) -> None:
    """Show a value as JSON keeps it in a field of an unbound form."""
    column, field = form._meta.model._meta.get_field(name), form.fields[name]
    bound: Any = form[name]
    getattr(bound, "stored", None)  # read first: the page carries it as what it shows
    if column.many_to_many:
        known = column.related_model._base_manager.filter(pk__in=value or ())
        bound.initial = list(known.values_list("pk", flat=True))
        return
    read = column.to_python(value)
    if isinstance(field, WallTimeField) and read and form.zone:
        read = WallTime.at(read, form.zone)
    bound.initial = read


def lay_rows(formset: Any, states: States) -> bool:
    """Show the rows that a version had; tick those to be deleted that it had not."""
    held, differs = _rows_of(formset, states), False
    known = {form.instance.pk: form for form in formset.initial_forms}
    if (gone := _gone(formset, states)) and formset.max_num:
        formset.extra = len(gone)
        formset.__dict__.pop("forms", None)  # rebuilt with forms for them
        known = {form.instance.pk: form for form in formset.initial_forms}
        for form, values in zip(formset.extra_forms, gone, strict=False):
            differs = True
            for name in form.fields:
                if (column := _column(form, name)) in values:
                    _lay(form, name, values[column])
    for key, form in known.items():
        was = held.get(key, values_of(form.instance))
        if was is None and DELETION_FIELD_NAME in form.fields:
            form[DELETION_FIELD_NAME].initial = differs = True
        elif was and [*lay_version(form, was)]:
            differs = True
    return differs


def _rows_of(formset: Any, states: States) -> dict[int, Kept | None]:
    kind = ContentType.objects.get_for_model(formset.model).pk
    return {key: values for (each, key), values in sorted(states.items()) if each == kind}


def _gone(formset: Any, states: States) -> list[Kept]:
    """The rows of a version that are not there any more, in the order in which they were made."""
    known = {form.instance.pk for form in formset.initial_forms}
    held = _rows_of(formset, states)
    return [values for key, values in held.items() if values and key not in known]


def _column(form: Any, name: str) -> str:
    """The column of a field of a form, "" if it is a question."""
    meta = form._meta.model._meta
    names = {field.name: getattr(field, "attname", field.name) for field in meta.get_fields()}
    if isinstance(form.fields[name].widget, forms.HiddenInput) or name == meta.pk.name:
        return ""
    return str(names.get(name, ""))


def _entry(request: HttpRequest, obj: Any) -> HistoryEntry | None:
    """The change that the address names, if it is one of this record."""
    key = request.GET.get(VERSION, "")
    return entries_of(obj).filter(pk=key).first() if re.fullmatch("[0-9]{1,18}", key) else None


def _key(obj: Any) -> tuple[int, int]:
    return ContentType.objects.get_for_model(obj).pk, obj.pk
