"""Inline rows on the admin page of a record that belongs to a district."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.utils import flatten
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst

from districts.access import rights_of
from districts.drafts_only import SAID_STATE, said_state
from languages.admin import UnderstoodFields, to_read
from publishing.formsets import MergingFormSet
from publishing.merging_admin import MergingInline
from publishing.models import Publishable

MOST_INPUTS = 120  # in the rows of records that have pages of their own


def name_controls(fields: dict[str, forms.Field], model: type[Model]) -> None:
    """Give the control of each field the name that its column has, for screen readers."""
    columns = {field.name: field.verbose_name for field in model._meta.fields}
    for name, field in fields.items():
        field.widget.attrs["aria-label"] = capfirst(str(field.label or columns.get(name, name)))


class SameDistrict(MergingFormSet):
    """Rows that belong to the district of the record on whose page they are."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form: Any = super()._construct_form(i, **kwargs)
        form.instance.district_id = self.instance.district_id
        return form


class ChildInline(MergingInline, UnderstoodFields, InlineModelAdmin[Any, Any]):
    """Editors of the record edit its rows; everybody else reads them.

    Who may not publish edits only rows that are not published, which belong to a draft.
    """

    extra = 0
    only_stored = False  # whether a new record cannot have such rows, so its page leaves them out

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> Any:
        """Name each control of a row after its column, whose heading is no label of it."""
        formset: Any = super().get_formset(request, obj, **kwargs)
        name_controls(formset.form.base_fields, self.model)
        if self.show_change_link:
            formset.most = MOST_INPUTS // len(flatten(self.fields or ()))
        formset.drafts_only = self.edits(request, obj) and not self._publishes(request, obj)
        return formset

    @admin.display(description="state")
    def state_now(self, obj: Publishable) -> str:
        """The state of a row, for who may not change it."""
        return str(obj.state_at(timezone.now()).label)

    def _publishes(self, request: HttpRequest, obj: Model | None) -> bool:
        """Whether the user may publish rows, on the page of a new record in any district.

        Always, if rows have no state of their own.
        """
        if not issubclass(self.model, Publishable):
            return True
        if obj is None:
            return not rights_of(request.user).drafts_only_somewhere()
        parent: Any = self.admin_site._registry[self.parent_model]
        return bool(parent.has_publish_permission(request, obj))

    def edits(self, request: HttpRequest, obj: Model | None) -> bool:
        parent: Any = self.admin_site._registry[self.parent_model]
        return bool(parent.edits(request, obj))

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """For readers, dates in words instead of inputs; for who edits drafts, the state, too."""
        if self.edits(request, obj):
            return self.fields if self._publishes(request, obj) else said_state(self.fields)
        return self.get_readonly_fields(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """All fields, for users who do not edit the parent record."""
        if self.edits(request, obj):
            return () if self._publishes(request, obj) else (SAID_STATE,)
        asked: Any = getattr(self.form, "declared_fields", {})  # questions of the form, not stored
        names: Any = flatten(self.fields or ())
        return to_read(self.model, [name for name in names if name not in asked])

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Everyone who may open the parent's page."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.edits(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.edits(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.edits(request, obj)
