"""The history of a record in words: who changed what, when, in which way, and from what to what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import override
from modeltranslation.fields import TranslationField

from languages.columns import word_column
from languages.date_input import input_text
from languages.differences import Piece, differences
from languages.fields import PartialDateField
from languages.freshness import Mark
from languages.registry import LANGUAGES, SOURCE
from languages.staff_hours import said_moment
from publishing.history_entries import Action, HistoryEntry
from publishing.values import MARKS, columns

EMPTY = "(empty)"


def named(entries: Iterable[HistoryEntry]) -> list[str]:
    """Each change in a few words: “Changed: Milestone “Vote”.”, in the same order."""
    listed = list(entries)
    words = Words(ZoneInfo("UTC"), None)
    words.load_names(listed)
    return [words.said(entry) for entry in listed]


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one field; `lang` and `dir` are those of its text."""

    label: str
    pieces: list[Piece]
    lang: str = SOURCE
    dir: str = "ltr"


@dataclass(frozen=True, slots=True)
class Part:
    """What was done to the record (`subject` is then empty), or to a part of it."""

    subject: str
    action: str
    said: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Version:
    """All that was changed on one page together; `key` is that of its last change."""

    key: int
    group: int
    at: str
    by: str
    way: str
    parts: list[Part]

    @property
    def changes(self) -> bool:
        """Whether it says more than a note."""
        return not all(part.said for part in self.parts)


@dataclass
class Words:
    """Puts changes into words; `zone` is that of the district."""

    zone: ZoneInfo
    page: Model | None
    named: dict[tuple[type[Model], int], str] = field(default_factory=dict)

    def versions(self, entries: Iterable[HistoryEntry]) -> list[Version]:
        """These changes of one page, the newest first, those that were saved together as one."""
        listed = list(entries)
        self.load_names(listed)
        groups = groupby(listed, key=lambda entry: (entry.group, entry.by_id, entry.way))
        return [self._version(list(found)) for _, found in groups]

    def _version(self, entries: list[HistoryEntry]) -> Version:
        last = entries[0]
        return Version(
            key=last.pk,
            group=last.group,
            at=said_moment(last.at, self.zone),
            by=str(last.by) if last.by else "",
            way=str(last.get_way_display()),
            parts=[self._part(entry) for entry in reversed(entries)],
        )

    def _part(self, entry: HistoryEntry) -> Part:
        model: Any = entry.content_type.model_class()
        own = entry.key == self._own
        subject = "" if own else self._subject(model, entry)
        shown = entry.action == Action.CHANGED or (entry.action == Action.DELETED and not own)
        lines = list(self._lines(model, entry.changes)) if shown else []
        return Part(subject, str(entry.get_action_display()), entry.said, lines)

    def said(self, entry: HistoryEntry) -> str:
        """What was done, and to which record."""
        subject = self._subject(entry.content_type.model_class(), entry)
        return f"{entry.get_action_display()}: {subject}"

    @cached_property
    def _own(self) -> tuple[int, int]:
        if self.page is None:
            return 0, 0
        return ContentType.objects.get_for_model(self.page).pk, self.page.pk

    def _subject(self, model: Any, entry: HistoryEntry) -> str:
        name = entry.name or self.named.get((model, entry.object_id), "")
        kind = capfirst(str(model._meta.verbose_name))
        return f"{kind} “{name}”" if name else kind

    def _lines(self, model: type[Model], changes: dict[str, Any]) -> Iterator[Line]:
        fields = columns(model)
        links = {each.name: each for each in model._meta.many_to_many}
        for name, (was, now) in changes.items():
            if name == MARKS:
                yield from self._marks(model, changes)
            elif name in fields:
                yield self._line(fields[name], was, now)
            elif name in links:
                yield self._line(links[name], was, now)

    def _line(self, column: Any, was: Any, now: Any) -> Line:
        pieces = differences(self._described(column, was), self._described(column, now))
        if not isinstance(column, TranslationField):
            return Line(capfirst(str(column.verbose_name)), pieces)
        language = LANGUAGES[column.language]
        return Line(_label(column), pieces, language.code, language.direction)

    def _described(self, column: Any, value: Any) -> str:
        """A value as staff read it."""
        if value in (None, "", []):
            return EMPTY
        if isinstance(value, bool):
            return "yes" if value else "no"
        if column.is_relation:
            keys = value if isinstance(value, list) else [value]
            names = (self.named.get((column.related_model, key), f"no. {key}") for key in keys)
            return ", ".join(names)
        if isinstance(value, list):
            return ", ".join(LANGUAGES[v].name if v in LANGUAGES else str(v) for v in value)
        read = column.to_python(value)
        if isinstance(column, PartialDateField):
            return input_text(read)
        if isinstance(read, datetime):
            return said_moment(read, self.zone)
        return str(dict(column.flatchoices).get(value, value))

    def _marks(self, model: type[Model], changes: dict[str, Any]) -> Iterator[Line]:
        """What was said of translations whose words stayed as they were."""
        was, now = changes[MARKS]
        for name, marks in now.items():
            for code, mark in marks.items():
                column = word_column(name, code)
                old = was.get(name, {}).get(code)
                if column not in changes and mark and old:
                    said = said_of(Mark(*old), Mark(*mark))
                    yield Line(_label(model._meta.get_field(column)), [Piece("new", said)])

    def load_names(self, entries: Iterable[HistoryEntry]) -> None:
        """What the records are called that these changes name, one query a model."""
        wanted: dict[type[Model], set[int]] = defaultdict(set)
        for entry in entries:
            model: Any = entry.content_type.model_class()
            wanted[model].add(entry.object_id)
            fields = columns(model) | {each.name: each for each in model._meta.many_to_many}
            for name in fields.keys() & entry.changes.keys():
                if fields[name].is_relation:
                    for value in entry.changes[name]:
                        found = value if isinstance(value, list) else filter(None, [value])
                        wanted[fields[name].related_model].update(found)
        with override(SOURCE):
            for model, keys in wanted.items():
                for row in model._base_manager.filter(pk__in=keys):
                    self.named[model, row.pk] = str(row)


def _label(column: Any) -> str:
    """The label of a word in one language: “Title in Spanish”."""
    name = capfirst(str(column.translated_field.verbose_name))
    return name if column.language == SOURCE else f"{name} in {LANGUAGES[column.language].name}"


def said_of(was: Mark, now: Mark) -> str:
    """What was said of a translation whose words stayed as they were."""
    if now.reviewed and not was.reviewed:
        return "reviewed"
    return "no longer reviewed" if was.reviewed and not now.reviewed else "still right"
