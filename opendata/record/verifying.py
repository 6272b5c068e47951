"""Checks the chain of a district: that nothing in it was changed, dropped or put elsewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from opendata.models import FIRST, Entry
from opendata.record.signing import is_signed


@dataclass
class Checked:
    """What a check of one chain has found.

    `faults` are sentences in English, empty if the chain holds. `redacted` maps the number of each
    entry whose document was replaced to the number of the entry that says so and why. `missing` are
    those of the heads asked for that no entry has.
    """

    count: int = 0
    signed: int = 0
    head: str = ""
    redacted: dict[int, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Left:
    """What an entry, the one with the number `by`, says is left of an earlier document."""

    by: int
    sha256: str


def verify(
    entries: Iterable[Entry], heads: Iterable[str] = (), public_keys: Iterable[bytes] = ()
) -> Checked:
    """Check the entries of one district, in the order of their numbers; they are read twice.

    `heads`: hashes, or beginnings of them, that were noted elsewhere and have to be in the chain.
    `public_keys`: 32 bytes each; if there are any, every signature has to be by one of them.
    """
    left, keys = _left(entries), [*public_keys]
    checked, previous = Checked(missing={*heads}), None
    for entry in entries:
        faults = [*_chain_faults(entry, previous), *_document_faults(entry, left)]
        if entry.signature:
            checked.signed += 1
            if keys and not any(is_signed(entry.hash, entry.signature, key) for key in keys):
                faults.append("it is signed by none of the given keys.")
        if entry.number in left:
            checked.redacted[entry.number] = left[entry.number].by
        checked.faults += (f"Entry {entry.number}: {why}" for why in faults)
        checked.missing -= {head for head in checked.missing if entry.hash.startswith(head)}
        checked.count, checked.head, previous = checked.count + 1, entry.hash, entry
    return checked


def _left(entries: Iterable[Entry]) -> dict[int, _Left]:
    """What redactions say is there now, by the number of the entry; the last one counts."""
    return {
        each["number"]: _Left(entry.number, each["sha256"])
        for entry in entries
        if entry.redaction
        for each in entry.redaction["entries"]
        if each["number"] < entry.number
    }


def _chain_faults(entry: Entry, previous: Entry | None) -> Iterator[str]:
    number = previous.number + 1 if previous else 1
    if entry.number != number:
        yield f"entry {number} is missing before it."
    if entry.previous != (previous.hash if previous else FIRST):
        yield "it does not follow from the entry before it."
    if entry.hash != entry.computed_hash:
        yield "its hash is not that of what it says."
    if previous and entry.recorded_at < previous.recorded_at:
        yield "it is older than the entry before it."


def _document_faults(entry: Entry, left: dict[int, _Left]) -> Iterator[str]:
    try:
        found = sha256(entry.document_bytes).hexdigest()
    except Exception:  # whatever its bytes were replaced with
        yield "its document cannot be read."
        return
    redaction = left.get(entry.number)
    if found != (redaction.sha256 if redaction else entry.sha256):
        yield "its document is not the one that was recorded."
