"""What a file does to the records of a district, step by step."""

from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from publishing.imports import Effect, token_of
from publishing.spreadsheets.comparing import RecordStep
from publishing.spreadsheets.kinds import LineError

_ORDER = {Effect.REFUSED: 0, Effect.CONFLICT: 1}


@dataclass(frozen=True, slots=True)
class Done:
    """What was saved: the valid form, the record on whose page it is, and what to log."""

    form: Any
    owner: Any
    said: str
    is_new: bool


@dataclass(slots=True)
class ImportPlan:
    """The steps of a file, and what they have saved."""

    steps: list[RecordStep] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)

    def refuse(self, error: LineError, line: int, lines: dict[str, int] | None = None) -> None:
        """Add a step for each line with a problem: `lines` says where each column stands."""
        placed = [((lines or {}).get(name, line), name, said) for name, said in error.problems]
        for number, problems in groupby(sorted(placed, key=lambda p: p[0]), key=lambda p: p[0]):
            said = tuple(f"{name}: {text}" if name else text for _, name, text in problems)
            self.steps.append(RecordStep(number, Effect.REFUSED, said))

    def sort(self) -> None:
        """What is refused stands first, because it is what the user has to look at."""
        self.steps.sort(key=lambda step: (_ORDER.get(step.effect, 2), step.line))

    @property
    def token(self) -> str:
        """Stays the same as long as the file and its effect are the same."""
        return token_of(self.steps)

    @property
    def refused(self) -> bool:
        """Whether a line is refused, so that nothing may be imported."""
        return any(step.effect is Effect.REFUSED for step in self.steps)

    @property
    def shown(self) -> list[RecordStep]:
        """The steps that do something, or would."""
        return [step for step in self.steps if step.effect is not Effect.UNCHANGED]

    @property
    def can_change(self) -> bool:
        """Whether there is anything to confirm."""
        return bool(self.shown) and not self.refused
