"""What charts draw is what their tables and labels say, in both directions of writing."""

import pytest
from playwright.sync_api import Page

from languages.registry import LANGUAGES
from tests.browser.opened import Opened, of_template
from tests.browser.site import DESK, PHONE, Visit, probe
from tests.pages.site import SPRING

every_language = pytest.mark.parametrize("language", LANGUAGES)


@of_template("district")
def test_charts_of_a_district_are_drawn_to_scale(opened: Opened) -> None:
    for size in (PHONE, DESK):
        opened.show(size)
        assert not opened.probe("reduction", ("route", 5, 2))


@every_language
def test_shares_of_schools_are_drawn_to_scale(page: Page, go: Visit, language: str) -> None:
    go(f"/{language}/plenty/schools/?{SPRING}")
    assert page.locator(".share").count()
    assert not probe(page, "shares")


def test_line_of_many_reductions_has_a_step_for_each(page: Page, go: Visit) -> None:
    go(f"/en/plenty/?{SPRING}")
    assert page.locator(".chart").count()
    assert not probe(page, ("route", 5, 2))


@pytest.mark.parametrize("day", ["2021-08-15", "2020-06-01", "2026-11-21"])
def test_flag_lies_on_the_line_on_each_day(page: Page, go: Visit, day: str) -> None:
    go(f"/ar/denver/?on={day}")
    flagged = {"2021-08-15": 3, "2020-06-01": 0, "2026-11-21": 4}[day]
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert not probe(page, ("route", 5, flagged))
