"""What all imports of files have in common: what is wrong with a file, and what it would do.

A dry run shows the steps. Who confirms them sends their tokens: under a lock, all is compared once
more, and what is applied is what was shown. Nothing here knows a model.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from languages.freshness import text_hash


class FileError(ValueError):
    """Nothing of the file can be taken: in which line (from 1) shows why, for whoever sent it."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


def text_of(data: bytes, limit: int, advice: str) -> str:
    """The text of a file in UTF-8. Raises FileError.

    `limit` is how many bytes it may have, whole megabytes; `advice` says what to do with more.
    """
    if len(data) > limit:
        raise FileError(1, f"The file is larger than {limit // 1024**2} MB. {advice}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileError(line, "It is not in UTF-8. Save the file in UTF-8.") from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise FileError(line, "It has a NUL character, which no text has.")
    return text


class Effect(StrEnum):
    """What a step does, in the order in which it is shown."""

    CONFLICT = "conflict"
    STALE = "stale"
    NEW = "new"
    CHANGED = "changed"
    REFUSED = "refused"
    FUZZY = "fuzzy"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one entry of a file. `said` tells what that is, or why it is not taken."""

    line: int
    effect: Effect
    said: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """What a decision on it is about: it differs as soon as the step would do another thing."""
        return " ".join(self.said)

    @property
    def token(self) -> str:
        return f"{self.line}-{self.effect}-{text_hash(self.subject)}"


def counts(steps: Iterable[Step]) -> dict[Effect, int]:
    """How many steps there are to each effect, in their order, also where there are none."""
    found = Counter(step.effect for step in steps)
    return {effect: found[effect] for effect in Effect}


def token_of(steps: Iterable[Step]) -> str:
    """What a decision on all steps together is about."""
    return text_hash(" ".join(step.token for step in steps))
