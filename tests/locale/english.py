"""The English that this site shows, to families and to staff, as the tests of wording read it."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings

from languages.registry import SOURCE
from tests.locale.catalogs import catalog, translations
from tests.reading_grade import content_files

ROOT = Path(settings.BASE_DIR)
APPS = (
    "accounts",
    "desk",
    "districts",
    "events",
    "feedback",
    "languages",
    "opendata",
    "publishing",
    "search",
    "sro_site",
    "timeline",
)
# What is between these is code of a template, a comment, or the name of a tag.
_NOT_SAID = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|</?\w+", re.DOTALL)


Texts = Callable[[], Iterator[tuple[str, str]]]


def _read_once(texts: Texts) -> Callable[[], list[tuple[str, str]]]:
    return cache(wraps(texts)(lambda: list(texts())))


@_read_once
def messages() -> Iterator[tuple[str, str]]:
    """Where each text of the English catalog stands, and the text."""
    for entry in catalog(SOURCE):
        for text in {entry.msgid, entry.msgid_plural, *translations(entry)} - {""}:
            yield f"message “{entry.msgid}”", text


@_read_once
def content() -> Iterator[tuple[str, str]]:
    """The English of the districts in the content files."""
    for name, file in content_files().items():
        for text in _english_in(file):
            yield f"{name}.yaml", text


def _english_in(node: Any) -> Iterator[str]:
    if isinstance(node, dict) and isinstance(node.get(SOURCE), str):
        yield node[SOURCE]
    elif isinstance(node, dict | list):
        for child in node.values() if isinstance(node, dict) else node:
            yield from _english_in(child)


@_read_once
def staff_strings() -> Iterator[tuple[str, str]]:
    """Each string of several words in the code, docstrings and messages aside: labels, help
    texts, errors."""
    known = {entry.msgid for entry in catalog(SOURCE)}
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts and path.name != "registry.py":  # ten languages
                found = strings_of(path.read_text(encoding="utf-8"))
                said = [(line, text) for line, text in found if text not in known]
                yield from ((f"{path.relative_to(ROOT)}:{line}", text) for line, text in said)


def strings_of(code: str) -> list[tuple[int, str]]:
    """The line and the text of each string of several words that is no docstring."""
    tree = ast.parse(code)
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in alone
        and " " in node.value.strip()
    ]


@_read_once
def staff_pages() -> Iterator[tuple[str, str]]:
    """The words in the templates of the admin and of the desk."""
    for folder in ("admin", "desk"):
        for path in sorted((ROOT / "templates" / folder).rglob("*.html")):
            said = _NOT_SAID.sub(" ", path.read_text(encoding="utf-8"))
            yield str(path.relative_to(ROOT)), re.sub(r"\s+", " ", said)
