"""XLIFF 1.2, which Weblate, Poedit and the programs of agencies open: out, and in again.

Pure. The reader lets no document type through, so nothing of a file is looked up or multiplied.
"""

from collections.abc import Iterable
from xml.etree import ElementTree
from xml.parsers import expat

from desk.exchange.reading import SEEN, SIZE_LIMIT, TEXT_LIMIT, Catalog, Entry
from desk.exchange.rows import Row
from languages.freshness import TranslationState, text_hash
from publishing.imports import FileError, text_of

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_PRESERVE = {"xml:space": "preserve"}
_TO_REVIEW = "needs-review-translation"
_STATES = {
    TranslationState.MISSING: "new",
    TranslationState.STALE: _TO_REVIEW,
    TranslationState.DRAFT: "translated",
    TranslationState.REVIEWED: "final",
}


def is_xliff(data: bytes) -> bool:
    """Whether a file is XML, so that it can only be meant as XLIFF."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<?xml", b"<xliff"))


def write(rows: Iterable[Row], language: str, binding: str, hint: str) -> bytes:
    """A file of these texts; `binding` ties it to this site."""
    root = ElementTree.Element("xliff", {"version": "1.2", "xmlns": NAMESPACE})
    of_file = {"original": binding, "source-language": "en", "target-language": language}
    file = ElementTree.SubElement(root, "file", {**of_file, "datatype": "plaintext"})
    _add(ElementTree.SubElement(file, "header"), "note", hint)
    body = ElementTree.SubElement(file, "body")
    for row in rows:
        reviewed = "yes" if row.state is TranslationState.REVIEWED else "no"
        unit = ElementTree.SubElement(body, "trans-unit", {"id": row.key, "approved": reviewed})
        unit.attrib |= _PRESERVE
        _add(unit, "source", row.source)
        _add(unit, "target", row.text, state=_STATES[row.state])
        if row.is_stale and row.before:
            _add(unit, "note", f"Translated from: {row.before}")
        _add(unit, "note", "\n".join(row.comments))
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return text + b"\n"


def _add(parent: ElementTree.Element, name: str, text: str, **attributes: str) -> None:
    ElementTree.SubElement(parent, name, attributes).text = text


def read(data: bytes) -> Catalog:
    """The entries of a file. Raises FileError."""
    text = text_of(data, SIZE_LIMIT, "Export one district at a time.")
    reader = _Reader()
    try:
        reader.parser.Parse(text, True)
    except expat.ExpatError as error:
        said = expat.errors.messages[error.code]
        raise FileError(error.lineno, f"It is not XML: {said}.") from error
    if not reader.catalog.headers:
        raise FileError(1, "It is not XLIFF 1.2: there is no “file” in it.")
    return reader.catalog


class _Reader:
    """Reads element after element; `texts` are those of the unit that is open."""

    def __init__(self) -> None:
        self.catalog = Catalog()
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.line = 0
        self.inside: list[str] = []  # the elements that are open in a unit
        self._begin("")

    def _begin(self, key: str) -> None:
        self.key, self.state = key, ""
        self.texts: dict[str, list[str]] = {"source": [], "target": [], "note": []}

    def _refuse(self, *_said: object) -> None:
        raise FileError(self.parser.CurrentLineNumber, "XLIFF has no document type: remove it.")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "xliff" and attributes.get("version") != "1.2":
            raise FileError(self.parser.CurrentLineNumber, "Only XLIFF 1.2 can be read.")
        if name == "file":
            self._file(attributes)
        elif name == "trans-unit":
            # Programs may write all in one line; a step of the dry run is known by its line.
            self.line = max(self.parser.CurrentLineNumber, self.line + 1)
            self._begin(attributes.get("id", ""))
            self.inside = [name]
        elif self.inside:
            self.inside.append(name)
            if self.inside[1:] == ["target"]:
                self.state = attributes.get("state", "")

    def _file(self, attributes: dict[str, str]) -> None:
        headers = {
            "language": attributes.get("target-language", ""),
            "x-sro-export": attributes.get("original", ""),
        }
        if self.catalog.headers not in ({}, headers):
            raise FileError(self.parser.CurrentLineNumber, "The file is of several files.")
        self.catalog.headers = headers

    def _end(self, _tag: str) -> None:
        if not self.inside:
            return
        if self.inside.pop() == "note" and len(self.inside) == 1:
            self.texts["note"].append("\n")
        if not self.inside:
            self._keep()

    def _characters(self, text: str) -> None:
        # Not those of alternatives and the like; but those of marks that a program has put in.
        if len(self.inside) > 1 and self.inside[1] in self.texts:
            self.texts[self.inside[1]].append(text)

    def _keep(self) -> None:
        source, target, notes = ("".join(parts) for parts in self.texts.values())
        if max(len(source), len(target)) > TEXT_LIMIT:
            raise FileError(self.line, f"The entry is longer than {TEXT_LIMIT} characters.")
        seen = [found[1] for line in notes.splitlines() if (found := SEEN.fullmatch(line.strip()))]
        last = seen[-1] if seen else None
        # Some programs leave the state as it was when somebody writes another text.
        anew = self.state == _TO_REVIEW and last is not None and text_hash(target) != last
        fuzzy = self.state.startswith("needs-") and not anew
        self.catalog.add(Entry(self.line, self.key, source, target, last, fuzzy))
