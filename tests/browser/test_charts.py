"""What charts draw is what their tables and labels say, in both directions of writing."""

import pytest
from playwright.sync_api import Page

from languages.registry import LANGUAGES
from tests.browser.site import DESK, PHONE, Visit, probe
from tests.pages.site import SPRING

# Of Denver, from its content: the first day of each phase, and the day after its last.
PHASES = [
    ("2020-09-01", "2020-11-01"),
    ("2020-11-01", "2021-01-01"),
    ("2021-01-01", "2021-06-01"),
    ("2021-05-01", "2021-08-01"),
    ("2021-09-01", "2021-12-01"),
]
every_language = pytest.mark.parametrize("language", LANGUAGES)


@every_language
def test_charts_of_a_district_are_drawn_to_scale(page: Page, go: Visit, language: str) -> None:
    go(f"/{language}/denver/?{SPRING}")
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert not probe(page, "reduction")
        assert not probe(page, "strip", PHASES, SPRING.removeprefix("on="))


@every_language
def test_shares_of_schools_are_drawn_to_scale(page: Page, go: Visit, language: str) -> None:
    for district in ("denver", "plenty"):
        go(f"/{language}/{district}/schools/?{SPRING}")
        assert page.locator(".share").count()
        assert not probe(page, "shares")


def test_line_of_many_reductions_has_a_step_for_each(page: Page, go: Visit) -> None:
    go(f"/en/plenty/?{SPRING}")
    assert page.locator(".chart").count()
    assert not probe(
        page,
        "strip",
        [(f"2021-{n:02}-01", f"2021-{n + 1:02}-01") for n in range(2, 7)],
        "2021-04-15",
    )
