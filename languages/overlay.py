"""Words of the interface that were changed since the release, in use over its catalogs.

Whoever keeps them registers how they are loaded (`provide`). A process loads them when it is told
of a version that it has not seen (`hold`), and then gives Django's catalogs new tables of words: to
look a message up costs what it did before.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, Error
from django.utils.translation import trans_real

from languages.freshness import TranslationState

VERSION = "languages.interface"  # in the WSGI environment: a version, and where it was read
KEPT = 4096  # results of one function
P = ParamSpec("P")
R = TypeVar("R")
_GLUE = "\x04"  # between context and message, as gettext keeps them


class Key(NamedTuple):
    """What tells a message of the interface from all others; `plural` is "" where it has none."""

    context: str
    message: str
    plural: str

    @property
    def name(self) -> str:
        """The message after its context, as gettext keeps it."""
        return f"{self.context}{_GLUE}{self.message}" if self.context else self.message


class Wording(NamedTuple):
    """What a message says in all plural forms of a language; without forms, what English says."""

    forms: tuple[str, ...]
    state: TranslationState


Changes = Mapping[str, Mapping[Key, Wording]]
"""`{language: {message: wording}}`."""


class _InUse:
    """What this process uses. `number` grows with each load."""

    def __init__(self) -> None:
        self.load: Callable[[str], Changes] = lambda _database: {}
        self.changes: Changes = {}
        self.number = 0
        self.version: object = None
        self.lock = threading.Lock()
        self.shipped: dict[str, tuple[Any, Any]] = {}


_here = _InUse()


def provide(load: Callable[[str], Changes]) -> Callable[[str], Changes]:
    """Have changes loaded by `load`, which is given the alias of a database."""
    _here.load = load
    return load


def kept(function: Callable[P, R]) -> Callable[P, R]:
    """Keep what `function` makes of words of the interface until other words are in use."""

    @lru_cache(maxsize=KEPT)
    def cached(_number: int, *args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        return cached(_here.number, *args, **kwargs)  # type: ignore[arg-type]

    return asked


def hold(version: object, database: str = DEFAULT_DB_ALIAS) -> None:
    """Use words at least as new as this version, which was read from `database`.

    They are read from the primary, which is behind no replica: else two requests of one process
    could take newer words back. Raises the errors of the database.
    """
    if version == _here.version:
        return
    with _here.lock:
        if version == _here.version:
            return
        use(_loaded(database))
        _here.version = version


def refresh() -> None:
    """Use what is stored now, as a process does that serves no pages."""
    with _here.lock:
        use(_here.load(DEFAULT_DB_ALIAS))
        _here.version = None


def reset() -> None:
    """Use the words of the release, until a version is held."""
    if _here.changes or _here.version is not None:
        with _here.lock:
            use({})
            _here.version = None


def _loaded(database: str) -> Changes:
    try:
        return _here.load(DEFAULT_DB_ALIAS)
    except Error:
        if database == DEFAULT_DB_ALIAS:
            raise
        return _here.load(database)


def use(changes: Changes) -> None:
    """Use these changes, and no others."""
    if changes == _here.changes:
        return
    for language in {*changes, *_here.changes}:
        _lay_over(language, changes.get(language, {}))
    # Last, so that nothing made of the words before is kept under the new number.
    _here.changes, _here.number = changes, _here.number + 1


def wordings(language: str) -> Mapping[Key, Wording]:
    """The changes that are in use in a language."""
    return _here.changes.get(language, {})


def in_use(language: str) -> tuple[int, str]:
    """A number that grows with each change of what is in use, and the language."""
    return _here.number, language


Watch = Callable[[str, int | None], str | None]
"""Is told of each look-up: the message after its context and U+0004, and the plural form if it has
any. What it returns is used, None being what is in the table."""

_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


class _Table(trans_real.TranslationCatalog):
    """A table of words that tells of each look-up while somebody watches."""

    def get(self, key: Any, default: Any = None) -> Any:
        watch = _watch.get()
        said = watch(key, None) if watch and isinstance(key, str) else None
        return super().get(key, default) if said is None else said

    def plural(self, msgid: Any, num: Any) -> Any:
        watch, form = _watch.get(), self._plurals[0](num)  # type: ignore[attr-defined]
        said = watch(msgid, form) if watch else None
        return super().plural(msgid, num) if said is None else said


@contextmanager
def watching(language: str, watch: Watch) -> Iterator[None]:
    """Tell `watch` of each message that is looked up in a language within the block.

    Other threads notice nothing of it.
    """
    with _here.lock:
        if not isinstance(trans_real.translation(language)._catalog, _Table):  # type: ignore[attr-defined]
            _lay_over(language, wordings(language), always=True)
    token = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(token)


def _lay_over(language: str, changes: Mapping[Key, Wording], *, always: bool = False) -> None:
    """Give a language's catalog in this process a new table: threads see the old or the new one."""
    translation: Any = trans_real.translation(language)
    known, shipped = _here.shipped.get(language, (None, None))
    if known is not translation:  # Django has read the catalogs again
        shipped = translation._catalog
        _here.shipped[language] = translation, shipped
    translation._catalog = _table(shipped, changes) if changes or always else shipped


def _table(shipped: Any, changes: Mapping[Key, Wording]) -> Any:
    own: dict[Any, str] = {}
    gone = set()
    for key, wording in changes.items():
        if not wording.forms:
            gone.add(key.name)
        elif key.plural:
            own |= {(key.name, number): text for number, text in enumerate(wording.forms)}
        else:
            own[key.name] = wording.forms[0]
    table: Any = _Table()
    table._catalogs = [own, *(_without(gone, each) for each in shipped._catalogs)]
    # The first of Django's tables is that of the site's own catalog.
    table._plurals = [shipped._plurals[0], *shipped._plurals]
    return table


def _without(gone: set[str], words: dict[Any, str]) -> dict[Any, str]:
    if not gone:
        return words
    return {k: v for k, v in words.items() if (k[0] if isinstance(k, tuple) else k) not in gone}
