"""What a family came for stands on the first screen of an old phone, and is never far."""

from typing import Any

import pytest
from playwright.sync_api import Page

from languages.registry import LANGUAGES
from tests.browser.opened import Opened, of_template
from tests.browser.site import DESK, PHONE, TEMPLATES, Visit, follow, visit
from tests.pages.site import SPRING

# What the navigation marks on the page of a template, and whether that is the page itself.
MARKED = {
    "timeline": ("timeline", "page"),
    "meeting": ("events", "true"),
    "school": ("schools", "true"),
}
# How far down each answer ends.
ENDS = """() => {
    const end = (selector) => document.querySelector(selector).getBoundingClientRect().bottom;
    return {
        phone: end("header .helpline .phone"),
        here: end(".answers .lead"),
        next: end("[aria-labelledby=next] > :last-child"),
        meeting: end("[aria-labelledby=meeting] > p:has(.far)"),
    };
}"""
# Items of the navigation that are narrower than their words, which then lie on the next ones.
NARROW = """() => [...document.querySelectorAll("nav.bar li")]
    .filter((item) => item.scrollWidth > item.clientWidth + 1)
    .map((item) => item.innerText)"""
FAR = "() => document.querySelector('[aria-labelledby=meeting] .far').innerText"
MARKS = """() => [...document.querySelectorAll("nav.bar [aria-current]")]
    .map((link) => [link.getAttribute("aria-current"), link.href, probes.uncovered(link)])"""
TALL = "() => ['nav.bar', 'header.site'].map((it) => document.querySelector(it).offsetHeight)"


@of_template("district")
def test_home_answers_on_the_first_screen(opened: Opened) -> None:
    ends: dict[str, float] = opened.evaluate(ENDS)
    assert max(ends.values()) <= PHONE["height"], ends
    assert "25" in opened.evaluate(FAR)
    navigation, header = opened.evaluate(TALL)
    assert navigation <= 2 * 44 + 8
    assert header <= 3 * 44


@pytest.mark.parametrize("language", ["my", "ru", "vi"])  # which take the most room
@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("denver/", "> p"),  # long after it was written
        ("duluth/", "> p"),
        ("denver/?on=2021-05-11", "> p:has(.far)"),  # two phases are current
    ],
)
def test_home_answers_on_the_first_screen_on_any_day(
    page: Page, go: Visit, language: str, address: str, told: str
) -> None:
    go(f"/{language}/{address}")
    answer = page.locator(f"[aria-labelledby=meeting] {told}").first.bounding_box()
    assert answer
    assert answer["y"] + answer["height"] <= PHONE["height"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_navigation_tells_at_its_edge_that_pages_are_hidden_there(
    drawn: Page, language: str
) -> None:
    visit(drawn, f"/{language}/{TEMPLATES['district']}")
    pages = drawn.locator("nav.bar ul")
    box: Any = pages.bounding_box()
    end = box["x"] if language == "ar" else box["x"] + box["width"] - 3
    edge: Any = {"x": end, "y": box["y"] + 1, "width": 3, "height": 3}
    # To hide the caret would leave a style on each field.
    shaded = drawn.screenshot(clip=edge, caret="initial")
    hidden = pages.evaluate("(pages) => pages.scrollWidth - pages.clientWidth")
    pages.evaluate("(pages) => pages.lastElementChild.scrollIntoView()")
    assert (drawn.screenshot(clip=edge, caret="initial") != shaded) == (hidden > 8)
    assert drawn.evaluate(NARROW) == []


@of_template(*MARKED)
def test_page_and_its_parts_are_marked_in_the_navigation(opened: Opened) -> None:
    page, current = next(MARKED[name] for name in MARKED if TEMPLATES[name] == opened.path)
    [[said, href, is_uncovered]] = opened.evaluate(MARKS)
    assert said == current
    assert f"/{page}/" in href
    assert is_uncovered


def test_phase_and_next_step_are_two_clicks_away(page: Page, go: Visit) -> None:
    """From the front page to the district, and from its line to the phase itself."""
    go(f"/vi/?{SPRING}")
    follow(page.locator(".districts a", has_text="Denver Public Schools"))
    said = page.locator(".answers .lead").inner_text()
    assert "2" in said
    follow(page.locator(".route [aria-current=step] a"))
    assert page.url.endswith("#phase-2")
    heading: Any = page.locator("#phase-2 > h2").bounding_box()
    assert 0 <= heading["y"] < PHONE["height"]


def test_wide_screen_keeps_meeting_and_helpline_in_view(drawn: Page) -> None:
    for language in ("en", "ar"):
        visit(drawn, f"/{language}/denver/?{SPRING}")
        drawn.set_viewport_size(DESK)
        drawn.mouse.wheel(0, 900)
        drawn.wait_for_function("() => scrollY > 500")
        for part in ("[aria-labelledby=meeting]", ".call"):
            box: Any = drawn.locator(part).bounding_box()
            assert 0 <= box["y"] < DESK["height"]
            inline = box["x"] if language == "en" else DESK["width"] - box["x"] - box["width"]
            assert inline > DESK["width"] * 0.6
