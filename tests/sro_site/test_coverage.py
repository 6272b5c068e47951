from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from languages.freshness import TranslationState
from publishing.states import PublicationState
from sro_site import coverage
from sro_site.coverage import Coverage, load_coverage
from tests.factories import (
    NOW,
    make_area,
    make_commitment,
    make_district,
    make_milestone,
    make_phase,
    make_program,
    make_time_change,
    make_workstream,
)
from tests.pages.tree import parse
from tests.pages.whole import change_english, review_all, translate_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _interface(monkeypatch: pytest.MonkeyPatch) -> None:
    """One message of two is translated, and a draft."""
    found = Counter({TranslationState.DRAFT: 1, TranslationState.MISSING: 1})
    monkeypatch.setattr(coverage, "counts_of", lambda language: found)


def shares_in(language: str) -> tuple[int, int]:
    (found,) = [each for each in load_coverage(NOW) if each.language.code == language]
    return found.translated, found.reviewed


def test_of_a_language_that_has_nothing_yet_nothing_is_translated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(coverage, "counts_of", lambda language: Counter())
    assert shares_in("es") == (0, 0)


def test_coverage_counts_interface_and_content_together() -> None:
    make_district()  # two texts: its summary and its sources
    assert shares_in("es") == (25, 0)
    translate_all("es")
    assert shares_in("es") == (75, 0)
    assert shares_in("vi") == (25, 0)
    review_all("es")
    assert shares_in("es") == (75, 50)
    change_english()
    assert shares_in("es") == (25, 0)


def test_coverage_counts_the_interface_as_reviewed_if_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = Counter({TranslationState.REVIEWED: 3})
    monkeypatch.setattr(coverage, "counts_of", lambda language: found)
    assert shares_in("so") == (100, 100)


def test_coverage_is_never_rounded_up(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Counter({TranslationState.REVIEWED: 999, TranslationState.STALE: 1})
    monkeypatch.setattr(coverage, "counts_of", lambda language: found)
    assert shares_in("so") == (99, 99)


@pytest.mark.parametrize(
    "given", [{"state": PublicationState.DRAFT}, {"publish_at": NOW + timedelta(hours=1)}]
)
def test_coverage_is_of_public_districts_alone(given: Any) -> None:
    make_district(**given)
    assert shares_in("es") == (50, 0)


@pytest.mark.parametrize(
    "given", [{"state": PublicationState.DRAFT}, {"publish_at": NOW + timedelta(hours=1)}]
)
def test_what_is_not_public_in_a_public_district_is_not_counted(given: Any) -> None:
    district = make_district()
    public = make_phase(district)
    make_milestone(district, phase=public)
    before = load_coverage(NOW)
    hidden = make_phase(district, 2, **given)
    milestone = make_milestone(district, phase=hidden, workstream=make_workstream(hidden))
    make_time_change(milestone)
    make_milestone(district, phase=public, **given)
    hidden_area = make_area(district, **given)
    make_commitment(district, area=hidden_area)
    make_program(hidden_area)
    assert load_coverage(NOW) == before


@pytest.mark.parametrize("count", [1, 20])
def test_coverage_asks_as_little_among_many(
    count: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    make_district("draft", state=PublicationState.DRAFT)
    for number in range(count):
        make_district(f"district-{number}")
    with django_assert_num_queries(4):
        found: list[Coverage] = load_coverage(NOW)
    assert len(found) == 9


def test_families_read_how_much_there_is_in_their_language(client: Client) -> None:
    make_district()
    translate_all("es")
    page = parse(client.get("/ru/about/").content.decode())
    assert "Переведено на ваш язык: 25 %" in page.one("main").text
    assert len(page.all("tr")) == 10
    english = parse(client.get("/en/about/").content.decode())
    assert "Translated into your language" not in english.text
    assert "Spanish75%0%" in english.one("table").text
