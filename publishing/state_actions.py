"""List actions that publish records, or take them off the public pages."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from languages.cleaning import flawed_texts
from publishing.again import sent_fields
from publishing.counted import counted
from publishing.last_public import SettledOncePublic
from publishing.models import Publishable
from publishing.readiness_admin import ReadinessAdmin, UnreadyError
from publishing.scheduled_forms import MomentForm
from publishing.stamps import STAMPS, changes_since, stamp_of
from publishing.states import PublicationState
from publishing.withdrawing import Loss, kinds_under, seen_by_families
from publishing.withdrawing_admin import WithdrawsError

P = TypeVar("P", bound=Publishable)
LISTED = 5  # names in one message
MOMENT = ("publish_at", "publish_at_which")
PUBLISHED = PublicationState.PUBLISHED


class StateFilter(admin.SimpleListFilter):
    """Filters a list by the state that its records have at this moment."""

    title, parameter_name = "state", "now"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """All states; a scheduled record is one only until its moment comes."""
        return [(state.value, str(state.label)) for state in PublicationState]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The records in the chosen state."""
        found = [state for state in PublicationState if state == self.value()]
        return queryset.in_state(found[0], timezone.now()) if found else queryset


class StateActions(ReadinessAdmin[P]):
    """A list in which several records are published, scheduled or hidden at once."""

    actions: tuple[str, ...] = ("publish", "schedule", "unpublish")

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

    @admin.display(description="state", ordering="state")
    def state_now(self, obj: P) -> str:
        """The state at this moment, and when something scheduled will be public."""
        state = obj.state_at(timezone.now())
        waits = state == PublicationState.SCHEDULED
        return f"{state.label}: {obj.said_publish_at()}" if waits else str(state.label)

    @admin.action(description="Publish selected %(verbose_name_plural)s", permissions=["publish"])
    def publish(self, request: HttpRequest, records: QuerySet[P]) -> HttpResponse | None:
        """List action: make the selected records public, except those that changed meanwhile."""
        return self._publish(request, records)

    @admin.action(
        description="Publish selected %(verbose_name_plural)s at a time…", permissions=["publish"]
    )
    def schedule(self, request: HttpRequest, records: QuerySet[P]) -> HttpResponse | None:
        """List action: ask for a time first; then publish the selected records from then on."""
        zones = [*filter(None, {record.zone for record in records})]
        if len(zones) > 1:
            said = "These records are in different time zones. Choose those of one time zone."
            self.message_user(request, said, messages.ERROR)
        if len(zones) != 1:  # none, if the records were deleted meanwhile
            return None
        form = MomentForm(request.POST if "publish_at" in request.POST else None, *zones)
        if not form.is_valid():
            return self._ask_when(request, form, records)
        return self._publish(request, records, form.cleaned_data["publish_at"])

    @admin.action(
        description="Take selected %(verbose_name_plural)s off the public pages",
        permissions=["publish"],
    )
    def unpublish(self, request: HttpRequest, records: QuerySet[P]) -> HttpResponse | None:
        """List action: withdraw what families have seen, after a question; the rest are drafts."""
        try:
            self._hide(request, records)
        except WithdrawsError as asked:
            return self.ask_first(request, asked)
        return None

    def _ask_when(
        self, request: HttpRequest, form: MomentForm, records: QuerySet[P]
    ) -> HttpResponse:
        sent = [each for each in sent_fields(request) if each[0] not in MOMENT]
        context = {
            **self.admin_site.each_context(request),
            "title": "Publish at a time",
            "opts": self.opts,
            "form": form,
            "chosen": listed(list(records)),
            "sent": sent,
        }
        return TemplateResponse(request, "admin/publish_at.html", context)

    @transaction.atomic
    def make_public(
        self, request: HttpRequest, records: QuerySet[P], at: datetime | None = None
    ) -> list[P]:
        """Publish these records, now or from `at` on; return those that are.

        The user is told which ones are left out, and why. Raises UnreadyError if the user has to
        say why they are published before they are translated.
        """
        allowed = self._without_public(request, self._allowed(request, records), at)
        for kept_out in (self._without_changed, self._without_unready):
            allowed = kept_out(request, allowed)
        self.ask_reason(request, allowed)
        self._store_state(request, allowed, PUBLISHED, at)
        return allowed

    def _publish(
        self, request: HttpRequest, records: QuerySet[P], at: datetime | None = None
    ) -> HttpResponse | None:
        try:
            published = self.make_public(request, records, at)
        except UnreadyError as asked:
            return self.ask_first(request, asked)
        self._tell_states(request, published, PUBLISHED)
        self.tell_of_the_past(request, published)
        self.tell_of_drafts(request, published)
        return None

    @transaction.atomic
    def _hide(self, request: HttpRequest, records: QuerySet[P]) -> None:
        allowed = self._without_hidden(request, self._allowed(request, records))
        self.confirm(request, Loss(seen_by_families(allowed, timezone.now())))
        self._store_state(request, allowed, PublicationState.DRAFT)
        self._tell_states(request, allowed, PublicationState.DRAFT)

    def _allowed(self, request: HttpRequest, records: QuerySet[P]) -> list[P]:
        """The records, locked, that the user may publish; the user is told of others."""
        rows = records.select_for_update(no_key=True, of=("self",))
        allowed = [record for record in rows if self.has_publish_permission(request, record)]
        if refused := len(rows) - len(allowed):
            said = f"Not changed, because you don’t have permission: {refused}."
            self.message_user(request, said, messages.WARNING)
        return allowed

    def _store_state(
        self,
        request: HttpRequest,
        records: list[P],
        state: PublicationState,
        at: datetime | None = None,
    ) -> None:
        for record in records:
            record.state, record.publish_at = state, at
            record.save(update_fields=["state", "publish_at", "modified_at"])

    def _tell_states(self, request: HttpRequest, records: list[P], state: PublicationState) -> None:
        """Count the states of `records`; `state` is what was asked for."""
        now = timezone.now()
        found = Counter(record.state_at(now) for record in records) or {state: 0}
        self.message_user(request, " ".join(f"{each.label}: {found[each]}." for each in found))

    def tell_of_drafts(self, request: HttpRequest, records: list[P]) -> None:
        """Say what belongs to these records, which were just published, and is still a draft."""
        found = []
        for kind, name in kinds_under(self.model):
            if issubclass(kind, Publishable) and kind in self.admin_site._registry:
                drafts = kind._base_manager.filter(state=PublicationState.DRAFT)
                if count := drafts.filter(**{f"{name}__in": records}).count():
                    meta: Any = kind._meta
                    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
                    found.append((address, counted(kind, count)))
        if found:
            links = format_html_join(", ", '<a href="{}?now=draft">{}</a>', found)
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

    def _without_public(
        self, request: HttpRequest, records: list[P], at: datetime | None
    ) -> list[P]:
        """Leave out what is published already: nothing would change, or `at` would hide it."""
        done = "Not scheduled" if at else "Not changed"
        said = f"{done}: {{}}. This is published already."
        return self._without(request, records, lambda record: record.is_published, said)

    def _without_hidden(self, request: HttpRequest, records: list[P]) -> list[P]:
        """Leave out what is neither published nor scheduled: nothing would change."""
        said = "Not changed: {}. This is not published."
        return self._without(request, records, lambda each: each.state != PUBLISHED, said)

    def _without(
        self, request: HttpRequest, records: list[P], is_out: Callable[[P], bool], said: str
    ) -> list[P]:
        """Leave some records out; the user is told which, with `said` around their names."""
        parts: dict[bool, list[P]] = {True: [], False: []}
        for record in records:
            parts[is_out(record)].append(record)
        if out := parts[True]:
            self.message_user(request, said.format(listed(out)), messages.WARNING)
        return parts[False]

    def _without_unready(self, request: HttpRequest, records: list[P]) -> list[P]:
        """Leave out what only its own page can publish, and explain why."""
        unready: dict[str, list[P]] = {}
        for record in records:
            unready.setdefault(why_not(record), []).append(record)
        ready = unready.pop("", [])
        for why, found in unready.items():
            self.message_user(request, f"Not published: {listed(found)}. {why}", messages.ERROR)
        return ready


def why_not(record: Publishable) -> str:
    """Why only its own page can publish this record, or nothing can; "" if a list can."""
    if record.never_public:
        return record.never_public
    if flawed_texts(record):
        said = "Something in a text cannot be shown."
        return f"{said} Publish it on its own page, which says where."
    if isinstance(record, SettledOncePublic) and record.has_moved:
        said = "Families last saw a different time or place."
        return f"{said} Publish it from its own page, where you are asked why it changed."
    return ""


def listed(records: Collection[Any]) -> str:
    """The names of the first of these records."""
    names = ", ".join(f"“{record}”" for record in list(records)[:LISTED])
    return names + (" and others" if len(records) > LISTED else "")
