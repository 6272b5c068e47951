"""Files that must not do any harm; they are the same in every run."""

from collections.abc import Callable, Iterator
from random import Random

HEADER = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
BODIES = (
    b"/etc/passwd",
    b"../../../etc/shadow",
    b"file:///etc/passwd",
    b"C:\\Windows\\win.ini",
    b"https://example.org/words.po",
    b"words.po",
    b"-",
    b"%PDF-1.7\n",
    b"PK\x03\x04\x14",
    b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    b'{"msgid": "a"}',
    b"<script>alert(1)</script>",
)
ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be")
GARBAGE = (b"domain d%d", b"msgid %d", b'msgtxt "%d"', b'"%d', b"\x1b[%dJ", b"=======%d")


def corrupt(valid: bytes, count: int = 300) -> Iterator[bytes]:
    """Damaged copies of a file that this site has written; each has to be refused."""
    kinds: list[Callable[[bytes, Random], bytes]] = [
        _bad_bytes,
        _nul,
        _unclosed,
        _body,
        _noise,
        _encoding,
        _garbage,
        _twice,
        _bound_elsewhere,
    ]
    made = set[bytes]()
    number = 0
    while len(made) < count:
        file = kinds[number % len(kinds)](valid, Random(number))
        if file not in made:
            yield file
        made.add(file)
        number += 1


def foreign(count: int) -> bytes:
    """Entries with keys that do not exist."""
    entry = b'msgctxt "timeline.phase/%d/title"\nmsgid "Planning"\nmsgstr "Uno"\n\n'
    return b"".join(entry % (10**9 + number) for number in range(count))


def _at(data: bytes, random: Random, put: bytes) -> bytes:
    slot = random.randrange(len(data))
    return data[:slot] + put + data[slot:]


def _among_entries(data: bytes, random: Random, put: bytes) -> bytes:
    entries = data.split(b"\n\n")
    entries.insert(random.randrange(1, len(entries) + 1), put)
    return b"\n\n".join(entries)


def _bad_bytes(data: bytes, random: Random) -> bytes:
    return _at(data, random, random.choice([b"\xff", b"\xfe\xff", b"\xc0\xaf", b"\xed\xa0\x80 "]))


def _nul(data: bytes, random: Random) -> bytes:
    return _at(data, random, b"\0" * random.randrange(1, 9))


def _unclosed(data: bytes, random: Random) -> bytes:
    lines = data.split(b"\n")
    ends = [number for number, line in enumerate(lines) if line.endswith(b'"')]
    chosen = random.choice(ends)
    lines[chosen] = lines[chosen][:-1]
    return b"\n".join(lines)


def _body(data: bytes, random: Random) -> bytes:
    body = random.choice(BODIES)
    return body + b"/%d" % random.randrange(10**6) if random.random() < 0.8 else body


def _noise(data: bytes, random: Random) -> bytes:
    return random.randbytes(random.randrange(1, 100_000))


def _encoding(data: bytes, random: Random) -> bytes:
    if random.random() < 0.5:
        declared = random.choice([b"ISO-8859-%d", b"CP%d", b"UTF-%d"]) % random.randrange(9, 999)
        return data.replace(b"charset=UTF-8", b"charset=" + declared)
    return data[: random.randrange(9, 999)].decode(errors="ignore").encode(random.choice(ENCODINGS))


def _garbage(data: bytes, random: Random) -> bytes:
    lines = data.split(b"\n")
    garbage = random.choice(GARBAGE) % random.randrange(10**6)
    lines.insert(random.randrange(len(lines)), garbage)
    return b"\n".join(lines)


def _twice(data: bytes, random: Random) -> bytes:
    return _among_entries(data, random, random.choice(data.split(b"\n\n")))


def _bound_elsewhere(data: bytes, random: Random) -> bytes:
    old, new = random.choice(
        [
            (b"X-SRO-Export: ", b"X-SRO-Export: %x" % random.randrange(2**32)),
            (b"X-SRO-Export", b"X-Exported-%d" % random.randrange(10**6)),
            (b'"Language: es', b'"Language: es-%d' % random.randrange(10**6)),
            (b" es 2021", b" %x 2021" % random.randrange(2**32)),
        ]
    )
    return data.replace(old, new)
