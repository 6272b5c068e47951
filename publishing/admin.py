"""Publishing in the admin: many records at once, each by who may."""

from typing import Any, TypeVar

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from languages.admin import TranslatedAdmin
from publishing.merging_admin import MergingAdmin
from publishing.models import Publishable
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
        for record in allowed:
            record.state = state
            record.save(update_fields=["state", "modified_at"])
            changes: Any = [{"changed": {"fields": ["state"]}}]
            self.log_change(request, record, changes)
        refused = len(records) - len(allowed)
        said = f"{state.label}: {len(allowed)}."
        self.message_user(request, f"{said} Not yours to change: {refused}." if refused else said)
