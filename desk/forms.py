"""The filter of the queue, and the form of a translation."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from desk.finding.conditions import BOTH, ENGLISH, TRANSLATION, conditions, kinds
from desk.finding.sought import FIELD, MOST_MARKED, all_of, sought
from desk.glossary_terms import terms_of
from desk.queries import Queue, district_choices
from desk.talk import WORD, Comment, Suggestion
from desk.term_use import lacking, misused
from districts.access import Rights
from languages import counts
from languages.characters import is_blank
from languages.checks import Problem
from languages.freshness import TranslationState, text_hash
from languages.registry import LANGUAGES
from languages.searching import words_in_term
from languages.translating import REVIEWED, Slot

ALL = "all"
CONTENT, INTERFACE = "content", "interface"
SUGGESTED, ASKED = "suggested", "asked"
MORE = ("look", "part", "since", "doubtful", "mine")  # choices that are shown when asked for


class QueueFilter(forms.Form):
    """Limits the queue of a language; sent with GET. `districts`: (key, name) pairs."""

    status = forms.ChoiceField(
        choices=[
            ("", "To do (all, if you search)"),
            (ALL, "All"),
            *((state.value, state.title()) for state in TranslationState),
            (SUGGESTED, "Suggestions to decide on"),
            (ASKED, "Questions to answer"),
        ],
        required=False,
    )
    district = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    words = forms.ChoiceField(
        choices=[("", "All"), (CONTENT, "Content"), (INTERFACE, "Interface")], required=False
    )
    q = forms.CharField(label="Search", max_length=100, required=False)
    look = forms.ChoiceField(
        label="Search in",
        choices=[
            ("", "All languages of the record"),
            (ENGLISH, "The English"),
            (TRANSLATION, "The translation"),
            (BOTH, "The English and the translation"),
        ],
        required=False,
    )
    part = forms.ChoiceField(label="Part", required=False)
    since = forms.DateField(
        label="Changed since", required=False, widget=forms.DateInput({"type": "date"})
    )
    doubtful = forms.BooleanField(label="Checks find something", required=False)
    mine = forms.BooleanField(label="Last changed by me", required=False)

    def __init__(self, data: Any, districts: Iterable[tuple[int, str]]) -> None:
        super().__init__(data)
        field: Any = self.fields["district"]
        field.choices = [("", "All"), *districts]
        part: Any = self.fields["part"]
        part.choices = [("", "All"), *kinds()]
        self.is_valid()

    @property
    def states(self) -> tuple[TranslationState, ...] | None:
        """The chosen states; None for what is to be done."""
        status = self._asked("status")
        if status in (ALL, SUGGESTED, ASKED) or (self.is_searched and not status):
            return tuple(TranslationState)
        return (TranslationState(status),) if status else None

    @property
    def wants_suggestions(self) -> bool:
        """Whether texts are listed for which there is a suggestion to decide on."""
        return bool(self._asked("status") == SUGGESTED)

    @property
    def query(self) -> str:
        """The choices as a query to append to an address: "" or "?status=stale"."""
        return self.query_with({})

    def query_with(self, more: Mapping[str, str]) -> str:
        """The same with other names and values added."""
        asked = {name: value for name, value in self.cleaned_data.items() if value} | {**more}
        return f"?{urlencode(asked)}" if asked else ""

    @property
    def is_searched(self) -> bool:
        """Whether texts are looked for that need not be to do."""
        return any(self._asked(name) for name in ("q", "since", "doubtful", "mine"))

    @property
    def has_more(self) -> bool:
        """Whether one of the less common choices is made."""
        return any(self._asked(name) for name in MORE)

    @property
    def common(self) -> list[forms.BoundField]:
        """The choices that are always shown."""
        return [field for field in self if field.name not in MORE]

    @property
    def more(self) -> list[forms.BoundField]:
        """The others."""
        return [self[name] for name in MORE]

    def queue(self, rights: Rights, language: str, day: date, user: Any = None) -> Queue:
        """The units that match, for a user with these rights, as of a day."""
        said = {SUGGESTED: Suggestion.objects.open(), ASKED: Comment.objects.unanswered()}
        wanted = said.get(self._asked("status") or "")
        own = None if wanted is None else wanted.filter(language=language)
        found = [] if own is None else [sought(own, FIELD, MOST_MARKED)]
        found += conditions(language, self.cleaned_data, self.terms, user)
        every = all_of(found)
        part = self._asked("part")
        kind = ContentType.objects.get_for_model(apps.get_model(part)) if part else None
        chosen, words = self._asked("district"), self._asked("words")
        if words == INTERFACE and chosen is None:
            chosen = counts.INTERFACE
        left_out = counts.INTERFACE if words == CONTENT else None
        queue = Queue(rights, language, day, self.states, chosen, kind, left_out, every.where)
        # The texts of one district, or of a few, are not so many that some have to be left out.
        return replace(queue, is_common=every.is_common and queue.own_districts is None)

    @property
    def terms(self) -> tuple[str, ...]:
        """The words that are searched for, folded."""
        return tuple(words_in_term(self._asked("q") or ""))

    def _asked(self, name: str) -> Any:
        """The cleaned value of a field, None if it is not valid."""
        return self.cleaned_data.get(name)


def queue_filter(rights: Rights, language: str, data: Any) -> QueueFilter:
    """The filter with the districts where the user may change words of a language."""
    return QueueFilter(data, district_choices(rights, language, data.get("district", "")))


class Act(StrEnum):
    """What the button does that the translator pressed."""

    NEXT = "next"
    SAVE = "save"
    CONFIRM = "confirm"
    REVIEW = "review"
    PREVIEW = "preview"


is_hash = RegexValidator(
    r"\A[0-9a-f]{16}\Z", "Part of this page was lost on the way. Please open it again."
)


class UnitForm(forms.Form):
    """A translation; `source_hash` and `seen` are the hashes of the English and the text shown.

    `suggests`: it is only suggested, for the `reason`. `suggestion` is the key of the one that a
    reviewer edits. `initial`: what stands in the fields instead of what is stored. `remarks`: what
    is to be known of the text and keeps nobody from saving it.
    """

    text = forms.CharField(label="Translation", required=False, strip=False)
    source_hash = forms.CharField(validators=[is_hash])
    seen = forms.CharField(validators=[is_hash])
    act = forms.ChoiceField(choices=[(act.value, act.title()) for act in Act])
    anyway = forms.BooleanField(
        label="The text is correct. Save it despite the warnings above.", required=False
    )
    reason = forms.CharField(
        label="Why it should change (for the reviewer)", max_length=WORD, required=False
    )
    suggestion = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        slot: Slot,
        data: Any = None,
        *,
        suggests: bool = False,
        initial: Mapping[str, Any] = MappingProxyType({}),
        prefix: str | None = None,
    ) -> None:
        super().__init__(data, initial={"text": slot.text, **initial}, prefix=prefix)
        self.suggests = suggests
        language = LANGUAGES[slot.language]
        attrs = {"lang": language.code, "dir": language.direction, "rows": 5, "autofocus": True}
        attrs["aria-describedby"] = "source problems"
        self.fields["text"].widget = forms.Textarea(attrs)
        self.slot, self.terms = slot, terms_of(slot)
        self.problems = self._check(self.initial["text"])
        self.remarks = lacking(self.initial["text"], self.terms)

    @property
    def asks(self) -> bool:
        """Whether the user is asked to confirm a doubtful translation."""
        return self.is_bound and any(not problem.refuses for problem in self.problems)

    @property
    def changed(self) -> bool:
        """Whether the text differs from the stored translation."""
        return bool(text_hash(self.cleaned_data["text"]) != self.cleaned_data["seen"])

    def clean_text(self) -> str:
        """As it is kept: lines end as everywhere, and what nobody sees is nothing."""
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        return "" if is_blank(text) else text

    def clean(self) -> dict[str, Any]:
        """Refuse wrong text; ask about doubtful text unless it is only previewed."""
        cleaned = self.cleaned_data
        if {"text", "seen", "act"} - set(cleaned):
            return cleaned
        self.problems = self._check(cleaned["text"])
        self.remarks = lacking(cleaned["text"], self.terms)
        vouches = cleaned["act"] in (Act.CONFIRM, Act.REVIEW)
        only_looking = cleaned["act"] == Act.PREVIEW or cleaned.get("anyway")
        if cleaned["act"] == Act.REVIEW or self.suggests:
            self.problems = [problem for problem in self.problems if problem.code != REVIEWED]
        for problem in self.problems if self.changed or vouches else ():
            if problem.refuses or not only_looking:
                self.add_error("text", ValidationError(problem.message, code=problem.code))
        if self.suggests and cleaned.get("text") == "":
            self.add_error("text", "Write the text that you suggest.")
        return cleaned

    def _check(self, text: str) -> list[Problem]:
        found = self.slot.problems(text, self.slot.source)
        return found + misused(text, self.terms)
