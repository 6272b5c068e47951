"""What a check of the chain finds, and what it cannot find."""

import zlib
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

import pytest

from opendata.models import Entry, compressed
from opendata.record.signing import public_key, sign
from opendata.record.verifying import Checked, verify
from tests.opendata.chains import make_chain, make_short_chain

KEY = bytes(range(32))


def test_a_chain_that_nobody_has_touched_holds() -> None:
    chain = make_short_chain()
    assert verify(chain) == Checked(3, head=chain[-1].hash)
    assert verify([]) == Checked()


def swapped(chain: list[Entry]) -> None:
    chain[0], chain[1] = chain[1], chain[0]
    chain[0].number, chain[1].number = 1, 2


def changed_everywhere(chain: list[Entry]) -> None:
    """The document and its hash, and the hash of the entry; the next entry tells."""
    chain[1].compressed = compressed(b"{}")
    chain[1].sha256 = sha256(b"{}").hexdigest()
    chain[1].hash = chain[1].computed_hash


FAULTS: dict[str, Callable[[list[Entry]], object]] = {
    "Entry 2: entry 1 is missing before it.": lambda chain: chain.pop(0),
    "Entry 3: entry 2 is missing before it.": lambda chain: chain.pop(1),
    "Entry 1: it does not follow from the entry before it.": swapped,
    "Entry 3: it does not follow from the entry before it.": changed_everywhere,
    "Entry 2: its hash is not that of what it says.": lambda chain: setattr(
        chain[1], "recorded_at", chain[1].recorded_at + timedelta(microseconds=1)
    ),
    "Entry 3: it is older than the entry before it.": lambda chain: setattr(
        chain[2], "recorded_at", chain[0].recorded_at
    ),
    "Entry 2: its document cannot be read.": lambda chain: setattr(chain[1], "compressed", b""),
    "Entry 2: its document is not the one that was recorded.": lambda chain: setattr(
        chain[1], "compressed", compressed(chain[1].document_bytes + b" ")
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_was_changed_dropped_or_swapped_is_found(fault: str) -> None:
    FAULTS[fault](chain := make_short_chain())
    assert fault in verify(chain).faults


def test_each_byte_of_a_document_counts() -> None:
    chain = make_short_chain()
    content = chain[1].document_bytes
    for place in range(len(content)):
        changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        chain[1].compressed = zlib.compress(changed)
        assert len(verify(chain).faults) == 1


def test_a_missing_end_is_found_by_a_head_that_was_noted() -> None:
    chain = make_short_chain()
    head = chain.pop().hash
    assert verify(chain) == Checked(2, head=chain[-1].hash)
    assert verify(chain, [head, chain[0].hash[:16]]).missing == {head}


def test_what_was_redacted_is_told_and_what_is_left_of_it_counts() -> None:
    left = b'{"records":[]}'
    redaction = {"reason": "A name", "entries": [{"number": 1, "sha256": sha256(left).hexdigest()}]}
    chain = make_chain({"records": ["name"]}, {}, redactions={2: redaction})
    assert verify(chain).faults == ["Entry 1: its document is not the one that was recorded."]
    chain[0].compressed = compressed(left)
    assert (verify(chain).faults, verify(chain).redacted) == ([], {1: 2})
    chain[0].compressed = compressed(left + b" ")
    assert verify(chain).faults
    later = {**redaction, "entries": [{"number": 2, "sha256": sha256(b"{}").hexdigest()}]}
    assert verify(make_chain({}, {}, redactions={1: later})).redacted == {}


def test_signatures_are_by_the_configured_key(settings: object) -> None:
    assert sign("0" * 64) == public_key() == ""
    settings.RECORD_KEY = KEY  # type: ignore[attr-defined]
    chain = make_short_chain()
    for entry in chain[1:]:
        entry.signature = sign(entry.hash)
    public = bytes.fromhex(public_key())
    assert len(chain[1].signature) == 128
    assert verify(chain, public_keys=[public]) == Checked(3, 2, chain[-1].hash)
    assert verify(chain, public_keys=[KEY, public]).faults == []
    assert len(verify(chain, public_keys=[KEY]).faults) == 2
    chain[1].signature = chain[2].signature
    assert verify(chain, public_keys=[public]).faults == [
        "Entry 2: it is signed by none of the given keys."
    ]
