"""Every page is in its language, and whatever is not is marked."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Any

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext, override

from districts.models import District, School
from languages.columns import translated_fields
from languages.registry import LANGUAGES, SOURCE, Language
from tests.pages.conftest import Show
from tests.pages.site import ERRORS, Shown, addresses, check_regions
from tests.pages.tree import Node

SCRIPTS = {
    "Latn": "LATIN",
    "Ethi": "ETHIOPIC",
    "Arab": "ARABIC",
    "Mymr": "MYANMAR",
    "Deva": "DEVANAGARI",
    "Cyrl": "CYRILLIC",
}
READ = ("aria-label", "title", "alt", "placeholder")
# Names that are the same in each language: what police officers in schools are called, the
# programming language that the site does without, the parameter that an address has, what an
# agreement between district and police is called, and words about data.
NAMES = {"SRO", "JavaScript", "on", "MOU", "BoE", "AM", "PM", "NCES", "resolution"}
NAMES |= {"EDTF", "OpenAPI", "UTC", "false", "hash", "null", "true"}
# Web addresses, titles of sources and names of teams, which stay as they are.
CITED = re.compile(
    r"http://\S+|“[^”]*”|«[^»]*»|Department of\s+Safety|Student\s+Equity\s+and\s+Opportunity"
)


@pytest.fixture(scope="module", params=LANGUAGES)  # so each language's tests follow each other
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_pages_answer_in_the_language_of_their_address(show: Show, language: str) -> None:
    expected = LANGUAGES[language]
    for page in pages(show, language):
        root = page.tree.one("html")
        assert page.status == ERRORS.get(page.address.removeprefix(f"/{language}/"), 200)
        assert (root.attrs["lang"], root.attrs["dir"]) == (language, expected.direction), (
            page.address
        )
        assert page.headers["Content-Language"] == language


def test_arabic_alone_runs_from_right_to_left() -> None:
    assert [code for code, expected in LANGUAGES.items() if expected.direction == "rtl"] == ["ar"]


def test_text_in_a_foreign_script_is_marked(show: Show, language: str) -> None:
    names = NAMES | set(names_of_districts())
    with override(language):
        in_english = gettext("%(text)s (English)")[8:]
    for page in pages(show, language):
        for node, text in read(page):
            expected = LANGUAGES[node.inherited("lang")]
            foreign = set(words_outside(expected, CITED.sub("", text))) - names
            # An option cannot have a language of its own, so its words end in "(English)".
            says_so = node.tag == "option" and text.endswith(in_english)
            isolated = is_isolated(node)
            assert not foreign or isolated or says_so, f"{page.address}: {foreign} in “{text}”"


def test_english_words_in_latin_script_are_marked(show: Show, language: str) -> None:
    english = {squeezed(text) for text in (*english_content(), *english_messages(language))}
    for page in pages(show, language):
        for node, text in read(page):
            if node.inherited("lang") == language != SOURCE and not is_isolated(node):
                assert squeezed(text) not in english, f"{page.address}: “{text}”"


def test_english_that_stands_in_is_marked_as_such(show: Show, language: str) -> None:
    for page in pages(show, language):
        for node in page.tree.all(class_="fallback"):
            assert (node.attrs["lang"], node.attrs["dir"]) == ("en", "ltr")
            assert language != SOURCE, page.address
        for node in page.tree.all(lang="en"):
            assert node.attrs["dir"] == "ltr", page.address


def test_each_region_with_english_has_one_label(show: Show, language: str) -> None:
    for page in pages(show, language):
        check_regions(page)


def test_page_says_once_at_its_end_that_it_is_a_draft(show: Show, language: str) -> None:
    """As long as the interface is a draft."""
    for page in pages(show, language):
        marks = page.tree.all(class_="draft-mark")
        assert len(marks) == (language != SOURCE), page.address
        ends = [*page.tree.all("footer"), *page.tree.all("div", class_="notes")]
        assert all(mark.parent in ends for mark in marks), page.address
        assert "<!--" not in page.html
        assert "&lt;!--" not in page.html


def test_pages_have_titles(show: Show, language: str) -> None:
    for page in pages(show, language):
        parts = page.tree.one("title").text.split(" – ")
        assert len(parts) > 1, page.address
        assert all(parts), page.address


def test_no_message_id_empty_label_or_brace_shows(show: Show, language: str) -> None:
    for page in pages(show, language):
        for _, text in read(page):
            assert not re.search(r"[{}]|%\(|%s|None\b|\x00", text), f"{page.address}: “{text}”"
        for node in page.tree.walk():
            if node.tag in ("a", "button", "caption", "dt", "h1", "h2", "h3", "h4", "li", "th"):
                assert node.text, f"{page.address}: an empty <{node.tag}>"


def pages(show: Show, language: str) -> Iterator[Shown]:
    return map(show, addresses(language))


def read(page: Shown) -> Iterator[tuple[Node, str]]:
    """All that a page says, aloud as well, with the element that says it.

    Names of fields and addresses of data are the same in each language.
    """
    yield from (said for said in page.tree.texts() if said[0].tag != "code")
    for node in page.tree.walk():
        yield from ((node, node.attrs[name]) for name in READ if name in node.attrs)


def is_isolated(node: Node) -> bool:
    """Whether it holds a name, or words as somebody typed them."""
    return any(each.tag == "bdi" for each in node.above)


def words_outside(language: Language, text: str) -> Iterator[str]:
    """The parts of the words of `text` that are written in another script than the language."""
    for script, letters in groupby(text, script_of):
        if script and script != SCRIPTS[language.script]:
            yield "".join(letters)


@cache
def script_of(letter: str) -> str:
    """The first word of its Unicode name, such as LATIN; empty for what is no letter."""
    return unicodedata.name(letter).split()[0] if letter.isalpha() else ""


def names_of_districts() -> Iterator[str]:
    """The words of names, which are the same in each language."""
    districts = District.objects.values_list("name", "short_name", "police", "region")
    schools = School.objects.values_list("name")
    for names in (*districts, *schools):
        yield from re.findall(r"[^\W\d_]+", " ".join(names))


def english_content() -> Iterator[str]:
    """Each English paragraph of the districts; where a language has none, it falls back to it."""
    for model in apps.get_models():
        columns = [f"{name}_{SOURCE}" for name in translated_fields(model)]
        rows: Any = model._default_manager.values_list(*columns) if columns else ()
        for row in rows:
            yield from (part for text in row if text for part in text.split("\n\n"))


def english_messages(language: str) -> Iterator[str]:
    """The messages of the site, save those that are the same in the language."""
    catalog = polib.pofile(str(settings.LOCALE_PATHS[0] / language / "LC_MESSAGES/django.po"))
    same = {squeezed(entry.msgid) for entry in catalog if entry.msgstr in ("", entry.msgid)}
    return (entry.msgid for entry in catalog if squeezed(entry.msgid) not in same)


def squeezed(text: str) -> str:
    return " ".join(text.split()).rstrip(":")
