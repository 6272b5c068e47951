"""A document as an answer: its records by kind, and its words in all languages or in one."""

from collections.abc import Mapping
from typing import Any

from languages.freshness import TranslationState
from languages.registry import SOURCE
from opendata.kinds import KINDS

Json = dict[str, Any]
COLLECTIONS = {kind.collection: kind for kind in KINDS if kind.type != "district"}
_NAMES = {kind.type: name for name, kind in COLLECTIONS.items()}


def own_record(document: Json) -> Json:
    """The record of the district itself."""
    return next(each for each in document["records"] if each["type"] == "district")


def by_collection(document: Json, language: str | None) -> dict[str, list[Json]]:
    """All other records; an empty list where there are none of a kind."""
    found: dict[str, list[Json]] = {name: [] for name in COLLECTIONS}
    for record in document["records"]:
        if name := _NAMES.get(record["type"]):
            found[name].append(told(record, language))
    return found


def told(record: Json, language: str | None) -> Json:
    """A record with the words of one language in place of all, if one is asked for."""
    if language is None:
        return record
    words = {field: in_one(texts, language) for field, texts in record["words"].items()}
    return {**record, "words": words}


def in_one(texts: Mapping[str, Mapping[str, str]], language: str) -> Json:
    """What a page in this language shows: English, marked as missing, where there is no other.

    `english` is the current English where the translation is stale.
    """
    english, found = texts[SOURCE]["text"], texts.get(language)
    if found is None:
        return {"text": english, "language": SOURCE, "state": TranslationState.MISSING.value}
    said = {**found, "language": language}
    return said | ({"english": english} if found["state"] == TranslationState.STALE else {})
