"""What all imports of files share: errors in a file, and the steps that it would lead to.

A dry run shows the steps. Confirming sends their tokens: under a lock, everything is compared
again, and only what was shown is applied. Nothing here knows a model.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from languages.freshness import text_hash


class FileError(ValueError):
    """Nothing in the file can be used; `line` counts from 1, the reason is shown to the user."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


def text_of(data: bytes, limit: int, advice: str, how: str = "Save the file as UTF-8.") -> str:
    """The text of a file in UTF-8. Raises FileError.

    `limit` is the largest size in bytes, in whole megabytes; `advice` says what to do if it is
    larger, and `how` how to save it in UTF-8.
    """
    if len(data) > limit:
        raise FileError(1, f"The file is larger than {limit // 1024**2} MB. {advice}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileError(line, f"It is not in UTF-8. {how}") from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise FileError(line, f"It contains a NUL character, so it is not a text file. {how}")
    return text


def check_lines(text: str, limit: int, advice: str) -> None:
    """Raise FileError for more lines than `limit`, before any is read.

    Lines end as one of the systems ends them.
    """
    if max(map(text.count, "\n\r")) > limit:
        raise FileError(limit + 1, f"The file has more than {limit} lines. {advice}")


class Effect(StrEnum):
    """What a step does; steps are shown in this order."""

    CONFLICT = "conflict"
    STALE = "stale"
    NEW = "new"
    CHANGED = "changed"
    REFUSED = "refused"
    FUZZY = "fuzzy"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ImportStep:
    """What becomes of one entry of a file. `said` explains it, or why the entry is not used."""

    line: int
    effect: Effect
    said: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """What a confirmation is about: it differs as soon as the step would do something else."""
        return " ".join(self.said)

    @property
    def token(self) -> str:
        """The hash of the subject, which a form sends to confirm the step."""
        return f"{self.line}-{self.effect}-{text_hash(self.subject)}"


def counts(steps: Iterable[ImportStep]) -> dict[Effect, int]:
    """How many steps have each effect, in the order of `Effect`, zeros included."""
    found = Counter(step.effect for step in steps)
    return {effect: found[effect] for effect in Effect}


def token_of(steps: Iterable[ImportStep]) -> str:
    """One hash that confirms all the steps together."""
    return text_hash(" ".join(step.token for step in steps))
