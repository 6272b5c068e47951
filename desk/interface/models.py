"""The interface's texts as records with words, one for each plural form of each message."""

from collections.abc import Iterable, Mapping
from typing import Any, Self

from django.db import models, transaction
from django.urls import reverse

from desk.finding import indexing
from desk.interface.checks import numbers_of, problems_of
from languages.catalogs import plural_forms, plural_of
from languages.checks import Problem
from languages.columns import word_column, words_in
from languages.counts import INTERFACE
from languages.freshness import TranslationState, mark_in, state_of, text_hash
from languages.models import Translated
from languages.overlay import Key
from languages.registry import LANGUAGES, SOURCE
from languages.search_texts import keep_text
from languages.unit_index import UnitIndex
from publishing.changes import current_act
from publishing.content_versions import add_step
from publishing.history import write
from publishing.history_entries import Action
from publishing.values import differing, values_of

FIELD = "text"
SHORT = 80  # characters of a message by which staff know it


class InterfaceTextQuerySet(models.QuerySet["InterfaceText"]):
    """Texts of the interface, which belong to no district."""

    def public(self, _at: object = None) -> Self:
        """Those that pages show."""
        return self.filter(is_used=True)


class InterfaceText(Translated):
    """One form of a message: `text` in English, and what each language makes of it.

    `files` holds what the catalogs of the release had, by language, as `told` says it. `on_desk`
    names the languages in which it was written on the desk; only these are laid over the catalogs.
    A message that the release does not have any more stays, without `is_used`. `shown_at` is the
    path below that of a language of a page that shows it, where one is known.
    """

    key = models.CharField(max_length=16)
    form = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveIntegerField()
    context = models.TextField(blank=True)
    message = models.TextField()
    plural = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    is_used = models.BooleanField(default=True)
    files = models.JSONField(default=dict)
    on_desk = models.JSONField(default=list)
    shown_at = models.CharField(max_length=300, default="", blank=True)
    text = models.TextField(blank=True)

    objects = models.Manager.from_queryset(InterfaceTextQuerySet)()

    # What the files of the desk ask of any record.
    published_under = ()
    district_key = INTERFACE

    class Meta:
        verbose_name = "text of the interface"
        verbose_name_plural = "texts of the interface"
        ordering = ("position", "form")
        constraints = (models.UniqueConstraint(fields=["key", "form"], name="interface_text_once"),)

    def __str__(self) -> str:
        said = " ".join(self.message.split())
        short = said if len(said) <= SHORT else f"{said[: SHORT - 1]}…"
        about = f"{self.context}: {short}" if self.context else short
        return f"{about} (form {self.form + 1})" if self.plural else about

    @classmethod
    def district_paths(cls) -> tuple[str, ...]:
        """It belongs to no district."""
        return ()

    @property
    def whole_key(self) -> Key:
        """The message that it is a form of."""
        return Key(self.context, self.message, self.plural)

    @property
    def words(self) -> Mapping[str, Mapping[str, str]]:
        """Its text in the languages that have this form."""
        if not self.is_used:
            return {}
        return {FIELD: {code: words_in(self, FIELD, code) for code in self._languages()}}

    @property
    def english(self) -> str:
        """What it says in English."""
        return words_in(self, FIELD, SOURCE)

    def has_form_in(self, language: str) -> bool:
        """Whether a language has this form."""
        forms = plural_forms(language) if self.plural else 1
        return language == SOURCE or self.form < forms

    def _languages(self) -> list[str]:
        return [code for code in LANGUAGES if self.has_form_in(code)]

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save it with all that follows: its units, its history, and a new version of all pages."""
        written = None if update_fields is None else {*update_fields, "on_desk"}
        with transaction.atomic():
            if written:
                own = {code for code in LANGUAGES if word_column(FIELD, code) in written}
                self.on_desk = sorted({*self.on_desk, *own})
            super().save(*args, update_fields=written, **kwargs)
            self._follow()

    def _follow(self) -> None:
        self.index()
        before: Any = self.stored
        found = differing(values_of(before), values_of(self)) if before else {}
        told = {name: each for name, each in found.items() if name.startswith((FIELD, "transl"))}
        places = [(FIELD, code) for code in LANGUAGES if word_column(FIELD, code) in told]
        indexing.write(self, places, by=current_act().by)
        if told:
            write(self, Action.CHANGED, told)
        add_step(None)

    def index(self) -> None:
        """Bring its units and what is searched up to date."""
        UnitIndex(self, INTERFACE, (None, None)).write()
        keep_text(self, ())

    def problems(self, _field: str, language: str, text: str, source: str) -> list[Problem]:
        """Reasons against storing a text here; see `Translated.problems`."""
        alone = bool(self.plural) and len(self._numbers(language)) == 1
        return problems_of(source, text, language, one_number=alone)

    def notes_for(self, language: str) -> list[str]:
        """What translators have to know of it; see `Translated.notes_for`."""
        found = [" ".join(self.notes.split())] if self.notes else []
        if self.context:
            found.append(f"Context: {self.context}.")
        if self.plural:
            numbers = self._numbers(language)
            listed = ", ".join(map(str, numbers[:6])) + ("…" if len(numbers) > 6 else "")
            found.append(f"One of the plural forms of “{self.message}”, for the numbers {listed}.")
        return found

    def _numbers(self, language: str) -> list[int]:
        return numbers_of(self.form, plural_of(language))

    def state_in(self, language: str) -> TranslationState:
        """The state of its text in a language."""
        text = words_in(self, FIELD, language)
        return state_of(self.english, text, mark_in(self.translations, FIELD, language))

    def told(self, language: str) -> str:
        """Its text and state in a language, as `files` keeps them of the catalogs."""
        return told(words_in(self, FIELD, language), self.state_in(language))

    def differs(self, language: str) -> bool:
        """Whether it says something else than the catalog of the release did."""
        return self.shipped(language) != self.told(language)

    def shipped_hash(self, language: str) -> str:
        """The hash of what the catalog of the release had."""
        return self.shipped(language).rpartition(" ")[2]

    def shipped(self, language: str) -> str:
        """What the catalog of the release had, as `told` says it."""
        found: str = self.files.get(language, told("", TranslationState.MISSING))
        return found

    def get_absolute_url(self, _field: str = "") -> str:
        """The address of a page that shows it, in the active language; else that of the start."""
        return reverse("districts") + self.shown_at


def told(text: str, state: TranslationState) -> str:
    """A text and its state in a few characters."""
    return f"{state} {text_hash(text)}"
