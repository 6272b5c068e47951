"""What can be found: kinds of records, and texts of the site's own pages.

An app registers them in its module `searched`, which is imported when the site starts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model, Q
from django.utils.safestring import SafeString
from django.utils.translation import override

from languages.characters import fold
from languages.columns import translated_fields, words_in
from languages.overlay import kept
from languages.registry import active_language
from languages.texts import Text
from publishing.models import Record
from search.terms import Days


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a record stands on a day, in the page's language: a word, and the color of its tag.

    `time` is its time, or that of its status, in words; empty where it has none. `place` is the
    part of its page where it stands, such as "#milestone-7".
    """

    word: str = ""
    tone: str = "planned"
    time: SafeString | str = ""
    place: str = ""


Stands = Callable[[Any, Any, date], Standing]


def _nowhere(_record: Any, _district: Any, _day: date) -> Standing:
    return Standing()


def _no_days(_record: Any) -> Days:
    return None, None


@dataclass(frozen=True, slots=True)
class Kind:
    """Records of one model, whose `title` and `body` are searched: names of fields.

    `group` is the heading under which they are shown. `days` tells the first and last day of what
    one is about. `related` names the relations that `stands` needs to be loaded; it is given the
    record, its district, and the day. `named` is what one is called whose title is empty, or that
    has none (""). `shown` says which of the public ones families see.
    """

    name: str
    model: type[Record]
    group: Any
    title: str
    body: tuple[str, ...] = ()
    days: Callable[[Any], Days] = _no_days
    related: tuple[str, ...] = ()
    stands: Stands = _nowhere
    named: Callable[[Any], Text] | None = None
    shown: Q = field(default_factory=Q)

    @property
    def fields(self) -> tuple[str, ...]:
        """All that is searched, the title first, which may be ""."""
        return (self.title, *self.body)

    @property
    def worded(self) -> tuple[str, ...]:
        """Those that are said in the reader's language: translated, or one of several choices."""
        translated = translated_fields(self.model)
        return tuple(n for n in self.fields if n in translated or is_choice(self.model, n))


@dataclass(frozen=True, slots=True)
class Words:
    """A text of a page of the site, in the interface's words: `place` is where it is on `page`."""

    page: str
    place: str
    title: Any
    body: Any
    group: Any


@dataclass(slots=True)
class _Registered:
    kinds: dict[str, Kind] = field(default_factory=dict)
    words: list[Words] = field(default_factory=list)


_registered = _Registered()


def register(*kinds: Kind) -> None:
    """Have the records of these kinds found, shown in this order of their groups."""
    _registered.kinds |= {kind.name: kind for kind in kinds}


def register_words(words: Iterable[Words]) -> None:
    """Have these texts of the site found."""
    _registered.words += words


def kinds() -> dict[str, Kind]:
    """All kinds, by name."""
    return _registered.kinds


def is_choice(model: type[Model], name: str) -> bool:
    """Whether a field, if there is one, has one of several values, which the catalogs name."""
    return bool(name) and bool(getattr(model._meta.get_field(name), "choices", None))


def said_in(record: Any, name: str, language: str) -> str:
    """What a field says to readers of a language; names are the same in all. "" is no field."""
    model: type[Model] = type(record)
    if not name:
        return ""
    if name in translated_fields(model):
        return words_in(record, name, language)
    if is_choice(model, name):
        with override(language):
            return str(getattr(record, f"get_{name}_display")())
    return str(getattr(record, name) or "")


def own_text(words: str) -> Text:
    """Words that need no translation, or have it from the catalogs."""
    return Text(words, active_language(), active_language())


def kinds_of(model: type[Model]) -> list[Kind]:
    """The kinds that records of a model have; none for most models."""
    return [kind for kind in _registered.kinds.values() if kind.model is model]


@kept
def folded_words(language: str) -> list[tuple[Words, str, str]]:
    """The texts of the site in a language: each with its folded title, and all of it folded."""
    with override(language):
        return [
            (each, fold(str(each.title)), f"{fold(str(each.title))}\n{fold(str(each.body))}")
            for each in _registered.words
        ]
