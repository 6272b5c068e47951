"""Three versions of each field of a form: what its page showed, what was typed, what is stored now.

What a page showed travels with it, signed. Nothing here knows a model or a form.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from enum import StrEnum

from django.core import signing

Value = str | bool | list[str]
"""A field as a browser would send it; a list where it may hold several, in no order."""
Values = Mapping[str, Value]


class Choice(StrEnum):
    """Which version of a field is kept."""

    THEIRS = "theirs"
    MINE = "mine"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Opened:
    """What a page showed of one record: `key` is its primary key as text, `shown` its fields.

    `read`: text that it showed besides. `asked`: of fields in conflict, what somebody else had
    made of them when the page said so.
    """

    key: str
    shown: Values
    read: Mapping[str, str] = field(default_factory=dict)
    asked: Values = field(default_factory=dict)

    def signed(self, kind: str) -> str:
        """As a hidden field carries it; `kind` names the model."""
        return signing.dumps(astuple(self), salt=f"opened {kind}", compress=True)


def read_signed(text: str, kind: str) -> Opened | None:
    """What `Opened.signed` wrote for the same kind; None for anything else."""
    try:
        return Opened(*signing.loads(text, salt=f"opened {kind}"))
    except signing.BadSignature:
        return None


def choose(
    shown: Value, typed: Value, now: Value, asked: Value | None = None, answer: str = ""
) -> Choice:
    """Which version of a field to keep; ASK where both sides changed it, each in its own way.

    `answer` is what was chosen when the page last showed the two versions; it counts only while
    what somebody else made of the field is still what that page showed, `asked`.
    """
    if asked is not None and same(now, asked) and answer in (Choice.THEIRS, Choice.MINE):
        return Choice(answer)
    if same(typed, shown):
        return Choice.THEIRS
    return Choice.MINE if same(now, shown) or same(now, typed) else Choice.ASK


def same(one: Value, other: Value) -> bool:
    """Whether two values read the same: browsers write line ends, and forms trim, in their way."""
    return _plain(one) == _plain(other)


def _plain(value: Value) -> Value:
    if isinstance(value, bool):
        return value
    if isinstance(value, list):
        return sorted(map(_plain_text, value))
    return _plain_text(value)


def _plain_text(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines).strip()
