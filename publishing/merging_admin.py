"""Admin pages whose forms keep what another user saved after they were opened."""

from typing import Any, TypeVar

from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin, InlineModelAdmin
from django.db import IntegrityError, OperationalError, connection
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict

from languages.querysets import locked
from publishing.forms import MergingForm
from publishing.formsets import MergingFormSet
from publishing.merging_fields import OPENED
from publishing.stamps import STAMPS, all_deleted_with, changes_since, stamp_of

M = TypeVar("M", bound=Model)
LISTED = 5  # changes listed on one page


class MergingOptions(BaseModelAdmin[Any]):
    """What pages and their inline rows share: they carry, signed, what they showed."""

    form: Any = MergingForm

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Add the hidden field that carries what the page showed, for users who may change it."""
        fieldsets = super().get_fieldsets(request, obj)
        has_shown = obj is not None or isinstance(self, InlineModelAdmin)
        if not has_shown or not self.has_change_permission(request, obj):
            return fieldsets
        (name, options), *others = fieldsets
        names = [each for each in options["fields"] if each != OPENED]
        return [(name, {**options, "fields": [*names, OPENED]}), *others]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The hidden field is never read-only."""
        return [name for name in super().get_readonly_fields(request, obj) if name != OPENED]


class MergingInline(MergingOptions):
    """Inline rows that merge two users' changes."""

    formset: Any = MergingFormSet

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Lock the rows while a form is saved."""
        rows: QuerySet[Any] = super().get_queryset(request)
        changes = request.method == "POST"
        return rows.select_for_update(no_key=True, of=("self",)) if changes else rows


class MergingAdmin(MergingOptions, admin.ModelAdmin[M]):
    """A page that merges two users' changes and locks its record while it is saved."""

    def lock(self, obj: M) -> None:
        """Lock the record until the end of the transaction."""
        locked(obj)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> M | None:
        """When a form is saved, lock the record first, then load it again."""
        record = super().get_object(request, object_id, from_field)
        if record and request.method == "POST" and connection.in_atomic_block:
            self.lock(record)
            record = super().get_object(request, object_id, from_field)
        return record

    def get_deleted_objects(self, objs: Any, request: Any) -> Any:
        """Ask again if something was changed or added since the confirmation was shown."""
        found = all_deleted_with(objs)
        if "post" in request.POST and (
            changes := changes_since(request.POST.getlist(STAMPS), found)
        ):
            for change in changes[:LISTED]:
                self.message_user(request, f"Not deleted yet. {change}", messages.WARNING)
            request.POST = QueryDict()
        request.stamp = stamp_of(*found)
        return super().get_deleted_objects(objs, request)

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """Offer to add what was typed for a record that was deleted meanwhile."""
        if request.method == "POST" and self.has_add_permission(request):
            return self.add_view(request)
        return super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc,no-any-return]

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """If a unique value was taken at the same moment, try again, which shows the error."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except (IntegrityError, OperationalError):
            return super().changeform_view(request, *args, **kwargs)
