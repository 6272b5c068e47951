"""The filter of the queue, and the form of a translation."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from desk.queries import NEEDS_WORK, Queue, district_choices
from districts.access import Rights
from languages.characters import is_blank
from languages.checks import Problem
from languages.freshness import TranslationState, text_hash
from languages.registry import LANGUAGES
from languages.searching import words_in_term
from languages.translating import REVIEWED, Slot

CONTENT, INTERFACE = "content", "interface"


class QueueFilter(forms.Form):
    """Limits the queue of a language; sent with GET. `districts`: (key, name) pairs."""

    status = forms.ChoiceField(
        choices=[("", "To do"), *((state.value, state.title()) for state in TranslationState)],
        required=False,
    )
    district = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    words = forms.ChoiceField(
        choices=[("", "All"), (CONTENT, "Content"), (INTERFACE, "Interface")], required=False
    )

    q = forms.CharField(label="Search", max_length=100, required=False)

    def __init__(self, data: Any, districts: Iterable[tuple[int, str]]) -> None:
        super().__init__(data)
        field: Any = self.fields["district"]
        field.choices = [("", "All"), *districts]
        self.is_valid()

    @property
    def states(self) -> tuple[TranslationState, ...]:
        """The chosen states, by default all but reviewed ones."""
        status = self._asked("status")
        return (TranslationState(status),) if status else NEEDS_WORK

    @property
    def shows_content(self) -> bool:
        """Whether texts of records are listed, and not only the interface."""
        return bool(self._asked("words") != INTERFACE)

    @property
    def shows_interface(self) -> bool:
        """Whether the interface is listed, which belongs to no district."""
        return self._asked("words") != CONTENT and not self._asked("district")

    @property
    def query(self) -> str:
        """The choices as a query to append to an address: "" or "?status=stale"."""
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return f"?{urlencode(asked)}" if asked else ""

    def queue(self, rights: Rights, language: str, day: date) -> Queue:
        """The units that match, for a user with these rights, as of a day."""
        return Queue(rights, language, day, self.states, self._asked("district"), self.terms)

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


_hash = RegexValidator(
    r"\A[0-9a-f]{16}\Z", "Part of this page was lost on the way. Please open it again."
)


class UnitForm(forms.Form):
    """A translation; `source_hash` and `seen` are the hashes of the English and the text shown."""

    text = forms.CharField(label="Translation", required=False, strip=False)
    source_hash = forms.CharField(validators=[_hash])
    seen = forms.CharField(validators=[_hash])
    act = forms.ChoiceField(choices=[(act.value, act.title()) for act in Act])
    anyway = forms.BooleanField(
        label="The text is correct. Save it despite the warnings above.", required=False
    )

    def __init__(self, slot: Slot, data: Any = None) -> None:
        super().__init__(data, initial={"text": slot.text})
        language = LANGUAGES[slot.language]
        attrs = {"lang": language.code, "dir": language.direction, "rows": 5, "autofocus": True}
        attrs["aria-describedby"] = "source problems"
        self.fields["text"].widget = forms.Textarea(attrs)
        self.slot = slot
        self.problems = self._check(slot.text)

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
        vouches = cleaned["act"] in (Act.CONFIRM, Act.REVIEW)
        only_looking = cleaned["act"] == Act.PREVIEW or cleaned.get("anyway")
        if cleaned["act"] == Act.REVIEW:
            self.problems = [problem for problem in self.problems if problem.code != REVIEWED]
        for problem in self.problems if self.changed or vouches else ():
            if problem.refuses or not only_looking:
                self.add_error("text", ValidationError(problem.message, code=problem.code))
        return cleaned

    def _check(self, text: str) -> list[Problem]:
        return self.slot.problems(text, self.slot.source)
