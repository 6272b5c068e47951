"""What pages say, as the browser has parsed them: in the page's language, or marked."""

import re
from functools import cache

from babel import Locale
from django.urls import get_resolver, resolve
from django.utils.translation import gettext, override

from languages.registry import LANGUAGES, SOURCE
from tests.browser.opened import Opened, of_each_template
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


def test_no_template_is_left_out() -> None:
    """Error pages have a template too, but no name."""
    named = {*TEMPLATES.values(), *STATES} - {TEMPLATES["404"], *ERRORS}
    routes = (path.split("?")[0] for path in named)
    shown = {resolve(f"/en/{path}").url_name for path in routes}
    every = set(names_below_language(get_resolver("sro_site.urls").url_patterns))
    assert shown == every - NO_HTML


def test_words_are_of_the_language_or_marked(opened: Opened, site: Site) -> None:
    language = opened.language
    with override(language):
        in_english = gettext("%(text)s (English)").replace("%(text)s ", "")
    english = english_of(language) | english_in_districts(*site.english)
    for node, text in read(opened.shown):
        expected = LANGUAGES[node.inherited("lang")]
        # In a text to copy nothing can be marked; names and places in it stay as they are.
        is_cited = any(each.tag == "bdi" for each in node.above)
        is_name = is_cited or node.tag == "textarea"
        is_said = node.tag in ("option", "title") and in_english in text
        foreign = set(words_outside(expected, CITED.sub("", text))) - NAMES - set(site.names)
        assert is_name or is_said or not foreign, f"{foreign} in “{text}”"
        # A spelling that the search offers can be a word that is also a message, such as “Board”.
        if expected.code == language != SOURCE and not is_cited:
            assert squeezed(text) not in english, f"“{text}”"


@cache
def english_of(language: str) -> set[str]:
    return set(map(squeezed, english_messages(language)))


@cache
def english_in_districts(*paragraphs: str) -> set[str]:
    return set(map(squeezed, paragraphs))


def test_no_message_id_empty_label_or_brace_shows(opened: Opened) -> None:
    for _, text in read(opened.shown):
        assert not re.search(r"[{}]|%\(|%s|\bNone\b|\bundefined\b", text), text


@of_each_template()
def test_alternates_are_the_ten_languages_and_a_default(opened: Opened) -> None:
    expected = [] if opened.path == TEMPLATES["404"] else [*LANGUAGES, "x-default"]
    assert not opened.probe(("alternates", expected))


def test_dates_have_their_year_and_the_name_of_their_month(opened: Opened) -> None:
    for machine, text, lang in opened.evaluate("() => probes.times()"):
        assert is_machine_form(machine), machine
        assert machine[:4] in text, text
        if len(machine) > len("2021"):
            assert any(name in text.lower() for name in months(lang, int(machine[5:7]))), text
    for text, lang in opened.evaluate("() => probes.besides()"):
        assert not is_date(text, lang), text


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
