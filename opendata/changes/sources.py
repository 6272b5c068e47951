"""Changes that a district's sources tell with a day of their own, read from one document. Pure.

The record begins when a district is first published here. What had changed before is known only
from dated statuses and announced moves.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from languages.edtf import parse
from opendata.changes.differences import Document
from opendata.changes.for_families import STATUSES, Change, Json, What, records_of, together


@dataclass(frozen=True, slots=True)
class Dated:
    """A change, and the first day on which it certainly applied, or on which it was announced."""

    day: date
    change: Change


def in_words_of(first: Document, last: Document) -> Document:
    """The first document, its records in the words that they have in the last one."""
    words = {each["id"]: each["words"] for each in last["records"]}
    records = [{**each, "words": words.get(each["id"], each["words"])} for each in first["records"]]
    return {**first, "records": records}


def dated_changes(document: Document) -> list[Dated]:
    """All of them, the newest first. A status since no known day has none."""
    known = records_of(document)
    as_of = next(each for each in known.values() if each["type"] == "district")["facts"]["as_of"]
    confirmed = parse(as_of["edtf"]).lower
    found = []
    slips: dict[str, list[Json]] = defaultdict(list)
    for record in known.values():
        if record["type"] in STATUSES and (since := record["facts"]["since"]):
            day = parse(since["edtf"]).surely_from(confirmed)
            found.append(Dated(day, Change(What.STATUS, known[record["parent"]], record)))
        elif record["type"] == "time_change":
            slips[record["parent"]].append(record)
    for owner, told in slips.items():
        found += _moves(known[owner], told)
    return _together(found)


def _moves(owner: Json, slips: list[Json]) -> Iterator[Dated]:
    """Each leads to the time before the next one, the last to the present time."""
    slips.sort(key=lambda slip: slip["facts"]["announced_on"])
    present = owner["facts"]["due" if owner["type"] == "commitment" else "when"]
    times = [*(slip["facts"]["was"] for slip in slips), present]
    for slip, (was, now) in zip(slips, pairwise(times), strict=True):
        if was != now:
            day = date.fromisoformat(slip["facts"]["announced_on"])
            change = Change(What.MOVED, owner, part=slip, was=was, now=now, whys=(slip,))
            yield Dated(day, change)


def _together(found: list[Dated]) -> list[Dated]:
    found.sort(key=lambda each: each.day, reverse=True)
    return [
        Dated(day, change)
        for day, group in groupby(found, key=lambda each: each.day)
        for change in together(each.change for each in group)
    ]
