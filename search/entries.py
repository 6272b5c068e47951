"""Turns what was found into what the page shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import override

from districts.known import forget_later
from districts.models import District
from districts.readable import Reader
from languages.characters import fold
from languages.columns import translated_fields, words_in
from languages.registry import SOURCE, active_language
from languages.texts import Text, text_of
from publishing.models import Record
from search import finding
from search.kinds import (
    Kind,
    Standing,
    Words,
    folded_words,
    is_choice,
    kinds,
    own_text,
    said_in,
)
from search.marking import excerpt, marked, spans
from search.ranking import FoundRow
from search.terms import Asked, Term


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found; `address` is its path, `excerpt` the part of a text that matches.

    `district` is None where all that is shown is of one district. `is_english`: the excerpt is of
    English that is translated, and was found by it.
    """

    title: SafeString
    address: str
    place: str
    excerpt: SafeString
    standing: Standing
    district: District | None = None
    is_english: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """What was found under one heading."""

    title: str
    hits: list[Hit]


def hits_of_words(asked: Asked) -> list[Words]:
    """The texts of the site's own pages that match, those with it in their title first; after
    those in the reader's language come those of which only the English matches."""
    found: dict[tuple[str, str], Words] = {}
    for language in (active_language(), SOURCE) if asked.terms else ():
        matching = [each for each in folded_words(language) if asked.matches(each[2])]
        for words, _title, _text in sorted(matching, key=lambda each: not asked.matches(each[1])):
            found.setdefault((words.page, words.place), words)
    return list(found.values())


def groups_of(
    found: Sequence[FoundRow | Words],
    asked: Asked,
    reader: Reader,
    day: date | None,
    district: District | None,
) -> list[Group]:
    """What a page shows of these, under headings, in the order of the first one of each.

    `day` is the day asked about, None for each district's today. Records that have been hidden
    since they were found are left out.
    """
    rows = [each for each in found if isinstance(each, FoundRow)]
    records = finding.load(reader, rows)
    districts = {district.pk: district} if district else finding.load_districts(reader, rows)
    groups: dict[str, Group] = {}
    for each in found:
        if isinstance(each, Words):
            hit, title = _hit_of_words(each, asked), str(each.group)
        else:
            record, home = records.get((each.kind, each.key)), districts.get(each.district)
            if not record or not home or (day and not home.is_known_on(day)):
                continue
            kind = kinds()[each.kind]
            hit = _hit(kind, record, home, asked.terms, day or home.today(reader.at))
            hit, title = hit if district else replace(hit, district=home), str(kind.group)
        groups.setdefault(title, Group(title, [])).hits.append(hit)
    return list(groups.values())


def _hit_of_words(words: Words, asked: Asked) -> Hit:
    title, body = str(words.title), str(words.body)
    with override(SOURCE):
        english = str(words.title), str(words.body)
    shown = _best(map(own_text, english), _left(own_text(f"{title}\n{body}"), asked.terms))
    said = _marked(shown or own_text(body), asked.terms, short=bool(shown))
    return Hit(
        title=marked(title, spans(title, asked.terms)),
        address=reverse(words.page),
        place=words.place,
        excerpt=said,
        standing=Standing(),
        is_english=bool(shown),
    )


def _hit(kind: Kind, record: Any, home: District, terms: Sequence[Term], day: date) -> Hit:
    if isinstance(record, District):
        forget_later(record, day)
    _bring_home(record, home)
    title = _text(record, kind.title)
    if not title and kind.named:
        title = kind.named(record)
    others = [_text(record, n) for n in kind.body if not is_choice(kind.model, n)]
    standing = kind.stands(record, home, day)
    english = _in_english(kind, record)
    shown = _best([*others, *english], _left(title, terms))
    return Hit(
        title=_marked(title, terms),
        address=record.get_absolute_url(),
        place=standing.place,
        excerpt=_marked(shown, terms, short=True) if shown else SafeString(),
        standing=standing,
        is_english=shown in english,
    )


def _bring_home(record: Record, home: District) -> None:
    """Give the record, or what it belongs to, its district, which is loaded already."""
    above: Any = record
    while above and not hasattr(above, "district_id"):
        above = above.owner
    if above:
        above.district = home


def _text(record: Model, name: str) -> Text:
    if name in translated_fields(type(record)):
        return text_of(record, name)
    return own_text(said_in(record, name, active_language()))


def _in_english(kind: Kind, record: Any) -> list[Text]:
    """The English of what is translated, searched too: unmarked, as no translation is missing."""
    language = active_language()
    names = [name for name in kind.fields if name in translated_fields(kind.model)]
    if language == SOURCE:
        return []
    return [
        own_text(words_in(record, name, SOURCE))
        for name in names
        if words_in(record, name, language)
    ]


def _left(title: Text, terms: Sequence[Term]) -> list[Term]:
    """The terms that the title does not show."""
    folded = fold(title.value)
    return [term for term in terms if term.text not in folded]


def _best(texts: Iterable[Text], terms: Sequence[Term]) -> Text | None:
    """The text that has most of the terms, the first one of these."""
    best, most = None, 0
    for text in texts:
        folded = fold(text.value)
        count = sum(term.text in folded for term in terms)
        if count > most:
            best, most = text, count
    return best


def _marked(text: Text, terms: Sequence[Term], *, short: bool = False) -> SafeString:
    shown = excerpt if short else marked
    value, english = (shown(said, spans(said, terms)) for said in (text.value, text.english))
    return replace(text, value=value, english=english).html
