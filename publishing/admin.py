"""Admin pages of records that can be published."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from languages.admin import TranslatedAdmin
from languages.columns import word_column
from languages.freshness import TranslationState
from languages.models import Unit
from languages.registry import LANGUAGES, SOURCE
from publishing.merging_admin import MergingAdmin
from publishing.models import Publishable
from publishing.once_admin import OnceAdmin
from publishing.restoring_admin import RestoringAdmin
from publishing.state_actions import StateActions, listed
from publishing.states import PublicationState
from publishing.undoing_admin import UndoingAdmin

P = TypeVar("P", bound=Publishable)
_ENGLISH = word_column("", SOURCE)


class PublishableAdmin(
    StateActions[P],
    RestoringAdmin[P],
    UndoingAdmin[P],
    OnceAdmin[P],
    MergingAdmin[P],
    TranslatedAdmin[P],
):
    """Merging, confirmation, sending once and languages for a record that can be a draft."""

    last_fields = ("state", "publish_at", "known_from")
    last_heading = "When families see it"
    read_with: ClassVar[tuple[str, ...]] = ()  # the relations that `read_of_the_past` reads

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Warn if a published record is hidden by a draft parent, or is past without an outcome."""
        super().save_related(request, form, formsets, change)
        record: Any = form.instance
        rows = [row for each in formsets for row in each.forms if row not in each.deleted_forms]
        self.tell_of_stale(request, [f for f in (form, *rows) if _english_changed(f)])
        for said in (said for each in (form, *rows) for said in getattr(each, "why", ())):
            self.log_change(request, record, said)
        self.tell_what_families_see(request, record)
        self.tell_of_the_past(request, [record, *_saved(formsets)])

    def tell_what_families_see(self, request: HttpRequest, record: P) -> None:
        """Say whether families see the record now, from when on, or what hides it; with links."""
        at, state = _seen_from(record), record.state_at(timezone.now())
        waits = state == PublicationState.SCHEDULED
        page = format_html('<a href="{}">Open the page</a>', record.get_absolute_url())
        if record.state != PublicationState.PUBLISHED:
            hidden = f"{state.label}: families don’t see this."
            self.message_user(request, format_html("{} {}", hidden, page))
        elif owner := self._hidden_by(record, at):
            when = f"even from {record.said_publish_at()} on" if waits else "yet"
            said = (
                "Families don’t see this {}, because something it belongs to is not published: {}."
            )
            self.message_user(request, format_html(said, when, owner), messages.WARNING)
        else:
            when = f"from {record.said_publish_at()} on" if waits else "now"
            said = format_html("Families see this {}. {}", when, page)
            self.message_user(request, said, messages.SUCCESS)
            self.tell_of_languages(request, record)

    def _hidden_by(self, record: Any, at: datetime) -> SafeString | None:
        """A link to what it belongs to and families do not see at `at`; None if there is none."""
        owners = filter(None, (getattr(record, name) for name in record.published_under))
        owner: Any = next((each for each in owners if not _is_public(each, at)), None)
        if owner is None:
            return None
        name = f"admin:{owner._meta.app_label}_{owner._meta.model_name}_change"
        link = format_html('<a href="{}">{}</a>', reverse(name, args=[owner.pk]), owner)
        return self._hidden_by(owner, at) or link

    def read_of_the_past(self, record: P) -> str:
        """What families read if the record's time is over and no outcome is recorded; else ""."""
        return ""

    def tell_of_the_past(self, request: HttpRequest, records: Iterable[Any]) -> None:
        """Warn the user who has saved these records about what families will read."""
        found: dict[str, list[Any]] = defaultdict(list)
        for record in records:
            kin = self.admin_site._registry.get(type(record))
            read = kin.read_of_the_past(record) if isinstance(kin, PublishableAdmin) else ""
            if read and _is_public(record, _seen_from(record)):
                found[read].append(record)
        for read, past in found.items():
            said = f"The date has passed, so families see “{read}” for {listed(past)}. "
            said += "If you know what happened, add a status."
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


def _is_public(record: Any, at: datetime | None = None) -> bool:
    """Whether families see it at a moment, or now."""
    public = type(record).objects.public(at or timezone.now())
    return bool(public.filter(pk=record.pk).exists())


def _seen_from(record: Any) -> datetime:
    """The moment from which on families can see a published record: now, or later."""
    now = timezone.now()
    return max(now, getattr(record, "publish_at", None) or now)


def _english_changed(form: Any) -> bool:
    """Whether English words of a record that families see were changed on its page."""
    columns = any(name.endswith(_ENGLISH) for name in form.changed_data)
    return columns and not getattr(form, "is_minor", False) and _is_public(form.instance)


def _saved(formsets: Any) -> Iterator[Any]:
    """The records in the inline rows of a page that were added or changed with it."""
    for formset in formsets:
        yield from formset.new_objects
        yield from (record for record, _ in formset.changed_objects)
