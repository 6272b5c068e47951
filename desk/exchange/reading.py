"""Reads a PO file from any source, and says in which line it is wrong.

Pure, and in one pass: the limits here bound what a file can cost. It reads the part of the format
that this site and its catalogs use; a file in another encoding than UTF-8 did not come from here.
"""

import re
from dataclasses import dataclass, field
from io import StringIO

from publishing.imports import FileError, check_lines, text_of

SIZE_LIMIT = 5 * 1024 * 1024
LINE_LIMIT = 500_000
ENTRY_LIMIT = 20_000
TEXT_LIMIT = 100_000  # most characters of one string
_ADVICE = "Export one district at a time."

_STRING = re.compile(
    r'(?:(msgctxt|msgid(?:_plural)?|msgstr(?:\[\d+\])?)[ \t]*)?"((?:[^"\\]++|\\.)*+)"'
)
_ESCAPED = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_ESCAPES |= {"a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]*)", re.IGNORECASE)
# The context of a text of this site; in a catalog of the interface, several messages share one.
_OWN_KEY = re.compile(r"[a-z_.]+/\d+/[a-z_]+")
SEEN = re.compile(r"seen: ([0-9a-f]{16})")  # a comment for the import


@dataclass(frozen=True, slots=True)
class Entry:
    """A translation, and the line where it begins.

    `seen`: the hash of the translation that was stored when the file was written, None if the file
    does not say so any more. `forms` are its plural forms, each with its line, and `plural` is the
    English of most of them; `text` is the last. `all_seen` are the hashes of all of them.
    """

    line: int
    context: str
    source: str
    text: str
    seen: str | None
    fuzzy: bool
    plural: str = ""
    forms: tuple[tuple[int, str], ...] = ()
    all_seen: tuple[str, ...] = ()


@dataclass(slots=True)
class Catalog:
    """A file: headers by lowercase name, entries, and the lines that were skipped.

    `interface_of` is the language of a catalog of the interface, "" for any other file.
    """

    headers: dict[str, str] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    obsolete: list[int] = field(default_factory=list)
    interface_of: str = ""
    lines: dict[tuple[str, str], int] = field(default_factory=dict, repr=False)

    def add(self, entry: Entry) -> None:
        """Add an entry. Raises FileError for one too many, and for one that is there already."""
        key = (entry.context, "" if _OWN_KEY.fullmatch(entry.context) else entry.source)
        if key in self.lines:
            raise FileError(entry.line, f"This repeats the entry on line {self.lines[key]}.")
        if len(self.lines) == ENTRY_LIMIT:
            said = f"The file has more than {ENTRY_LIMIT} entries. {_ADVICE}"
            raise FileError(entry.line, said)
        self.lines[key] = entry.line
        self.entries.append(entry)


def read(data: bytes) -> Catalog:
    """The entries of a PO file, each context once. Raises FileError."""
    text, reader = text_of(data, SIZE_LIMIT, _ADVICE), _Reader()
    check_lines(text, LINE_LIMIT, _ADVICE)
    # Lines end as one of the systems ends them, and at no other sign.
    for number, line in enumerate(StringIO(text, newline=None), start=1):
        reader.take(number, line.strip(" \t\r\n"))
    return reader.finished()


