"""Three versions of each field of a form: what its page showed, what was typed, what is stored now.

The page carries what it showed, signed. Nothing here knows a model or a form.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from enum import StrEnum

from django.core import signing

Value = str | bool | list[str]
"""A field as a browser would send it; a list, in no order, if it can hold several values."""
Values = Mapping[str, Value]


class Choice(StrEnum):
    """Which version of a field is kept."""

    THEIRS = "theirs"
    MINE = "mine"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Opened:
    """What a page showed of one record: `key` is its primary key as text, `shown` its fields.

    `read`: text that it also showed. `asked`: for fields in conflict, the other user's value when
    the page asked about it.
    """

    key: str
    shown: Values
    read: Mapping[str, str] = field(default_factory=dict)
    asked: Values = field(default_factory=dict)

    def signed(self, kind: str) -> str:
        """The signed text for a hidden field; `kind` names the model."""
        return signing.dumps(astuple(self), salt=f"opened {kind}", compress=True)


def read_signed(text: str, kind: str) -> Opened | None:
    """The value that `Opened.signed` turned into this text for the same kind, or None."""
    try:
        return Opened(*signing.loads(text, salt=f"opened {kind}"))
    except signing.BadSignature:
        return None


def choose(
    shown: Value, typed: Value, now: Value, asked: Value | None = None, answer: str = ""
) -> Choice:
    """Which version of a field to keep; ASK if both users changed it differently.

    `answer` is what the user chose when the page last showed the two versions; it counts only if
    the other user's value is still the one that the page showed then, `asked`.
    """
    if asked is not None and same(now, asked) and answer in (Choice.THEIRS, Choice.MINE):
        return Choice(answer)
    if same(typed, shown):
        return Choice.THEIRS
    return Choice.MINE if same(now, shown) or same(now, typed) else Choice.ASK


def same(one: Value, other: Value) -> bool:
    """Whether two values read the same, ignoring line ends and outer spaces, which forms change."""
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
