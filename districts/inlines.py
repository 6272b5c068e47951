"""Inline rows on the admin page of a record that belongs to a district."""

from typing import Any

from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.utils import flatten
from django.db.models import Model
from django.http import HttpRequest

from languages.admin import UnderstoodFields, to_read
from publishing.formsets import MergingFormSet
from publishing.merging_admin import MergingInline


class SameDistrict(MergingFormSet):
    """Rows that belong to the district of the record on whose page they are."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form: Any = super()._construct_form(i, **kwargs)
        form.instance.district_id = self.instance.district_id
        return form


class ChildInline(MergingInline, UnderstoodFields, InlineModelAdmin[Any, Any]):
    """Editors of the record edit its rows; everybody else reads them."""

    extra = 0

    def _edits(self, request: HttpRequest, obj: Model | None) -> bool:
        parent: Any = self.admin_site._registry[self.parent_model]
        return bool(parent.edits(request, obj))

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """For readers, dates in words instead of inputs."""
        return self.get_readonly_fields(request, obj) or self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """All fields, for users who do not edit the parent record."""
        if self._edits(request, obj):
            return ()
        asked: Any = getattr(self.form, "declared_fields", {})  # questions of the form, not stored
        names: Any = flatten(self.fields or ())
        return to_read(self.model, [name for name in names if name not in asked])

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Everyone who may open the parent's page."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._edits(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._edits(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._edits(request, obj)
