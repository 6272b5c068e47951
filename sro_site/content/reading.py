"""Reads content files, and reports errors with file, line and reason."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError

from languages.characters import is_blank
from languages.checks import check
from languages.columns import word_column
from languages.date_input import understand
from languages.edtf import EDTFError, PartialDate
from languages.registry import LANGUAGES, SOURCE
from languages.tags import tag_of

LARGEST_FILE = 2 * 1024 * 1024
DEEPEST_NESTING = 50


class ContentError(Exception):
    """A content file that cannot be loaded; the text is "file, line 12: the reason"."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}, line {line}: {reason}")


@dataclass(frozen=True, slots=True)
class Located:
    """A value in a file, and the line where it begins."""

    value: Any
    path: Path
    line: int

    def error(self, reason: str) -> ContentError:
        """An error with this line, to be raised."""
        return ContentError(self.path, self.line, reason)

    def items(self) -> list["Located"]:
        """The items of a list. Raises ContentError if it is not one."""
        if not isinstance(self.value, list):
            raise self.error("A list is expected here, each item after a “-”.")
        return list(self.value)

    def text(self) -> str:
        """The value as text without outer spaces. Raises ContentError if it is not text."""
        if not isinstance(self.value, str) or is_blank(self.value):
            raise self.error("A text is expected here.")
        if not unicodedata.is_normalized("NFC", self.value):
            raise self.error("The text is not in Unicode normal form C.")
        if any(unicodedata.category(c) in ("Cc", "Cs") and c != "\n" for c in self.value):
            raise self.error("The text contains a control character or half of a character.")
        return self.value.strip()


class Section:
    """A mapping in a content file, from which a loader takes one key after the other.

    Every method returns an empty value if the key is missing, and raises ContentError if the value
    has the wrong type. Methods named `require…` also raise it if the key is missing.
    """

    def __init__(self, located: Located) -> None:
        if not isinstance(located.value, dict):
            raise located.error("Keys with values are expected here, such as “title: …”.")
        self.located = located
        self._left: dict[str, Located] = dict(located.value)

    def __contains__(self, key: str) -> bool:
        return key in self._left

    def take(self, key: str) -> Located | None:
        """The value, which then counts as used."""
        found = self._left.pop(key, None)
        return None if found is None or found.value is None else found

    def require(self, key: str) -> Located:
        """The value. Raises ContentError if the key is missing."""
        found = self.take(key)
        if found is None:
            raise self.located.error(f"“{key}” is missing.")
        return found

    def text(self, key: str) -> str:
        """Text without outer spaces, "" if the key is missing."""
        found = self.take(key)
        return found.text() if found else ""

    def language(self, key: str = "language") -> str:
        """The tag of a language that is written as a tag or by its English name."""
        return tag_of(self.require(key).text())

    def flag(self, key: str) -> bool:
        """The value of a switch, False if the key is missing."""
        found = self.take(key)
        if found and not isinstance(found.value, bool):
            raise found.error(f"“{key}” is either true or false.")
        return bool(found and found.value)

    def number(self, key: str) -> int | None:
        """A whole number, None if the key is missing."""
        found = self.take(key)
        if found and (isinstance(found.value, bool) or not isinstance(found.value, int)):
            raise found.error(f"“{key}” is a whole number.")
        return found.value if found else None

    def when(self, key: str) -> PartialDate | None:
        """A partial date in EDTF, None if the key is missing."""
        found = self.take(key)
        return _parsed(found) if found else None

    def require_when(self, key: str) -> PartialDate:
        """A partial date in EDTF. Raises ContentError if the key is missing."""
        return _parsed(self.require(key))

    def words(self, field: str, key: str | None = None) -> dict[str, str]:
        """The translations under `key` as columns of `field`: `{"title_en": …, "title_es": …}`."""
        found = self.take(key or field)
        if found is None:
            return {}
        with section(found) as languages:
            texts = {code: languages.text(code) for code in LANGUAGES}
            if not texts[SOURCE]:
                raise found.error(f"“{key or field}” has no English text (“{SOURCE}”).")
            for code, text in texts.items():
                for problem in check(texts[SOURCE], text, code):
                    if problem.refuses:
                        raise found.error(f"{code}: {problem.message}")
        return {word_column(field, code): text for code, text in texts.items() if text}

    def each(self, key: str) -> list[Located]:
        """The items of a list, with their lines."""
        found = self.take(key)
        return found.items() if found else []

    def texts(self, key: str) -> list[str]:
        """The texts in a list."""
        return [item.text() for item in self.each(key)]

    def refuse_unknown_keys(self) -> None:
        """Raise ContentError for the first key that was not taken."""
        for key, located in self._left.items():
            raise located.error(f"“{key}” is not allowed here.")


