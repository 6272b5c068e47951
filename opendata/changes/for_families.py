"""What families are told of what differs between two documents of a district. Pure.

A document and its records are those of `opendata.documents`. What only staff or machines notice,
such as another position in a list, is no change; neither is a minor edit of the English, which left
its translations as good as before.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from languages.characters import fold
from languages.registry import SOURCE
from opendata.changes.differences import Difference, Document, Kind, differences

Json = Mapping[str, Any]
Records = dict[str, Json]
"""The records of one document, by id."""


class What(StrEnum):
    """What happened to a record, in the order in which families need to know of it."""

    CANCELED = "canceled"
    POSTPONED = "postponed"
    MOVED = "moved"
    REDATED = "redated"  # another time, and nobody says that it was moved
    PLACE = "place"
    NEW = "new"
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    JOIN = "join"
    INTERPRETATION = "interpretation"
    NO_INTERPRETATION = "no_interpretation"
    HELPLINE = "helpline"
    STATUS = "status"
    SRO = "sro"
    MATERIAL = "material"
    GONE = "gone"
    WORDS = "words"
    DETAILS = "details"
    TRANSLATED = "translated"


_NUMBER = re.compile(r"[-–−.,:/\d]*\d")  # with its signs, which `fold` leaves out
ORDER = {what: number for number, what in enumerate(What)}
# Records that are told as a part of the one that they belong to.
STATUSES = frozenset({"milestone_status", "commitment_status"})
PARTS = STATUSES | {"school_status", "time_change", "meeting_move", "interpretation", "material"}
TIMES = frozenset({"when", "due", "decided", "effective"})
# Facts that families do not read, or that say only up to when the rest is known.
SILENT = frozenset(
    {"position", "sequence", "uid", "slug", "nces_id", "as_of", "known_from", "content_languages"}
)
HOURS, PLACE = ("starts_at", "ends_at"), ("place", "address")
JOIN = ("mode", "link", "phone", "phone_code")
OF_MEETING = frozenset({*HOURS, *PLACE, *JOIN, "status", "postponed_to"})
_STANDINGS = {"cancelled": What.CANCELED, "confirmed": What.CONFIRMED}
FRESH = ("draft", "reviewed")


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence for families: what happened to `record`, which is as it is now, or was at last.

    `part` is the record that the sentence tells of as a part of it: a status, an interpretation.
    `was` and `now` are the facts before and after, `whys` the time changes that say why. `fields`
    are those whose words changed, each after the type of its record. `count` is the number of
    records that the sentence is about.
    """

    what: What
    record: Json
    part: Json | None = None
    was: Any = None
    now: Any = None
    whys: tuple[Json, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    count: int = 1

    @property
    def key(self) -> str:
        """Tells this change from all others between two documents, in whatever language."""
        return f"{self.what}/{(self.part or self.record)['id']}"


def changes(old: Document, new: Document, language: str) -> list[Change]:
    """What readers of `language` are told of what `new` says otherwise than `old`.

    One sentence for each record and what happened to it, the most urgent first.
    """
    found = [each for each in differences(old, new) if each.type]
    for each in found:
        if each.type == "district" and each.kind is not Kind.CHANGED:
            return [_came_or_went(each)]  # with all that belongs to it
    told = _Comparison(records_of(old), records_of(new), language).told(found)
    return sorted(together(told), key=lambda each: (ORDER[each.what], *place_of(each.record)))


def records_of(document: Document) -> Records:
    """The records of a document, by id."""
    return {record["id"]: record for record in document["records"]}


def place_of(record: Json) -> tuple[str, int, str, str]:
    """A key to sort records as their pages do: by number or position, then by time and name."""
    facts = record["facts"]
    words = record["words"].get("title") or record["words"].get("text") or {}
    time = (facts.get("when") or {}).get("from") or facts.get("starts_at") or ""
    name = facts.get("name") or words.get(SOURCE, {}).get("text", "")
    number = facts.get("number") or facts.get("position") or 0
    return record["type"], number, time, name


def subject(difference: Difference, before: Records, after: Records) -> str:
    """The id of the record of which families are told that it differs."""
    if difference.type not in PARTS:
        return difference.id
    part = after.get(difference.id) or before[difference.id]
    return str(part["parent"])


def together(told: Iterable[Change]) -> list[Change]:
    """Commitments that got the same status at the same time are one change, with their `count`.

    So are recommendations, and texts that are now in the reader's language.
    """
    groups: dict[Any, list[Change]] = defaultdict(list)
    for change in told:
        groups[_alike(change)].append(change)
    return [replace(group[0], count=sum(each.count for each in group)) for group in groups.values()]


def _alike(change: Change) -> Any:
    """Changes for which this is equal are told in one sentence."""
    if change.what is What.TRANSLATED:
        return change.what
    part = change.part["facts"] if change.part else {}
    if change.what is What.STATUS and "kind" in change.record["facts"] and part["since"]:
        return change.record["facts"]["kind"], part["status"], part["since"]["edtf"]
    return change.key


def _came_or_went(difference: Difference) -> Change:
    if difference.kind is Kind.ADDED:
        return Change(What.NEW, difference.after)
    return Change(What.GONE, difference.before)


@dataclass(frozen=True)
class _Comparison:
    """Two documents, by id, for readers of a language."""

    before: Records
    after: Records
    language: str

    def told(self, found: Iterable[Difference]) -> Iterator[Change]:
        groups: dict[str, list[Difference]] = defaultdict(list)
        for each in found:
            groups[subject(each, self.before, self.after)].append(each)
        for key, group in groups.items():
            was, now = self.before.get(key), self.after.get(key)
            if was and now:
                yield from self._within(was, now, group)
            elif now:
                yield Change(_at_first(now), now)
            elif was and not (was["parent"] in self.before and was["parent"] not in self.after):
                yield Change(What.GONE, was)  # what goes with its phase is not told

    def _within(self, was: Json, now: Json, found: Sequence[Difference]) -> Iterator[Change]:
        """What happened to a record that is there before and after."""
        own = [each for each in found if each.type not in PARTS]
        parts = {each.id: each for each in found if each.type in PARTS}
        changed = {each.field for each in own if each.path[0] != "words"} - SILENT
        slips = [each.after for each in parts.values() if _came(each, "time_change")]
        for name in sorted(changed & TIMES):
            what = What.MOVED if slips else What.REDATED
            times = was["facts"][name], now["facts"][name]
            yield Change(what, now, was=times[0], now=times[1], whys=tuple(slips))
        if now["type"] == "meeting":
            yield from _of_meeting(was, now, changed)
        for part in parts.values():
            yield from self._of_part(now, part)
        told_as_reason = {"cancel_reason"} if "status" in changed else set()
        yield from self._words(now, [each for each in found if each.field not in told_as_reason])
        if "helpline_phone" in changed and now["facts"]["helpline_phone"]:
            yield Change(What.HELPLINE, now)
            changed.remove("helpline_phone")
        if changed - TIMES - (OF_MEETING if now["type"] == "meeting" else set()):
            yield Change(What.DETAILS, now)

    def _of_part(self, now: Json, difference: Difference) -> Iterator[Change]:
        part = self.after.get(difference.id)
        what = TOLD_PARTS.get(difference.type)
        if what is None:
            return
        if part:
            yield Change(what, now, part)
        elif what is What.INTERPRETATION:
            yield Change(What.NO_INTERPRETATION, now, self.before[difference.id])
        else:
            yield Change(What.DETAILS, now, self.before[difference.id])

    def _words(self, now: Json, found: Iterable[Difference]) -> Iterator[Change]:
        """Words that read otherwise in English or in the reader's language."""
        fields = {(each.type, each.id, each.field) for each in found if each.language}
        said: dict[What | None, list[tuple[str, str]]] = defaultdict(list)
        for kind, key, field in sorted(fields):
            was, later = (side[key]["words"].get(field, {}) for side in (self.before, self.after))
            said[reworded(was, later, self.language)].append((kind, field))
        if named := said[What.WORDS]:
            yield Change(What.WORDS, now, fields=tuple(named))
        if named := said[What.TRANSLATED]:
            yield Change(What.TRANSLATED, now, count=len(named))


def _at_first(now: Json) -> What:
    """A meeting that was canceled before its readers were told of it is not announced to them."""
    facts = now["facts"]
    if now["type"] != "meeting" or facts["status"] != "cancelled":
        return What.NEW
    return What.POSTPONED if facts["postponed_to"] else What.CANCELED


def reworded(was: Json, now: Json, language: str) -> What | None:
    """Whether words read otherwise (WORDS), or are now in this language too (TRANSLATED).

    `was` and `now` are the words of one field, by language.
    """
    if _text(was, SOURCE) != _text(now, SOURCE) and not is_minor(was, now):
        return What.WORDS
    if language == SOURCE or _text(was, language) == _text(now, language):
        return None
    behind = was.get(language, {}).get("state", "stale") == "stale"
    return What.TRANSLATED if behind and language in now else What.WORDS


def is_minor(was: Json, now: Json) -> bool:
    """Whether a change of the English changed no meaning.

    So it is where a translation stayed good that was made before it. English that nobody has
    translated has to be the same words and numbers, but for capitals and punctuation.
    """
    if was.keys() == now.keys() == {SOURCE}:
        before, after = _text(was, SOURCE), _text(now, SOURCE)
        return fold(before) == fold(after) and _NUMBER.findall(before) == _NUMBER.findall(after)
    return any(
        was[code]["text"] == now[code]["text"]
        and was[code]["state"] in FRESH
        and now[code]["state"] in FRESH
        for code in was.keys() & now.keys()
    )


def _text(words: Json, language: str) -> str:
    return str(words.get(language, {}).get("text", ""))


def _of_meeting(was: Json, now: Json, changed: set[str]) -> Iterator[Change]:
    """When and where a meeting is held, how one joins it, and whether it is held at all."""
    if changed & {*HOURS}:
        yield Change(What.MOVED, now, was=hours_of(was), now=hours_of(now))
    if changed & {*PLACE}:
        yield Change(What.PLACE, now, was=place_in(was), now=place_in(now))
    if "status" in changed:
        held_instead = now["facts"]["postponed_to"]
        what = _STANDINGS.get(now["facts"]["status"], What.UNCONFIRMED)
        yield Change(What.POSTPONED if held_instead else what, now)
    elif "postponed_to" in changed:
        yield Change(What.POSTPONED if now["facts"]["postponed_to"] else What.CANCELED, now)
    if changed & {*JOIN} and now["facts"]["status"] != "cancelled":
        yield Change(What.JOIN, now)


def hours_of(meeting: Json) -> tuple[str, ...]:
    """The instants at which a meeting starts and ends, in ISO 8601."""
    return tuple(meeting["facts"][name] for name in HOURS)


def place_in(meeting: Json) -> str:
    """Where a meeting is held, in one line; "" if that is not known."""
    return ", ".join(meeting["facts"][name] for name in PLACE if meeting["facts"][name])


def _came(difference: Difference, kind: str) -> bool:
    return difference.type == kind and difference.kind is Kind.ADDED


TOLD_PARTS = {
    "milestone_status": What.STATUS,
    "commitment_status": What.STATUS,
    "school_status": What.SRO,
    "interpretation": What.INTERPRETATION,
    "material": What.MATERIAL,
}
