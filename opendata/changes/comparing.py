"""Two days side by side: what a district's pages said then, and what they said later."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, pgettext

from districts.pages import DistrictPage
from languages.differences import Piece, differences
from languages.registry import LANGUAGES, SOURCE, active_language
from languages.texts import Text
from opendata.changes.differences import differences as what_differs
from opendata.changes.for_families import Json, What, place_in, place_of, records_of, subject
from opendata.changes.naming import Reading, label, name_of, part_name, when
from opendata.changes.telling import MOMENT, MOST, Address, Told, differences_told
from opendata.changes.wording import hours_said, more
from opendata.kinds import KINDS
from opendata.queries import as_recorded, entries

_ORDER = {kind.type: number for number, kind in enumerate(KINDS)}
# Changes that need no sentence where what was said before and after is shown.
_IN_ROWS = frozenset(
    {
        *(What.MOVED, What.REDATED, What.PLACE, What.WORDS, What.TRANSLATED),
        *(What.CANCELED, What.CONFIRMED, What.UNCONFIRMED),
    }
)
_LABELS: dict[str, Any] = {
    **dict.fromkeys(("when", "due", "effective", "decided", "starts_at"), gettext_lazy("When")),
    "place": gettext_lazy("Place"),
    "status": gettext_lazy("Status"),
}


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """What was said under one label on both days, "" where nothing was."""

    label: str
    then: SafeString
    now: SafeString


@dataclass(frozen=True, slots=True)
class Compared:
    """One record that differs: what happened to it, and what was said of it on both days."""

    name: SafeString
    sentences: Sequence[SafeString]
    reasons: Sequence[Text]
    rows: Sequence[ComparedRow]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs; `begins_later` if the record begins only after the first day.

    `more` says how many records differ besides, "" if these are all.
    """

    compared: Sequence[Compared]
    begins_later: bool
    more: SafeString = SafeString()  # noqa: RUF009 - it cannot change


def compare(page: DistrictPage, first: date, last: date, address: Address) -> Comparison:
    """What the pages said at the end of both days; the record begins with what it first has."""
    ends = (page.district.start_of(day + timedelta(days=1)) - MOMENT for day in (first, last))
    before, after = (as_recorded(page.district, end) for end in ends)
    beginning = entries(page.district).first() if before is None else before
    if beginning is None or after is None:
        return Comparison([], begins_later=True)
    old, new = beginning.document, after.document
    found = list(_compared(page, old, new, address))
    left = more(len(found) - MOST) if found[MOST:] else SafeString()
    return Comparison(found[:MOST], begins_later=before is None, more=left)


def _compared(page: DistrictPage, old: Json, new: Json, address: Address) -> Iterator[Compared]:
    was, now = records_of(old), records_of(new)
    reading = Reading(now, page.district.zone, address)
    told: dict[str, list[Told]] = defaultdict(list)
    for each in differences_told(page, old, new, None, address):
        if each.change:
            told[each.change.record["id"]].append(each)
    keys = {subject(each, was, now) for each in what_differs(old, new) if each.type}
    place = {key: place_of(now.get(key) or was[key]) for key in keys}
    for key in sorted(keys, key=lambda key: (_ORDER[place[key][0]], *place[key])):
        rows = list(_rows(was.get(key), now.get(key), page))
        sentences = [
            each.sentence for each in told[key] if each.change and each.change.what not in _IN_ROWS
        ]
        if rows or sentences:
            reasons = list(chain.from_iterable(each.reasons for each in told[key]))
            yield Compared(name_of(now.get(key) or was[key], reading), sentences, reasons, rows)


def _rows(was: Json | None, now: Json | None, page: DistrictPage) -> Iterator[ComparedRow]:
    facts = {**(was or {}).get("facts", {}), **(now or {}).get("facts", {})}
    for name in (name for name in _LABELS if name in facts):
        then, later = (_fact(each, name, page) for each in (was, now))
        if then != later:
            yield ComparedRow(str(_LABELS[name]), *_whole(then, later))
    kind = (now or was or {})["type"]
    words = {**(was or {}).get("words", {}), **(now or {}).get("words", {})}
    for field in words:
        for code in _read(was, now, field, page.language):
            texts = _text(was, field, code), _text(now, field, code)
            if texts[0] != texts[1]:
                yield ComparedRow(part_name(kind, field), *_marked(*texts, code))


def _read(was: Json | None, now: Json | None, field: str, language: str) -> Iterator[str]:
    """The languages in which the reader reads a field: English where it is not translated."""
    yield language
    own = _text(was, field, language), _text(now, field, language)
    if language != SOURCE and (not all(own) or own[0] == own[1]):
        yield SOURCE


def _fact(record: Json | None, name: str, page: DistrictPage) -> SafeString:
    """In words; "" where the record is not there, or has nothing to say."""
    if record is None:
        return SafeString()
    facts = record["facts"]
    if name == "starts_at":
        return hours_said(record, page.district.zone)
    if name == "place":
        return format_html("<bdi>{}</bdi>", place) if (place := place_in(record)) else SafeString()
    if name == "status":
        return format_html("{}", label(record, name))
    return when(facts[name])


def _whole(then: SafeString, now: SafeString) -> tuple[SafeString, SafeString]:
    """Facts are marked as a whole."""
    return _mark("del", then) if then else then, _mark("ins", now) if now else now


def _marked(then: str, now: str, code: str) -> tuple[SafeString, SafeString]:
    """Both texts, with the words that only one of them has marked."""
    pieces = differences(then, now)
    return _side(pieces, "gone", "del", code), _side(pieces, "new", "ins", code)


def _side(pieces: Sequence[Piece], own: str, tag: str, code: str) -> SafeString:
    """One of the texts; English on a page of another language is marked as such."""
    shown = [each for each in pieces if each.change in (own, "same")]
    if not shown:
        return SafeString()
    words = format_html_join(
        "", "{}{}", (_piece(each, tag if each.change == own else "", code) for each in shown)
    )
    html = '<span class="on-day" dir="{}">{}</span>'
    return format_html(html, LANGUAGES[code].direction, words)


def _piece(piece: Piece, tag: str, code: str) -> tuple[str, SafeString]:
    """The space before some words, and the words, marked if there is a tag."""
    words = piece.text.lstrip()
    text = Text(words, code, active_language()).name
    return piece.text.removesuffix(words), _mark(tag, text) if tag and words else text


def _mark(tag: str, text: SafeString) -> SafeString:
    # Translators: read aloud before words that are not there any more.
    gone = pgettext("comparison", "Removed:")
    # Translators: read aloud before words that were not there before.
    new = pgettext("comparison", "Added:")
    said = gone if tag == "del" else new
    html = '<{tag}><span class="unseen"> {said} </span>{text}</{tag}>'
    return format_html(html, tag=tag, said=said, text=text)


def _text(record: Json | None, field: str, language: str) -> str:
    return str((record or {}).get("words", {}).get(field, {}).get(language, {}).get("text", ""))
