"""What a translation and its English said before: who changed them, when, and from what to what."""

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from desk.units import UnitPage
from languages.columns import word_column
from languages.differences import Piece, differences
from languages.freshness import Mark
from languages.registry import LANGUAGES, SOURCE, Language
from languages.staff_hours import said_moment
from publishing.history_entries import Action, HistoryEntry, entries_of
from publishing.history_lines import said_of
from publishing.values import MARKS

UTC = ZoneInfo("UTC")
READ = 500  # the latest changes of a record that are looked through


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the translation or of its English; `said`: what was said of the same words.

    `before` and `after` are the whole texts, both empty where only something was said of them.
    """

    entry: HistoryEntry
    when: str
    language: Language
    before: str = ""
    after: str = ""
    said: str = ""

    @property
    def pieces(self) -> list[Piece]:
        """The difference, word by word."""
        return differences(self.before, self.after)

    @property
    def is_english(self) -> bool:
        """Whether the English was changed, which nobody restores on the desk."""
        return self.language.code == SOURCE


def changes_of(page: UnitPage) -> Iterator[Change]:
    """The changes of a text, the newest first."""
    zone = getattr(page.slot.record, "zone", UTC)
    for entry in _entries(page)[:READ]:
        when = said_moment(entry.at, zone)
        for code in (page.slot.language, SOURCE):
            if found := entry.changes.get(word_column(page.slot.field, code)):
                yield Change(entry, when, LANGUAGES[code], *found)
        if said := _said(page, entry):
            yield Change(entry, when, page.language, said=said)


def text_at(page: UnitPage, key: int, *, before: bool) -> str | None:
    """What the translation said before or after a change; None if that is no change of it."""
    entry = _entries(page).filter(pk=key).first()
    found = entry and entry.changes.get(word_column(page.slot.field, page.slot.language))
    return str(found[0 if before else 1]) if found else None


def _entries(page: UnitPage) -> QuerySet[HistoryEntry]:
    kind = ContentType.objects.get_for_model(page.slot.record)
    own = entries_of(page.slot.record).filter(content_type=kind, object_id=page.slot.record.pk)
    return own.filter(action=Action.CHANGED)


def _said(page: UnitPage, entry: HistoryEntry) -> str:
    """What was said of a translation whose words stayed as they were, "" if nothing."""
    field, language = page.slot.field, page.slot.language
    if MARKS not in entry.changes or word_column(field, language) in entry.changes:
        return ""
    was, now = (marks.get(field, {}).get(language) for marks in entry.changes[MARKS])
    return said_of(Mark(*was), Mark(*now)) if was and now else ""