@contextmanager
def section(located: Located) -> Iterator[Section]:
    """The keys of `located`; keys that have not been taken by the end are refused.

    A ValidationError of a model inside the block is reported with the line of this section.
    """
    opened = Section(located)
    try:
        yield opened
    except ValidationError as error:
        raise located.error(_reasons(error)) from error
    opened.refuse_unknown_keys()


def read(path: Path) -> Located:
    """The content of a YAML file with line numbers. Raises ContentError."""
    data = path.read_bytes()
    if len(data) > LARGEST_FILE:
        raise ContentError(path, 1, f"The file has more than {LARGEST_FILE} bytes.")
    try:
        node = yaml.compose(data.decode("utf-8"), Loader=_PlainLoader)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError(path, line, "The file is not in UTF-8.") from error
    except yaml.reader.ReaderError as error:
        line = data.decode("utf-8").count("\n", 0, error.position) + 1
        raise ContentError(path, line, "This character is not allowed in YAML.") from error
    except yaml.MarkedYAMLError as error:
        raise _no_yaml(path, error) from error
    if node is None:
        raise ContentError(path, 1, "The file is empty.")
    return _locate(node, path)


def _no_yaml(path: Path, error: yaml.MarkedYAMLError) -> ContentError:
    reason = f"This is not valid YAML: {error.problem}"
    if error.context and error.context_mark:
        reason += f" ({error.context}, which begins on line {error.context_mark.line + 1})"
    mark = error.problem_mark or error.context_mark
    return ContentError(path, mark.line + 1 if mark else 1, f"{reason}.")


def _parsed(located: Located) -> PartialDate:
    try:
        return understand(located.text())
    except EDTFError as error:
        raise located.error(str(error)) from error


class _PlainLoader(yaml.SafeLoader):
    """The part of YAML that content files need: no aliases, no tags, no deep nesting.

    A few nested aliases could expand to more than fits into memory.
    """

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Refuse aliases, tags and deep nesting before a node is built."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        problem = None
        if isinstance(event, yaml.AliasEvent):
            problem = "aliases are not allowed here"
        elif event.tag is not None:
            problem = "tags are not allowed here"
        elif len(self.states) > DEEPEST_NESTING:
            problem = "it is nested too deeply"
        if problem:
            raise yaml.composer.ComposerError(None, None, problem, event.start_mark)
        return super().compose_node(parent, index)


def _locate(node: yaml.Node, path: Path) -> Located:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return Located(_locate_mapping(node, path), path, line)
    if isinstance(node, yaml.SequenceNode):
        return Located([_locate(item, path) for item in node.value], path, line)
    try:
        value = yaml.SafeLoader("").construct_object(node)
    except (yaml.YAMLError, ValueError) as error:
        raise ContentError(path, line, "This value cannot be read.") from error
    if not isinstance(value, str | int | bool | None):
        raise ContentError(path, line, "Write dates and other values in quotes.")
    return Located(value, path, line)


def _locate_mapping(node: yaml.MappingNode, path: Path) -> dict[str, Located]:
    found: dict[str, Located] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = key_node.value
        if not isinstance(key, str):
            raise ContentError(path, line, "A key is a single word.")
        if key in found:
            raise ContentError(path, line, f"The key “{key}” appears twice.")
        # A value gets the line of its key, which is where people look.
        found[key] = Located(_locate(value_node, path).value, path, line)
    return found


def _reasons(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    fields = error.message_dict.items()
    return " ".join(
        " ".join(messages) if field == "__all__" else f"{field}: {' '.join(messages)}"
        for field, messages in fields
    )
