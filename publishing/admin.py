"""Publishing in the admin: many records at once, each by who may."""

from typing import Any, TypeVar

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from languages.admin import TranslatedAdmin
from publishing.merging_admin import MergingAdmin
from publishing.models import Publishable
from publishing.stamps import STAMPS, changes_since, stamp_of
from publishing.states import PublicationState

P = TypeVar("P", bound=Publishable)


class PublishableAdmin(MergingAdmin[P], TranslatedAdmin[P]):
    actions: tuple[str, ...] = ("publish", "unpublish")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        record: Any = form.instance
        public = type(record).objects.public(timezone.now())
        if not record.is_draft and not public.filter(pk=record.pk).exists():
            said = "Families do not see it yet: what it belongs to is still a draft."
            self.message_user(request, said, messages.WARNING)

    def action_checkbox(self, obj: P) -> SafeString:
        """As the admin has it, with what the list shows of the record."""
        box = super().action_checkbox(obj)
        return format_html(
            '{}<input type="hidden" name="{}" value="{}">', box, STAMPS, stamp_of(obj)
        )

    def has_publish_permission(self, request: HttpRequest, obj: P | None = None) -> bool:
        return self.has_change_permission(request, obj)

    @admin.action(description="Publish selected %(verbose_name_plural)s", permissions=["publish"])
    def publish(self, request: HttpRequest, records: QuerySet[P]) -> None:
        self._set_state(request, records, PublicationState.PUBLISHED)

    @admin.action(
        description="Make selected %(verbose_name_plural)s drafts", permissions=["publish"]
    )
    def unpublish(self, request: HttpRequest, records: QuerySet[P]) -> None:
        self._set_state(request, records, PublicationState.DRAFT)

    @transaction.atomic
    def _set_state(
        self, request: HttpRequest, records: QuerySet[P], state: PublicationState
    ) -> None:
        allowed = [record for record in records if self.has_publish_permission(request, record)]
        refused = len(records) - len(allowed)
        if state == PublicationState.PUBLISHED:
            allowed = self._without_changed(request, allowed)
        for record in allowed:
            record.state = state
            record.save(update_fields=["state", "modified_at"])
            changes: Any = [{"changed": {"fields": ["state"]}}]
            self.log_change(request, record, changes)
        said = f"{state.label}: {len(allowed)}."
        self.message_user(request, f"{said} Not yours to change: {refused}." if refused else said)

    def _without_changed(self, request: HttpRequest, records: list[P]) -> list[P]:
        """Without those that are not as the list has shown them: nobody has read them so."""
        stamps = request.POST.getlist(STAMPS)
        kept = []
        for record in records:
            if said := changes_since(stamps, [record]):
                again = "It is not published: look at it, and publish it then."
                self.message_user(request, f"{said[0]} {again}", messages.ERROR)
            else:
                kept.append(record)
        return kept
