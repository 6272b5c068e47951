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


class WithdrawsError(Exception):
    """The save would hide something from families, and the user has not confirmed that."""

    def __init__(self, loss: Loss) -> None:
        super().__init__("Families would no longer see something.")
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
        except WithdrawsError as asked:
            request.unsaved = str(asked)
            context = {**(extra_context or {}), "loss": asked.loss, "confirm": CONFIRM}
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

    def ask_first(self, request: HttpRequest, loss: Loss) -> HttpResponse:
        """The page that asks whether a list action may hide this from families."""
        fields = [(name, value) for name, value in sent_fields(request) if name != CONFIRM]
        context = {
            **self.admin_site.each_context(request),
            "title": "Remove this from the public pages?",
            "opts": self.opts,
            "loss": loss,
            "sent": [*fields, (CONFIRM, loss.token)],
        }
        return TemplateResponse(request, "admin/withdraw_confirmation.html", context)

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
