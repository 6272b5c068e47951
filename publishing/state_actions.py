"""List actions that publish records, or take them off the public pages."""

from collections.abc import Collection, Iterable
from typing import Any, TypeVar

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from languages.cleaning import flawed_texts
from publishing.last_public import SettledOncePublic
from publishing.models import Publishable
from publishing.stamps import STAMPS, changes_since, stamp_of
from publishing.states import PublicationState
from publishing.withdrawing import Loss, kinds_under, seen_by_families
from publishing.withdrawing_admin import WithdrawingAdmin, WithdrawsError

P = TypeVar("P", bound=Publishable)
LISTED = 5  # names in one message


class StateActions(WithdrawingAdmin[P]):
    """A list in which several records are published at once, or made drafts."""

    actions: tuple[str, ...] = ("publish", "unpublish")

    def tell_of_the_past(self, request: HttpRequest, records: Iterable[Any]) -> None:
        """Warn the user who has saved these records about what families will read."""

    def action_checkbox(self, obj: P) -> SafeString:
        """The admin's checkbox, which also carries a stamp of the record as the list shows it."""
        box = super().action_checkbox(obj)
        return format_html(
            '{}<input type="hidden" name="{}" value="{}">', box, STAMPS, stamp_of(obj)
        )

    def has_publish_permission(self, request: HttpRequest, obj: P | None = None) -> bool:
        """Whether the user may make the record public or a draft."""
        return self.has_change_permission(request, obj)

    @admin.action(description="Publish selected %(verbose_name_plural)s", permissions=["publish"])
    def publish(self, request: HttpRequest, records: QuerySet[P]) -> None:
        """List action: make the selected records public, except those that changed meanwhile."""
        self._set_state(request, records, PublicationState.PUBLISHED)

    @admin.action(
        description="Make selected %(verbose_name_plural)s drafts", permissions=["publish"]
    )
    def unpublish(self, request: HttpRequest, records: QuerySet[P]) -> HttpResponse | None:
        """List action: make the selected records drafts; asks first if families can see them."""
        try:
            self._set_state(request, records, PublicationState.DRAFT)
        except WithdrawsError as asked:
            return self.ask_first(request, asked.loss)
        return None

    @transaction.atomic
    def _set_state(
        self, request: HttpRequest, records: QuerySet[P], state: PublicationState
    ) -> None:
        rows = records.select_for_update(no_key=True, of=("self",))
        allowed = [record for record in rows if self.has_publish_permission(request, record)]
        refused = len(rows) - len(allowed)
        if state == PublicationState.PUBLISHED:
            allowed = self._without_flawed(request, self._without_changed(request, allowed))
            allowed = self._without_moved(request, allowed)
        else:
            self.confirm(request, Loss(seen_by_families(allowed, timezone.now())))
        for record in allowed:
            record.state = state
            record.save(update_fields=["state", "modified_at"])
            changes: Any = [{"changed": {"fields": ["state"]}}]
            self.log_change(request, record, changes)
        said = f"{state.label}: {len(allowed)}."
        self.message_user(
            request,
            f"{said} Not changed, because you don’t have permission: {refused}."
            if refused
            else said,
        )
        self.tell_of_the_past(request, allowed)
        if state == PublicationState.PUBLISHED:
            self.tell_of_drafts(request, allowed)

    def tell_of_drafts(self, request: HttpRequest, records: list[P]) -> None:
        """Say what belongs to these records, which were just published, and is still a draft."""
        found = []
        for kind, name in kinds_under(self.model):
            if issubclass(kind, Publishable) and kind in self.admin_site._registry:
                drafts = kind._base_manager.filter(state=PublicationState.DRAFT)
                if count := drafts.filter(**{f"{name}__in": records}).count():
                    meta: Any = kind._meta
                    names = meta.verbose_name if count == 1 else meta.verbose_name_plural
                    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
                    found.append((address, count, names))
        if found:
            links = format_html_join(", ", '<a href="{}?state__exact=draft">{} {}</a>', found)
            said = format_html("What belongs to these is still a draft, and not public: {}.", links)
            self.message_user(request, said, messages.WARNING)

    def _without_changed(self, request: HttpRequest, records: list[P]) -> list[P]:
        """Leave out records that changed after the list was shown: the user has not seen that."""
        stamps = request.POST.getlist(STAMPS)
        kept = []
        for record in records:
            if said := changes_since(stamps, [record]):
                again = "It has not been published. Check it, then publish it."
                self.message_user(request, f"{said[0]} {again}", messages.ERROR)
            else:
                kept.append(record)
        return kept

    def _without_flawed(self, request: HttpRequest, records: list[P]) -> list[P]:
        """Without those with a text that their own page would refuse."""
        flawed = [record for record in records if flawed_texts(record)]
        if flawed:
            said = f"Not published: {listed(flawed)}. Something in a text cannot be shown. "
            said += "Publish it on its own page, which says where."
            self.message_user(request, said, messages.ERROR)
        return [record for record in records if record not in flawed]

    def _without_moved(self, request: HttpRequest, records: list[P]) -> list[P]:
        """Leave out records that have moved since families last saw them, and explain why."""
        moved: list[Any] = [r for r in records if isinstance(r, SettledOncePublic) and r.has_moved]
        if moved:
            names = listed(moved)
            said = f"Not published: {names}. Families last saw a different time or place. "
            said += "Publish it from its own page, where you are asked why it changed."
            self.message_user(request, said, messages.ERROR)
        return [record for record in records if record not in moved]


def listed(records: Collection[Any]) -> str:
    """The names of the first of these records."""
    names = ", ".join(f"“{record}”" for record in list(records)[:LISTED])
    return names + (" and others" if len(records) > LISTED else "")
