"""Admin pages of records that can be published, one by one or several from a list."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any, TypeVar

from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from languages.admin import TranslatedAdmin
from languages.cleaning import flawed_texts
from languages.columns import word_column
from languages.freshness import TranslationState
from languages.models import Unit
from languages.registry import LANGUAGES, SOURCE
from publishing.last_public import SettledOncePublic
from publishing.merging_admin import MergingAdmin
from publishing.models import Publishable
from publishing.once_admin import OnceAdmin
from publishing.stamps import STAMPS, changes_since, stamp_of
from publishing.states import PublicationState
from publishing.withdrawing import Loss, kinds_under, seen_by_families
from publishing.withdrawing_admin import WithdrawingAdmin, WithdrawsError

P = TypeVar("P", bound=Publishable)
LISTED = 5  # names in one message
_ENGLISH = word_column("", SOURCE)


class PublishableAdmin(WithdrawingAdmin[P], OnceAdmin[P], MergingAdmin[P], TranslatedAdmin[P]):
    """Merging, confirmation, sending once and languages for a record that can be a draft."""

    actions: tuple[str, ...] = ("publish", "unpublish")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Warn if a published record is hidden by a draft parent, or is past without an outcome."""
        super().save_related(request, form, formsets, change)
        record: Any = form.instance
        rows = [row for each in formsets for row in each.forms if row not in each.deleted_forms]
        self.tell_of_stale(request, [f for f in (form, *rows) if _english_changed(f)])
        for said in (said for each in (form, *rows) for said in getattr(each, "why", ())):
            self.log_change(request, record, said)
        if not record.is_draft and not _is_public(record):
            said = "Families don’t see this yet, because something it belongs to is still a draft."
            self.message_user(request, said, messages.WARNING)
        self.tell_of_the_past(request, [record, *_saved(formsets)])

    def read_of_the_past(self, record: P) -> str:
        """What families read if the record's time is over and no outcome is recorded; else ""."""
        return ""

    def tell_of_the_past(self, request: HttpRequest, records: Iterable[Any]) -> None:
        """Warn the user who has saved these records about what families will read."""
        found: dict[str, list[Any]] = defaultdict(list)
        for record in records:
            kin = self.admin_site._registry.get(type(record))
            read = kin.read_of_the_past(record) if isinstance(kin, PublishableAdmin) else ""
            if read and _is_public(record):
                found[read].append(record)
        for read, past in found.items():
            said = f"The date has passed, so families see “{read}” for {_listed(past)}. "
            said += "If you know what happened, add a status."
            self.message_user(request, said, messages.WARNING)

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

    def tell_of_stale(self, request: HttpRequest, forms: Iterable[Any]) -> None:
        """Say which translations are out of date since the English was changed here."""
        languages: set[str] = set()
        for form in forms:
            fields = {name.removesuffix(_ENGLISH) for name in form.changed_data}
            kind = ContentType.objects.get_for_model(form.instance)
            units = Unit.objects.filter(content_type=kind, object_id=form.instance.pk)
            stale = units.filter(field__in=fields, status=TranslationState.STALE)
            languages.update(stale.values_list("language", flat=True))
        named = [each for each in LANGUAGES.values() if each.code in languages]
        if named:
            queues = [(reverse("desk_queue", args=[each.code]), each.name) for each in named]
            said = format_html(
                "The English has changed, so these translations are out of date until they "
                "are checked: {}. Families see a notice with them.",
                format_html_join(", ", '<a href="{}">{}</a>', queues),
            )
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
            said = f"Not published: {_listed(flawed)}. Something in a text cannot be shown. "
            said += "Publish it on its own page, which says where."
            self.message_user(request, said, messages.ERROR)
        return [record for record in records if record not in flawed]

    def _without_moved(self, request: HttpRequest, records: list[P]) -> list[P]:
        """Leave out records that have moved since families last saw them, and explain why."""
        moved: list[Any] = [r for r in records if isinstance(r, SettledOncePublic) and r.has_moved]
        if moved:
            names = _listed(moved)
            said = f"Not published: {names}. Families last saw a different time or place. "
            said += "Publish it from its own page, where you are asked why it changed."
            self.message_user(request, said, messages.ERROR)
        return [record for record in records if record not in moved]


def _listed(records: Collection[Any]) -> str:
    names = ", ".join(f"“{record}”" for record in list(records)[:LISTED])
    return names + (" and others" if len(records) > LISTED else "")


def _is_public(record: Any) -> bool:
    return bool(type(record).objects.public(timezone.now()).filter(pk=record.pk).exists())


def _english_changed(form: Any) -> bool:
    """Whether English words of a record that families see were changed on its page."""
    columns = any(name.endswith(_ENGLISH) for name in form.changed_data)
    return columns and not getattr(form, "is_minor", False) and _is_public(form.instance)


def _saved(formsets: Any) -> Iterator[Any]:
    """The records in the inline rows of a page that were added or changed with it."""
    for formset in formsets:
        yield from formset.new_objects
        yield from (record for record, _ in formset.changed_objects)
