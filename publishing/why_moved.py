"""Asks why a time that families see changes; the answer stays in the history of the page."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from languages.date_input import input_text
from languages.edtf import PartialDate, narrows
from publishing.merging_fields import question
from publishing.scheduled_forms import ScheduledForm
from publishing.states import ChangeKind, PublicationState
from publishing.withdrawing import once_public


class AsksWhy(ScheduledForm):
    """A form or row of a SettledOncePublic whose moves are no records of their own.

    Its settled fields are partial dates. `why` are the answers, in sentences; `asked` the questions
    that have none, by field.
    """

    advice = "Families read only the new date. Your answer stays in the history of this page."
    why: Sequence[str] = ()

    def clean(self) -> dict[str, Any]:
        """Ask until it is answered for the very time that was typed."""
        cleaned = super().clean()
        self.asked: dict[str, str] = {}
        answers = [
            self._answer(name, cleaned[name])
            for name in self.instance.settled_fields
            if name in cleaned and self.moves(name, cleaned)
        ]
        self.why = list(filter(None, answers))
        return cleaned

    def moves(self, name: str, cleaned: dict[str, Any]) -> bool:
        """Whether families would read another time than they last did."""
        kept = self.instance.last_seen.get(name) in (None, cleaned[name])
        state = cleaned.get("state", getattr(self.instance, "state", PublicationState.PUBLISHED))
        if kept or state != PublicationState.PUBLISHED:
            return False
        return bool(once_public({type(self.instance): {self.instance.pk}}, timezone.now()))

    def _answer(self, name: str, now: PartialDate | None) -> str:
        """The answer that was sent; without one, add the question to the errors."""
        was = self.instance.last_seen[name]
        times = f"“{input_text(was)}”", f"“{input_text(now)}”" if now else "not known"
        kinds = [k for k in ChangeKind if k != ChangeKind.NARROWING or narrows(was, now)]
        answers = {f"{kind} {now or ''}": str(kind.label) for kind in kinds}
        sent = f"{self.add_prefix(name)}-why"
        if answer := answers.get(self.data.get(sent, "")):
            record = str(self.instance)
            return f"{record}, {self._label(name).lower()}: {' → '.join(times)}. {answer}."
        said = f"Families last saw {times[0]} and would see {times[1]}. Why is it changing?"
        self.asked[name] = said
        asked = question(sent, said, answers, told=self.advice)
        self.add_error(None if self.prefix else name, asked)
        return ""
