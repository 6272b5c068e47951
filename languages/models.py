"""Records whose words are translated, with what is known of each translation."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from languages.columns import translated_fields, words_in
from languages.edtf import PartialDate
from languages.freshness import (
    Marks,
    TranslationState,
    UnitState,
    Words,
    carried,
    marks_from,
    merged,
    settled,
    unit_states,
)
from languages.registry import LANGUAGES, SOURCE

Days = tuple[date | None, date | None]


def days_of(when: PartialDate | None) -> Days:
    """The first and the last day of a time, None where it is open or not known."""
    return (when.lower, when.upper) if when else (None, None)


class SourceText(models.Model):
    """An English text that stood here once, by its hash: written once, never changed."""

    hash = models.CharField(max_length=16, primary_key=True)
    text = models.TextField()

    def __str__(self) -> str:
        return self.text


class Unit(models.Model):
    """How one field of one record stands in one language.

    An index for queues and counts, derived from the records and made anew from them by
    `manage.py reindex_words`. Nothing stands here of fields that are empty in English.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
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

    class Meta:
        verbose_name = "state of a translation"
        verbose_name_plural = "states of translations"
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "field", "language"], name="unit_once"
            ),
        ]
        indexes = [
            models.Index(fields=["district", "language", "status"], name="unit_coverage"),
            models.Index(fields=["language", "status", "first_day", "id"], name="unit_queue"),
            models.Index(fields=["source_hash", "language"], name="unit_memory"),
        ]

    def __str__(self) -> str:
        return f"{self.field} in {LANGUAGES[self.language].name}"


class Translated(models.Model):
    """A record with translated words, which keeps the marks of its translations right.

    Words are written by `save` alone, never by `update` of a queryset. `part_names`: what families
    call each translated field, inside a sentence; a lazy translation.
    """

    part_names: ClassVar[Mapping[str, object]] = {}

    translations = models.JSONField(default=dict, editable=False)
    units = GenericRelation(Unit)

    class Meta:
        abstract = True

    def save(
        self, *args: Any, minor: bool = False, told: Marks | None = None, **kwargs: Any
    ) -> None:
        """Save, and settle what is known of the translations.

        `minor`: the change of the English alters nothing that a translation says. `told`: marks
        of translations that were made from other English than what stands here now.
        """
        with transaction.atomic():
            before = self.locked()
            if before:
                self.translations = before.translations
            super().save(*args, **kwargs)
            self.settle(told or {}, before.words if before and minor else None)

    @property
    def marks(self) -> Marks:
        return marks_from(self.translations)

    @property
    def words(self) -> Words:
        return {
            field: {code: words_in(self, field, code) for code in LANGUAGES}
            for field in translated_fields(type(self))
        }

    @property
    def words_district(self) -> int | None:
        """The primary key of the district whose translators it concerns."""
        found: Any = self
        return found.district_id  # type: ignore[no-any-return]

    @property
    def words_days(self) -> Days:
        """The first and the last day of what the words are about, as far as they are known."""
        return None, None

    def save_columns(self, columns: Iterable[str], **kwargs: Any) -> None:
        """Save these columns alone, with the time of the change where the model keeps it."""
        names = {each.name for each in self._meta.fields if getattr(each, "auto_now", False)}
        self.save(update_fields={*columns, *names}, **kwargs)

    def locked(self) -> Self | None:
        """The record as it stands in the database, which nobody else can change until the end of
        the transaction; None if it is not there."""
        # In the order of the model it might be joined with its parents, and lock them as well.
        rows = type(self)._base_manager.select_for_update(no_key=True).order_by("pk")
        return rows.filter(pk=self.pk).first() if self.pk else None

    def settle(self, told: Marks, before: Words | None = None) -> None:
        """Write the marks and units of the words as they stand in the database, which may be more
        than this object has loaded. `before`: the words before a minor edit."""
        stored = type(self)._base_manager.get(pk=self.pk)
        marks = stored.marks
        if before is not None:
            marks = carried(marks, before, stored.words)
        marks = settled(stored.words, merged(marks, told))
        if marks != stored.marks:
            type(self)._base_manager.filter(pk=self.pk).update(translations=marks)
        self.translations = marks
        _Index(stored).write(unit_states(stored.words, marks))


class _Index:
    """The units of one record."""

    KEPT: ClassVar[tuple[str, ...]] = (
        "district",
        "status",
        "source_hash",
        "translated_from",
        "first_day",
        "last_day",
    )

    def __init__(self, record: Translated) -> None:
        self.record = record
        self.units = {(unit.field, unit.language): unit for unit in record.units.all()}

    def write(self, states: dict[tuple[str, str], UnitState]) -> None:
        made, changed = [], []
        for key, values in self._values(states).items():
            unit = self.units.pop(key, None)
            if unit is None:
                made.append(self._unit(key, values))
            elif any(getattr(unit, name) != value for name, value in values.items()):
                unit.__dict__.update(values)
                changed.append(unit)
        Unit.objects.bulk_create(made)
        Unit.objects.bulk_update(changed, self.KEPT)
        if self.units:
            Unit.objects.filter(pk__in=[unit.pk for unit in self.units.values()]).delete()
        self._keep_sources([*made, *changed])

    def _values(
        self, states: dict[tuple[str, str], UnitState]
    ) -> dict[tuple[str, str], dict[str, Any]]:
        if not states:
            return {}
        first_day, last_day = self.record.words_days
        common: dict[str, Any] = {"district": self.record.words_district}
        common |= {"first_day": first_day, "last_day": last_day}
        return {
            key: {
                **common,
                "status": unit_state.state,
                "source_hash": unit_state.source,
                "translated_from": unit_state.translated_from,
            }
            for key, unit_state in states.items()
        }

    def _unit(self, key: tuple[str, str], values: dict[str, Any]) -> Unit:
        kind = ContentType.objects.get_for_model(self.record)
        field, language = key
        return Unit(
            content_type=kind, object_id=self.record.pk, field=field, language=language, **values
        )

    def _keep_sources(self, units: list[Unit]) -> None:
        """Later the English may differ, and translators see how."""
        words = self.record.words
        texts = {unit.source_hash: words[unit.field][SOURCE] for unit in units}
        # In one order, so that no two who save at once wait for each other.
        rows = [SourceText(hash=key, text=texts[key]) for key in sorted(texts)]
        SourceText.objects.bulk_create(rows, ignore_conflicts=True)