class _Reader:
    """Reads line after line; `parts` are the strings of the current entry."""

    def __init__(self) -> None:
        self.catalog = Catalog()
        self._begin()

    def _begin(self) -> None:
        self.parts: dict[str, list[str]] = {}
        self.at = ""
        self.size = 0
        self.line = 0
        self.seen: list[str] = []
        self.fuzzy = False
        self.forms: list[tuple[int, list[str]]] = []

    def take(self, number: int, text: str) -> None:
        if text.startswith("#~"):
            self._obsolete(number)
        elif text.startswith("#"):
            self._comment(text)
        elif found := _STRING.fullmatch(text):
            self._string(number, found[1], found[2])
        elif text:
            raise FileError(number, _why_no_line(text))

    def finished(self) -> Catalog:
        self._close()
        if not self.catalog.headers:
            raise FileError(1, "The file has no header, so it was not exported from this site.")
        return self.catalog

    def _obsolete(self, number: int) -> None:
        """What stands before such an entry, its flags and all, is its own and ends with it."""
        self._close()
        self.catalog.obsolete.append(number)

    def _comment(self, text: str) -> None:
        if "msgstr" in self.parts:
            self._close()
        if text.startswith("#,"):
            self.fuzzy |= "fuzzy" in (flag.strip() for flag in text[2:].split(","))
        elif found := SEEN.fullmatch(text.removeprefix("#.").strip()):
            self.seen.append(found[1])

    def _string(self, number: int, keyword: str | None, escaped: str) -> None:
        if keyword:
            self._keyword(number, keyword)
        elif not self.at:
            raise FileError(number, "This text has no “msgid” or “msgstr” before it.")
        self.size += len(escaped)
        if self.size > TEXT_LIMIT:
            raise FileError(number, f"The entry is longer than {TEXT_LIMIT} characters.")
        self.parts[self.at].append(_unescaped(number, escaped))

    def _keyword(self, number: int, written: str) -> None:
        keyword, form, _ = written.partition("[")
        if keyword != "msgstr" and "msgstr" in self.parts:
            self._close()
        forms = {"msgid_plural", "msgstr"} if form else {"msgid"}
        expected = {"msgctxt": {""}, "msgid": {"", "msgctxt"}, "msgid_plural": {"msgid"}}
        if self.at not in expected.get(keyword, forms):
            raise FileError(number, f"“{written}” does not belong after “{self.at or 'nothing'}”.")
        self.at = keyword
        self.parts[keyword] = []
        if form:
            self.forms.append((number, self.parts[keyword]))
        self.line = self.line or number

    def _close(self) -> None:
        if self.parts and self.at != "msgstr":
            raise FileError(self.line, "The entry has no “msgstr”.")
        if self.parts:
            self._keep({name: "".join(parts) for name, parts in self.parts.items()})
        self._begin()

    def _keep(self, parts: dict[str, str]) -> None:
        context, source = parts.get("msgctxt", ""), parts["msgid"]
        if not context and not source:
            self._header(parts["msgstr"])
            return
        if not self.catalog.headers:
            raise FileError(self.line, "The header must come before the first entry.")
        forms = tuple((line, _plain("".join(parts))) for line, parts in self.forms)
        plural, text = parts.get("msgid_plural", ""), _plain(parts["msgstr"])
        seen = self.seen[-1] if self.seen else None
        told = (plural, forms, tuple(self.seen) if forms else ())
        self.catalog.add(Entry(self.line, context, source, text, seen, self.fuzzy, *told))

    def _header(self, text: str) -> None:
        if self.catalog.headers:
            raise FileError(self.line, "The file has two headers.")
        pairs = (line.partition(":") for line in text.split("\n"))
        headers = {name.strip().lower(): value.strip() for name, colon, value in pairs if colon}
        charset = _CHARSET.search(headers.get("content-type", ""))
        if charset and charset[1].lower() not in ("utf-8", "utf8", "charset"):
            said = "The header names an encoding other than UTF-8. Save the file as UTF-8."
            raise FileError(self.line, said)
        self.catalog.headers = headers


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unescaped(number: int, escaped: str) -> str:
    try:
        return _ESCAPED.sub(lambda found: _ESCAPES[found[1]], escaped)
    except KeyError as error:
        raise FileError(number, f"“\\{error.args[0]}” is not a valid escape sequence.") from error


def _why_no_line(text: str) -> str:
    if text.startswith(("msgctxt", "msgid", "msgstr", '"')):
        return "Text must start and end with a quotation mark on the same line."
    return "This is not a valid line of a PO file."
