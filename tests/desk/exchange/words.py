"""A district with words, and files as translators send them back."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any

import polib
from django.contrib.auth.models import User

from desk.exchange.applying import ChosenWords, apply, keep
from desk.exchange.comparing import WRITES, WordStep, compare
from desk.exchange.opening import open_file
from desk.exchange.writing import Asked, write
from desk.models import Import
from districts.access import rights_of
from languages.models import Translated, Unit
from publishing.imports import Effect

DAY = date(2021, 4, 15)
AT = datetime(2021, 4, 15, 12, 0, tzinfo=UTC)
EVERY = frozenset(WRITES)


def exported(language: str = "es", districts: set[int] | None = None, work: bool = False) -> bytes:
    return write(Asked(language, districts, not work, DAY, "https://example.org"))[0]


def edited(data: bytes, edit: Callable[[polib.POEntry], Any]) -> bytes:
    """The file as a tool saves it after `edit` has seen each entry."""
    file = polib.pofile(data.decode() + "\n")
    for entry in file:
        edit(entry)
    return str(file).encode()


def rewritten(data: bytes, words: dict[str, str]) -> bytes:
    """The file with `words` by English; what they translate is no longer fuzzy."""

    def edit(entry: polib.POEntry) -> None:
        if entry.msgid in words:
            entry.msgstr = words[entry.msgid]
            entry.flags = []

    return edited(data, edit)


def steps(data: bytes, user: User, language: str = "es") -> dict[str, WordStep]:
    """What would become of each entry, by its English."""
    found = compare(open_file(data).entries, language, rights_of(user))
    return {step.entry.source: step for step in found}


def effects(data: bytes, user: User, language: str = "es") -> dict[str, str]:
    return {source: str(step.effect) for source, step in steps(data, user, language).items()}


def brought(
    data: bytes,
    user: User,
    effects: Iterable[Effect] = EVERY,
    tokens: Iterable[str] = (),
    language: str = "es",
) -> Import:
    """The import of a file, applied."""
    word_import = keep(user, language, "words.po", data)
    choice = ChosenWords(frozenset(effects), frozenset(tokens))
    return apply(word_import, choice, rights_of(user), by=user, at=AT)


def rewrite(record: Translated, **words: str) -> None:
    """Another user writes these columns."""
    found: Any = type(record)._default_manager.get(pk=record.pk)
    for column, text in words.items():
        setattr(found, column, text)
    found.save_columns([*words])


def everything() -> dict[str, Any]:
    """All words of the database, their marks, and their states."""
    units = Unit.objects.select_related("content_type").order_by("content_type", "object_id", "id")
    kinds = {unit.content_type.model_class() for unit in units}
    models: Any = [model for model in kinds if model]
    records = {
        f"{model._meta.label} {each.pk}": (each.words, each.translations)
        for model in models
        for each in model._default_manager.all()
    }
    return {
        "records": records,
        "units": list(units.values_list("id", "status", "source_hash", "translated_from")),
    }
