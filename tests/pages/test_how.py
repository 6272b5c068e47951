"""“How this works”: each status and each word explained, and led to from where it stands."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from languages.registry import LANGUAGES
from sro_site.meanings import GLOSSARY, STATUSES
from tests import factories
from tests.pages.conftest import Show
from tests.pages.tree import parse
from timeline.plan_entries import STATE_WORDS
from timeline.standing import STANDING_WORDS

TEMPLATES = Path(settings.BASE_DIR, "templates")
# The name of each term that is linked, and its words.
TERMS = [
    (name, words)
    for template in TEMPLATES.rglob("*.html")
    for name, words in re.findall(
        r'{% term "([^"]+)" %}{% translate "([^"]+)"', template.read_text()
    )
]


def test_each_status_of_milestones_and_commitments_is_explained_once() -> None:
    words = [each.word for each in STATUSES]
    assert len(set(words)) == len(words)
    labels = [*STANDING_WORDS.values(), *STATE_WORDS.values()]
    assert set(words) == {str(label) for label in labels}


@pytest.mark.parametrize("language", LANGUAGES)
def test_meanings_differ_from_their_first_words_on(language: str) -> None:
    with override(language):
        begun = [tuple(str(each.meaning).split()[:2]) for each in STATUSES]
    assert len(set(begun)) == len(begun)


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_explains_in_its_language(show: Show, language: str) -> None:
    main = show(f"/{language}/how/").main
    with override(language):
        for word in GLOSSARY:
            assert main.one("p", id=word.anchor).text == str(word.meaning)
        for status in STATUSES:
            assert status.word in main.text
            assert " ".join(str(status.meaning).split()) in main.text


def test_each_term_of_the_templates_is_in_the_glossary() -> None:
    assert TERMS
    headings = re.findall(r'<h2 id="([^"]+)"', (TEMPLATES / "how.html").read_text())
    assert {name for name, _ in TERMS} <= {*(word.anchor for word in GLOSSARY), *headings}


def test_what_leads_to_the_glossary_is_a_term_and_not_a_sentence() -> None:
    """A sentence that is all one link is hard to read, and looks like a button."""
    assert [words for _, words in TERMS if "." in words or len(words.split()) > 4] == []


def test_words_beside_a_page_have_the_meanings_of_the_glossary() -> None:
    pair = r'{% term "(.+?)" %}{% translate "(.+?)" .*?</dt><dd>{% translate "(.+?)" %}</dd>'
    found = re.findall(pair, (TEMPLATES / "words.html").read_text())
    meanings = {(word.anchor, str(word.name), str(word.meaning)) for word in GLOSSARY}
    assert len(found) == 5
    assert set(found) <= meanings


@pytest.mark.django_db
def test_term_leads_to_its_meaning_once_a_page_and_keeps_the_day(client: Client) -> None:
    factories.make_district("aurora")
    page = parse(client.get("/en/aurora/?on=2021-04-15").content.decode())
    links = [link.attrs["href"] for link in page.all("a", class_="term")]
    assert "/en/how/?on=2021-04-15#board" in links
    assert len(set(links)) == len(links)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_lead_to_the_words_that_they_use(show: Show, language: str) -> None:
    for path, anchors in {
        "denver/": ("as-of", "words", "board"),
        "denver/timeline/": ("as-of", "words", "phase", "milestone"),
        "chicago/plan/": ("commitment", "sro"),
        "duluth/plan/": ("recommendation",),
    }.items():
        page = show(f"/{language}/{path}")
        for anchor in anchors:
            assert f'href="/{language}/how/#{anchor}"' in page.html
