"""What differs between two documents of one district, and how to replay it. Pure.

Values are compared as Python compares them, which is as JSON does: a fact is either a number or a
boolean in all documents of one schema.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from itertools import groupby
from typing import Any

Document = Mapping[str, Any]
Path = tuple[str, ...]
Key = tuple[str, str]  # type and id of a record; both empty for what a document says of itself
Leaves = dict[Path, Any]

ENVELOPE: Key = ("", "")
# How far below a record the values lie that are compared as a whole.
_DEPTHS = {"facts": 2, "words": 3}


class Absent(Enum):
    """What stands where one of two documents has nothing: null is a value of its own."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT


class Kind(StrEnum):
    """What happened to a record."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One record is there or gone, with all of it in `after` or `before`; or one value changed.

    `path` leads to that value within the record: `("facts", "when")`, `("words", "title", "es")`,
    `("parent",)`. `type` and `id` are empty for what a document says of itself, such as its slug.
    """

    type: str
    id: str
    kind: Kind
    path: Path = ()
    before: Any = ABSENT
    after: Any = ABSENT

    @property
    def field(self) -> str:
        """The name of the fact, or of the field that holds the words."""
        return self.path[1] if self.path[1:] else "".join(self.path)

    @property
    def language(self) -> str | None:
        """The language of the words that changed; None for anything else."""
        return self.path[2] if self.path[2:] else None


def differences(old: Document | None, new: Document) -> list[Difference]:
    """What turns `old`, or nothing, into `new`, in the order of type, id and path."""
    before, after = _records(old), _records(new)
    found: list[Difference] = []
    for key in sorted(before.keys() | after.keys()):
        if key not in before:
            found.append(Difference(*key, Kind.ADDED, after=after[key]))
        elif key not in after:
            found.append(Difference(*key, Kind.REMOVED, before=before[key]))
        elif before[key] != after[key]:
            found += _changes(key, _leaves(before[key]), _leaves(after[key]))
    return found


def apply(old: Document | None, found: Iterable[Difference]) -> dict[str, Any]:
    """The document that `old` becomes. Raises ValueError for differences of another document."""
    records = dict(_records(old))
    for (kind, uuid), each in groupby(found, key=lambda one: (one.type, one.id)):
        key = (kind, uuid)
        if (made := _applied(records.get(key, ABSENT), list(each))) is ABSENT:
            del records[key]
        else:
            records[key] = made
    envelope = records.pop(ENVELOPE, {})
    return {**envelope, "records": [records[key] for key in sorted(records)]}


def _records(document: Document | None) -> dict[Key, Any]:
    if document is None:
        return {}
    envelope = {name: value for name, value in document.items() if name != "records"}
    found = {(each["type"], each["id"]): each for each in document["records"]}
    return {ENVELOPE: envelope, **found}


def _changes(key: Key, before: Leaves, after: Leaves) -> Iterator[Difference]:
    for path in sorted(before.keys() | after.keys()):
        was, now = before.get(path, ABSENT), after.get(path, ABSENT)
        if was != now:
            yield Difference(*key, Kind.CHANGED, path, was, now)


def _applied(record: Any, found: list[Difference]) -> Any:
    """What becomes of one record, which is ABSENT before it is added and after it is removed."""
    if found[0].kind is not Kind.CHANGED:
        _check(record, found[0])
        return found[0].after
    leaves = {} if record is ABSENT else _leaves(record)
    for each in found:
        _check(leaves.pop(each.path, ABSENT), each)
        if each.after is not ABSENT:
            leaves[each.path] = each.after
    return _record(leaves)


def _check(there: Any, difference: Difference) -> None:
    if there != difference.before:
        raise ValueError(f"{difference} does not fit this document.")


def _leaves(value: Any, path: Path = ()) -> Leaves:
    """Each value that is compared as a whole, by its path; an empty mapping is such a value."""
    depth = _DEPTHS.get(path[0], 1) if path else 1
    if path and (len(path) == depth or not isinstance(value, dict) or not value):
        return {path: value}
    found: Leaves = {}
    for name, each in value.items():
        found |= _leaves(each, (*path, name))
    return found


def _record(leaves: Leaves) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for path, value in leaves.items():
        inner = made
        for name in path[:-1]:
            inner = inner.setdefault(name, {})
        inner[path[-1]] = value
    return made
