"""What families see of the state of a translation, on each page of a district."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.utils.translation import gettext, override

from districts.models import District
from events.models import Meeting
from languages.columns import translated_fields
from languages.registry import LANGUAGES, SOURCE
from languages.templatetags import words
from opendata.record.recording import record
from tests.conftest import ForModule
from tests.pages.site import TODAY, Shown, check_regions, get, labels, marked
from tests.pages.whole import (
    PAGES,
    change_english,
    make_whole,
    review_all,
    translate_all,
    translated_models,
)

OTHERS = [code for code in LANGUAGES if code != SOURCE]
LANGUAGE = "ar"
Pages = Callable[[], list[Shown]]


@pytest.fixture(scope="module")
def translated(for_module: ForModule) -> None:
    """A district that is translated whole, into each language."""
    with time_machine.travel(TODAY, tick=False):
        for_module(make_whole)
        for_module(lambda: translate_all(*OTHERS))


@pytest.fixture
def pages(translated: None, db: None, regions: list[str], monkeypatch: pytest.MonkeyPatch) -> Pages:
    """Shows all pages of the district, the interface reviewed."""
    monkeypatch.setattr(words, "counts_of", lambda language: Counter())
    return lambda: [get(f"/{LANGUAGE}/denver/{page}", regions) for page in PAGES]


def check_fresh(shown: list[Shown], *, drafts: bool) -> None:
    for page in shown:
        assert page.status == 200
        assert marked(page.tree) == labels(page.tree) == [], page.address
        assert len(page.tree.all(class_="draft-mark")) == drafts, page.address


def check_stale(shown: list[Shown]) -> None:
    for page in shown:
        check_regions(page)
        assert labels(page.tree), page.address
        assert not page.tree.all(class_="draft-mark")
        for text in page.tree.all(class_="fallback"):
            assert "now" in text.classes
            assert (text.attrs["lang"], text.attrs["dir"]) == ("en", "ltr")
            assert text.text == "Because." or text.text.endswith("Since today.")
        for text in page.tree.all(class_="stale"):
            assert text.inherited("lang") == LANGUAGE
            assert text.text == "And because.]" or text.text.startswith("[")
            assert text.attrs["data-part"]
        assert len(page.tree.all(class_="stale")) == len(page.tree.all(class_="fallback"))


def test_drafts_bear_one_mark_a_page(pages: Pages) -> None:
    check_fresh(pages(), drafts=True)


def test_reviewed_words_stand_as_they_are(pages: Pages) -> None:
    review_all(LANGUAGE)
    check_fresh(pages(), drafts=False)


@pytest.mark.parametrize("reviewed", [True, False])
def test_stale_words_have_one_label_a_region_until_the_english_is_what_it_was(
    pages: Pages, reviewed: bool
) -> None:
    if reviewed:
        review_all(LANGUAGE)
    change_english()
    check_stale(pages())
    change_english(back=True)
    record(District.objects.get())  # as after the commit
    check_fresh(pages(), drafts=not reviewed)


def test_pages_in_english_show_nothing_of_it(pages: Pages, regions: list[str]) -> None:
    change_english()
    for path in PAGES:
        page = get(f"/en/denver/{path}", regions)
        assert marked(page.tree) == labels(page.tree) == page.tree.all(class_="draft-mark") == []


def test_words_are_as_fresh_on_each_day(pages: Pages, regions: list[str]) -> None:
    change_english()
    check_stale([get(f"/{LANGUAGE}/denver/{page}?on=2021-04-15", regions) for page in PAGES[:-2]])


def test_label_and_title_of_stale_words_are_in_each_language(
    translated: None, db: None, regions: list[str]
) -> None:
    change_english()
    for language in OTHERS:
        for label in labels(get(f"/{language}/denver/", regions).tree):
            assert label.one("a", href="tel:+17204233054").inherited("lang") == language
        with override(language):
            old = gettext("%(text)s (older translation)") % {"text": "[Town hall]"}
        shown = get(f"/{language}/denver/events/town-hall/", regions)
        assert shown.tree.one("title").text.startswith(f"{old} – "), language


def test_hostile_translation_is_text_whatever_its_state(pages: Pages, regions: list[str]) -> None:
    hostile = '"><script>alert(1)</script><!--draft-->'
    meeting = Meeting.objects.get()
    for english in ("Town hall", "Another town hall"):
        translated: Any = meeting
        translated.title_ar, translated.title_en = hostile, english
        meeting.save()
        page = get("/ar/denver/events/town-hall/", regions)
        assert hostile in page.tree.one("h1").text
        assert not page.main.all("script")


@pytest.mark.parametrize("model", translated_models())
def test_each_translated_field_has_a_name_for_families(model: Any) -> None:
    assert tuple(model.part_names) == translated_fields(model)
    for name in model.part_names.values():
        for language in LANGUAGES:
            with override(language):
                assert str(name), name
