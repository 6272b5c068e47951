"""Every page in every language is valid HTML."""

import json
import re
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from tests import tools
from tests.pages.conftest import Show
from tests.pages.site import addresses, paths
from tests.pages.tree import Node

REFERENCES = ("aria-labelledby", "aria-describedby", "for", "href")


STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
# No HTML, or made of other pages.
NO_HTML = {
    *("calendar", "changes_feed", "embed", "events_feed", "meeting_calendar", "one_file"),
    "search_description",
}
# Forms for what is to come, and what only a link in a mail leads to: tests/feedback opens them.
FORMS = {
    *("ask_interpreter", "answer_interpretation", "interpreter_asked", "interpretation_answered"),
    *("alerts_asked", "subscription"),
}


def test_no_page_is_left_out(show: Show) -> None:
    shown = {resolve(f"/en/{path}").url_name for path in paths()}
    named = set(names_below_language(get_resolver("sro_site.urls").url_patterns))
    assert shown == named - NO_HTML - FORMS


def names_below_language(patterns: list[Any], inside: bool = False) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            is_language = type(pattern.pattern).__name__ == "LocalePrefixPattern"
            yield from names_below_language(pattern.url_patterns, inside or is_language)
        elif inside and isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name


def test_each_table_stacks_on_a_phone(show: Show) -> None:
    tables = [table for path in paths() for table in show(f"/en/{path}").tree.all("table")]
    assert len(tables) >= 5
    for table in tables:
        assert "stack" in table.classes, table.text
        assert all(cell.attrs.get("data-label") for cell in table.all("td")), table.text


def test_each_page_is_valid_html(show: Show, tmp_path: Path) -> None:
    jar = tools.require(tools.NU)
    files: dict[str, str] = {}
    for language in ("en", "ar", "my"):  # what it finds does not depend on the words
        for address in addresses(language):
            file = tmp_path / f"{len(files)}.html"
            # The validator knows no newer properties of CSS, and the style is the same everywhere.
            file.write_text(STYLE.sub("<style></style>", show(address).html))
            files[file.name] = address
    # Compiled lightly: what it would gain on a long run costs as much again on this one.
    java = ["java", "-Xss2m", "-XX:TieredStopAtLevel=1", "-jar", str(jar)]
    command = [*java, "--format", "json", "--stdout", str(tmp_path)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    messages = json.loads(done.stdout)["messages"]
    said = {
        f"{files[Path(each['url']).name]}: {each['message']} {each.get('extract', '')}"
        for each in messages
    }
    assert not said, "\n".join(sorted(said)[:20])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_references_lead_to_an_element_of_the_page(show: Show, language: str) -> None:
    for address in addresses(language):
        nodes = list(show(address).tree.walk())
        ids = [node.attrs["id"] for node in nodes if "id" in node.attrs]
        assert len(set(ids)) == len(ids), address
        named = {each for node in nodes for name in REFERENCES for each in referred(node, name)}
        assert named <= set(ids), address


@pytest.mark.parametrize("language", ["en", "ar"])
def test_headings_begin_with_one_h1_and_skip_no_level(show: Show, language: str) -> None:
    for address in addresses(language):
        levels = [
            int(node.tag[1]) for node in show(address).tree.walk() if re.match("h[1-6]$", node.tag)
        ]
        assert levels[0] == 1, address
        assert levels.count(1) == 1, address
        assert all(after <= before + 1 for before, after in pairwise(levels)), address


@pytest.mark.parametrize("language", ["en", "ar"])
def test_tables_have_captions_and_scoped_headers(show: Show, language: str) -> None:
    tables = [table for each in addresses(language) for table in show(each).tree.all("table")]
    assert tables
    for table in tables:
        assert table.one("caption").text
        assert {header.attrs["scope"] for header in table.all("th")} == {"col", "row"}


def referred(node: Node, name: str) -> list[str]:
    """The ids that an attribute refers to."""
    value = node.attrs.get(name, "")
    if name == "href":
        return [value[1:]] if value.startswith("#") else []
    return value.split()
