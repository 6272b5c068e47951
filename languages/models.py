"""Records with translated words, and what is known about each translation."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Case, Value, When
from django.db.models.functions import Coalesce

from languages.checks import Problem, check
from languages.columns import translated_fields, word_column, words_in
from languages.counts import Key
from languages.counts import UnitCount as UnitCount  # a model of this app
from languages.edtf import PartialDate
from languages.freshness import (
    Marks,
    TranslationState,
    Words,
    carried,
    marks_from,
    merged,
    settled,
    text_hash,
)
from languages.likeness import Keys, keys_of
from languages.querysets import locked
from languages.registry import LANGUAGES
from languages.search_texts import SearchText as SearchText  # a model of this app

Days = tuple[date | None, date | None]
UNIQUE = ("content_type", "object_id", "field", "language")
OPEN = date(9999, 12, 31)  # the end of what has begun or will begin, and has no known end
VALUES = (
    "district",
    "status",
    "source_hash",
    "translated_from",
    "first_day",
    "last_day",
    "comes_first",
)


def days_of(when: PartialDate | None) -> Days:
    """The first and last day of a time, None for each that is open or unknown."""
    return (when.lower, when.upper) if when else (None, None)


class SourceText(models.Model):
    """An English text that was once in use, by its hash: written once, never changed.

    The other columns are its `Keys`, by which the translation memory finds texts like it.
    """

    hash = models.CharField(max_length=16, primary_key=True)
    text = models.TextField()
    begins = models.CharField(max_length=64, default="")
    ends = models.CharField(max_length=64, default="")
    longest = models.CharField(max_length=64, default="")

    class Meta:
        indexes = [
            models.Index(fields=[name, "hash"], name=f"source_text_{name}") for name in Keys._fields
        ]

    def __str__(self) -> str:
        return self.text

    @staticmethod
    def keep(texts: Iterable[str]) -> None:
        """Write those of these texts that are not known yet."""
        known = {text_hash(text): text for text in texts}
        # Sorted, so that two saves at once cannot deadlock.
        rows = [
            SourceText(hash=key, text=known[key], **keys_of(known[key])._asdict())
            for key in sorted(known)
        ]
        SourceText.objects.bulk_create(rows, 500, ignore_conflicts=True)


class Unit(models.Model):
    """The state of one field of one record in one language.

    An index for queues and counts, derived from the records; `manage.py reindex_words` rebuilds it.
    Fields that are empty in English have no units. `until` is the last day, `OPEN` if only the
    first one is known, NULL without a date; queues are sorted by it.
    """

    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+", db_index=False
    )  # `unit_once` begins with it
    object_id = models.BigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    field = models.CharField(max_length=50)
    language = models.CharField(max_length=16)
    district = models.BigIntegerField(null=True)
    status = models.CharField(
        max_length=8, choices=[(state.value, state.title()) for state in TranslationState]
    )
    source_hash = models.CharField(max_length=16)
    translated_from = models.CharField(max_length=16, blank=True)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    comes_first = models.BooleanField(default=False)
    until = models.GeneratedField(
        expression=Coalesce(
            "last_day",
            Case(When(first_day__isnull=False, then=Value(OPEN)), output_field=models.DateField()),
        ),
        output_field=models.DateField(null=True),
        db_persist=True,
    )

    class Meta:
        verbose_name = "state of a translation"
        verbose_name_plural = "states of translations"
        constraints = [
            models.UniqueConstraint(fields=UNIQUE, name="unit_once"),
        ]
        indexes = [
            models.Index(fields=["district", "language", "status"], name="unit_coverage"),
            models.Index(
                fields=[
                    "language",
                    "status",
                    "comes_first",
                    "until",
                    "content_type",
                    "object_id",
                    "id",
                ],
                name="unit_queue",
            ),
            models.Index(fields=["language", "translated_from"], name="unit_memory"),
        ]

    def __str__(self) -> str:
        return f"{self.field} in {LANGUAGES[self.language].name}"

    @property
    def counted_as(self) -> Key:
        """What it counts as one of."""
        return self.district, self.language, self.status


class Translated(models.Model):
    """A record with translated words that keeps the marks of its translations up to date.

    Write words only through `save`. `part_names` maps each translated field to what families call
    it inside a sentence (a lazy translation). `comes_first`: until its last day, its words are
    translated before all others.
    """

    part_names: ClassVar[Mapping[str, object]] = {}
    comes_first: ClassVar[bool] = False
    stored: "Translated | None" = None  # while it is saved: the row before that, locked

    translations = models.JSONField(default=dict, editable=False)
    units = GenericRelation(Unit)

    class Meta:
        abstract = True

    def save(
        self,
        *args: Any,
        minor: bool = False,
        told: Marks | None = None,
        update_fields: Iterable[str] | None = None,
        **kwargs: Any,
    ) -> None:
        """Save the record together with the marks for its words.

        `minor`: the change of the English alters no meaning, so translations stay fresh. `told`:
        marks of translations that were made from other English than the current one.
        """
        written = None if update_fields is None else {*update_fields, "translations"}
        with transaction.atomic():
            self.stored = locked(self)
            self.settle(self.stored, written, minor=minor, told=told or {})
            super().save(*args, update_fields=written, **kwargs)

    def settle(
        self,
        before: Self | None = None,
        written: Collection[str] | None = None,
        *,
        minor: bool = False,
        told: Marks | None = None,
    ) -> None:
        """Set `translations` to the marks for the words that the row will have.

        `before`: the stored row, None if there is none. `written`: the columns about to be written,
        None for all loaded ones; the others keep what is stored.
        """
        words = self._words_after(before, written)
        marks = before.marks if before else self.marks
        if before and minor:
            marks = carried(marks, before.words, words)
        self.translations = settled(words, merged(marks, told or {}))

    @property
    def marks(self) -> Marks:
        """The marks from the column `translations`: `{field: {language: Mark}}`."""
        return marks_from(self.translations)

    @property
    def words(self) -> Words:
        """The words of each translated field: `{field: {language: text}}`, "" if there are none."""
        return {
            field: {code: words_in(self, field, code) for code in LANGUAGES}
            for field in translated_fields(type(self))
        }

    def save_columns(self, columns: Iterable[str], **kwargs: Any) -> None:
        """Save only these columns, and the time of the change if the model has one."""
        names = {each.name for each in self._meta.fields if getattr(each, "auto_now", False)}
        self.save(update_fields={*columns, *names}, **kwargs)

    def problems(self, field: str, language: str, text: str, source: str) -> list[Problem]:
        """Reasons against storing `text`, a translation of the English `source`, in a field."""
        column: Any = self._meta.get_field(word_column(field, language))
        return check(source, text, language, column.max_length)

    def index(self) -> None:
        """Bring its units and what is searched up to date, where no change is reported."""

    def notes_for(self, language: str) -> list[str]:
        """Sentences that those who translate its words into a language have to know."""
        return []

    def _words_after(self, before: Self | None, written: Collection[str] | None) -> Words:
        if before is None:
            return self.words
        if written is None:
            written = {field.attname for field in self._meta.fields} - self.get_deferred_fields()

        def source(field: str, code: str) -> Translated:
            return self if word_column(field, code) in written else before

        return {
            field: {code: words_in(source(field, code), field, code) for code in LANGUAGES}
            for field in translated_fields(type(self))
        }
