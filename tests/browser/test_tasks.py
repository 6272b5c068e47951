"""What families come for: on a phone, within two clicks and one screen below the first.

Where things are and what comes next is on the first screen (`test_answers.py`).
"""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.site import PHONE, Visit, follow
from tests.pages.site import SPRING

CLICKS = 2
LANGUAGES = ("en", "vi", "ar", "my")


@dataclass
class Family:
    """Somebody who looks for something, and how often they have clicked by now."""

    page: Page
    clicks: int = 0

    def click(self, link: Locator, screens: int = 2) -> None:
        self.find(link, screens)
        follow(link)
        self.clicks += 1
        assert self.clicks <= CLICKS

    def find(self, what: Locator, screens: int = 2) -> None:
        """`what` begins and ends within the first screens of the page."""
        box = what.bounding_box()
        assert box
        below = box["y"] + box["height"] + self.page.evaluate("scrollY")
        assert below <= screens * PHONE["height"], f"it ends {below:.0f} px below the top"


@pytest.fixture
def family(page: Page) -> Family:
    return Family(page)


def link_to(page: Page, part: str) -> Locator:
    return page.locator(f'a[href*="{part}"]').first


@pytest.mark.parametrize("language", LANGUAGES)
def test_meeting_in_vietnamese_goes_into_the_calendar(
    go: Visit, family: Family, language: str
) -> None:
    go(f"/{language}/denver/?{SPRING}")
    family.click(link_to(family.page, "/denver/events/?"))
    calendar = link_to(family.page, "meeting-in-vietnamese/calendar.ics")
    family.find(calendar if language == "vi" else family.page.locator(".meetings .action").first)
    file = family.page.request.get(calendar.get_attribute("href") or "")
    assert "BEGIN:VEVENT" in file.text()
    assert family.clicks < CLICKS  # the second one opens the file


@pytest.mark.parametrize("language", LANGUAGES)
def test_whether_lake_has_an_officer_stands_in_the_list_of_schools(
    go: Visit, family: Family, language: str
) -> None:
    go(f"/{language}/denver/")
    family.click(link_to(family.page, "/denver/schools/"))
    lake = family.page.locator(".told > li", has_text="Lake")
    family.find(lake.locator("p"), screens=2)
    family.click(lake.locator("a"))
    family.find(family.page.locator(".lead"), screens=1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("district", ["denver", "des-moines", "duluth"])
def test_what_replaces_officers_is_said_first(
    go: Visit, family: Family, language: str, district: str
) -> None:
    go(f"/{language}/{district}/")
    family.click(link_to(family.page, f"/{district}/plan/"))
    family.find(family.page.locator(".lead"), screens=1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_page_to_print_is_a_click_away(go: Visit, family: Family, language: str) -> None:
    go(f"/{language}/denver/?{SPRING}")
    family.click(link_to(family.page, "/denver/handout/"))
    assert family.page.locator(".sheet .qr").count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_districts_stand_side_by_side(go: Visit, family: Family, language: str) -> None:
    go(f"/{language}/")
    family.click(link_to(family.page, "/compare/"))
    first = family.page.locator(".compare tbody tr").first
    for name in ("Chicago Public Schools", "Denver Public Schools"):
        family.find(first.locator(f'[data-label="{name}"]'))


@pytest.mark.parametrize("language", LANGUAGES)
def test_pair_that_a_family_picks_stands_side_by_side(
    go: Visit, family: Family, language: str
) -> None:
    go(f"/{language}/denver/")
    compare = link_to(family.page, "/compare/?district=denver")
    family.click(compare, screens=4)  # below the line
    family.click(family.page.locator("main a", has_text="Duluth Public Schools"))
    heads = family.page.locator(".compare thead th a").all_text_contents()
    assert heads == ["Denver Public Schools", "Duluth Public Schools"]
    first = family.page.locator(".compare tbody tr").first
    for name in heads:
        family.find(first.locator(f'[data-label="{name}"]'))


@pytest.mark.parametrize("language", LANGUAGES)
def test_question_is_asked_from_any_page(go: Visit, family: Family, language: str) -> None:
    go(f"/{language}/denver/timeline/?{SPRING}")
    family.click(link_to(family.page, "/denver/ask/"))
    family.find(family.page.locator("main textarea"))
    assert family.page.locator('main button[type="submit"]').count() == 1
    assert family.clicks < CLICKS  # the second one sends it


@pytest.mark.parametrize("language", LANGUAGES)
def test_news_by_email_are_two_clicks_away(go: Visit, family: Family, language: str) -> None:
    go(f"/{language}/denver/")
    family.click(link_to(family.page, "/denver/alerts/"))
    family.find(family.page.locator('main input[type="email"]'))
    assert family.page.locator('main button[type="submit"]').count() == 1
    assert family.clicks < CLICKS  # the second one asks for them


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_family_searches_is_found(go: Visit, family: Family, language: str) -> None:
    go(f"/{language}/denver/timeline/?{SPRING}")
    family.click(link_to(family.page, "/denver/search/"))
    family.page.locator("main input[name=q]").fill("lake")
    family.click(family.page.locator("main form.search button"))
    family.find(family.page.locator(".found > li", has_text="Lake").first)
