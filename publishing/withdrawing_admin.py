"""Admin pages that ask before they hide something from families, and never delete what they saw."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.contrib import admin
from django.contrib.admin.utils import NestedObjects
from django.db import connection, router
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html

from publishing.again import sent_fields
from publishing.models import Publishable, Record
from publishing.withdrawing import Line, Loss, lost, once_public, seen_by_families

P = TypeVar("P", bound=Publishable)
CONFIRM = "withdraw"  # name of the field that confirms the loss
REASON = "publish_anyway"  # and of the one that says why something is public before it is ready
ANSWERS = {CONFIRM, REASON}


class QuestionError(Exception):
    """Undoes what a form or a list action does: the user has to answer something first.

    `name` is the field with the answer. `context` is for the page that asks: the form itself, or
    for a list action the page of `template` with the heading `title`.
    """

    name = title = template = ""

    def __init__(self, said: str, **context: Any) -> None:
        super().__init__(said)
        self.context = context


class WithdrawsError(QuestionError):
    """The save would hide something from families, and the user has not confirmed that."""

    name = CONFIRM
    title = "Remove this from the public pages?"
    template = "admin/withdraw_confirmation.html"

    def __init__(self, loss: Loss) -> None:
        super().__init__("Families would no longer see something.", loss=loss, confirm=CONFIRM)
        self.loss = loss


class WithdrawingAdmin(admin.ModelAdmin[P]):
    """`instead` tells the user what to do with a record that may not be deleted."""

    instead = "To hide something from families, withdraw it instead."
    delete_confirmation_template = "admin/delete_record.html"
    delete_selected_confirmation_template = "admin/delete_selected_records.html"

    def changeform_view(
        self,
        request: Any,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Save; or undo everything and show what was typed with the question."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except QuestionError as asked:
            request.unsaved = str(asked)
            given = [each for each in request.POST.items() if each[0] in ANSWERS - {asked.name}]
            context = {**(extra_context or {}), **asked.context, "given": given}
            return super().changeform_view(request, object_id, form_url, context)

    def save_model(self, request: HttpRequest, obj: P, form: Any, change: bool) -> None:
        """Remember what families see before a change that could hide it."""
        hides = change and obj.shown_by() & {*form.changed_data}
        form.seen = seen_by_families([obj], timezone.now()) if hides else {}
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """After everything is saved, find what is hidden now; asks unless it was confirmed."""
        now = timezone.now()
        seen = {**seen_by_families(_hidden_rows(formsets), now), **form.seen}
        super().save_related(request, form, formsets, change)
        self.confirm(request, lost(seen, now))

    def confirm(self, request: HttpRequest, loss: Loss) -> None:
        """Raises WithdrawsError unless this very loss was confirmed."""
        if loss and request.POST.get(CONFIRM) != loss.token:
            raise WithdrawsError(loss)

    def ask_first(self, request: HttpRequest, asked: QuestionError) -> HttpResponse:
        """The page on which the user answers before a list action is carried out."""
        sent = [(name, value) for name, value in sent_fields(request) if name != asked.name]
        answer = [(CONFIRM, asked.loss.token)] if isinstance(asked, WithdrawsError) else []
        context = {
            **self.admin_site.each_context(request),
            "title": asked.title,
            "opts": self.opts,
            **asked.context,
            "sent": [*sent, *answer],
        }
        return TemplateResponse(request, asked.template, context)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """List what families saw among the records that may not be deleted."""
        if request.method == "POST" and connection.in_atomic_block:
            keys = [each.pk for each in objs]
            rows: Any = self.model._base_manager.filter(pk__in=keys).order_by("pk")
            list(rows.select_for_update(no_key=True))
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        refers = "{} refers to it. Change that first."
        why: list[Any] = [format_html(refers, each) for each in protected]
        if seen := _seen_among(objs):
            why += ["Families see it now, or have seen it:", seen, self.instead]
        kins = self.admin_site._registry.values()
        parts = {kin.opts.verbose_name for kin in kins if getattr(kin, "goes_with_record", False)}
        return deleted, counts, lacking - parts, why


def _hidden_rows(formsets: Any) -> Iterable[Record]:
    """The stored inline rows that are about to be deleted, or may be hidden."""
    for formset in formsets:
        for form in formset.initial_forms:
            row = form.instance
            if isinstance(row, Record) and (
                form in formset.deleted_forms or row.shown_by() & {*form.changed_data}
            ):
                yield row


def _seen_among(objs: Any) -> list[Line]:
    """What families see, or saw, among all that would be deleted."""
    if not objs:
        return []
    collector: Any = NestedObjects(router.db_for_write(type(objs[0])), objs)
    collector.collect(objs)
    kinds: Any = {
        model: {each.pk for each in found}
        for model, found in collector.model_objs.items()
        if issubclass(model, Publishable)
    }
    return once_public(kinds, timezone.now()).lines
