"""What pages say, as the browser has parsed them: in the page's language, or marked."""

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale
from django.urls import get_resolver, resolve
from django.utils.translation import gettext, override

from languages.registry import LANGUAGES, SOURCE
from tests.browser.opened import Opened
from tests.browser.process import Site
from tests.browser.site import ERRORS, STATES, TEMPLATES
from tests.pages.test_dates import is_machine_form
from tests.pages.test_html import NO_HTML, names_below_language
from tests.pages.test_marking import (
    CITED,
    NAMES,
    english_messages,
    read,
    squeezed,
    words_outside,
)
from tests.pages.tree import Node


def test_no_template_is_left_out() -> None:
    """Error pages have a template too, but no name."""
    named = {*TEMPLATES.values(), *STATES} - {TEMPLATES["404"], *ERRORS}
    routes = (path.split("?")[0] for path in named)
    shown = {resolve(f"/en/{path}").url_name for path in routes}
    every = set(names_below_language(get_resolver("sro_site.urls").url_patterns))
    assert shown == every - NO_HTML


def test_words_are_whole_and_of_the_language_or_marked(opened: Opened, site: Site) -> None:
    english = known_english(opened.language, site)
    names = names_in(*site.names)
    faults = [
        fault for node, text in read(opened.shown) for fault in misread(node, text, names, *english)
    ]
    times, besides = opened.tab.evaluate("() => [probes.times(), probes.besides()]")
    faults += [f"date: {date}" for date in times if not is_whole(*date)]
    faults += [f"date without an element: {text}" for text in besides if is_date(*text)]
    assert not faults, "\n".join(faults)


def misread(
    node: Node, text: str, names: frozenset[str], *english: frozenset[str]
) -> Iterator[str]:
    """What is wrong with a text: left over from a template, foreign, or English and not marked."""
    if re.search(r"[{}]|%\(|%s|\bNone\b|\bundefined\b", text):
        yield f"no words for families: “{text}”"
    expected = LANGUAGES[node.inherited("lang")]
    # In a text to copy nothing can be marked; names and places in it stay as they are.
    is_cited = any(each.tag == "bdi" for each in node.above)
    is_name = is_cited or node.tag == "textarea"
    language = node.page[1].attrs["lang"]
    is_said = node.tag in ("option", "title") and in_english(language) in text
    foreign = set(words_outside(expected, CITED.sub("", text))) - names
    if foreign and not is_name and not is_said:
        yield f"{foreign} in “{text}”"
    # A spelling that the search offers can be a word that is also a message, such as “Board”.
    is_ours = expected.code == language and not is_cited
    if is_ours and any(squeezed(text) in each for each in english):
        yield f"English that is not marked: “{text}”"


def known_english(language: str, site: Site) -> tuple[frozenset[str], ...]:
    """The English texts that a page in another language is to mark."""
    if language == SOURCE:
        return ()
    return english_of(language), english_in_districts(*site.english)


@cache
def in_english(language: str) -> str:
    """What ends a text that cannot be marked, in this language."""
    with override(language):
        return gettext("%(text)s (English)").replace("%(text)s ", "")


@cache
def english_of(language: str) -> frozenset[str]:
    return frozenset(map(squeezed, english_messages(language)))


@cache
def english_in_districts(*paragraphs: str) -> frozenset[str]:
    return frozenset(map(squeezed, paragraphs))


@cache
def names_in(*districts: str) -> frozenset[str]:
    return frozenset(NAMES).union(districts)


def is_whole(machine: str, text: str, language: str) -> bool:
    """Whether a date has its year in words, and the name of its month if it has one."""
    named = len(machine) <= len("2021") or any(
        name in text.lower() for name in months(language, int(machine[5:7]))
    )
    return is_machine_form(machine) and machine[:4] in text and named


@cache
def months(language: str, *numbers: int) -> set[str]:
    """What the language calls these months, in small letters, of all by default."""
    named = Locale.parse(LANGUAGES[language].cldr).months
    return {
        named[context]["wide"][number].lower()
        for context in ("format", "stand-alone")
        for number in numbers or range(1, 13)
    }


def is_date(text: str, language: str) -> bool:
    """Whether a text is a month of a year, a day of it, or has a day in ISO form.

    An interval has a dash, and no ISO form; longer texts are sentences.
    """
    if re.search(r"\b20\d\d-\d\d-\d\d\b", text):
        return True
    short = len(text) < 40 and not re.search("[–—]", text) and re.search(r"\b20\d\d\b", text)
    return bool(short and any(name in text.lower() for name in months(language)))
