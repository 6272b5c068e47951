"""Forced colors, reduced motion, and paper."""

import re

import pytest
from playwright.sync_api import Page, ViewportSize

from languages.registry import LANGUAGES
from tests.browser.opened import Opened, of_each_template, of_template
from tests.browser.site import FEW_LANGUAGES, SCHEMES, Visit
from tests.pages.site import SPRING

# What has the most to say, in every language; the others in those with the longest texts.
FULLEST = (f"plenty/handout/?{SPRING}", "denver/handout/")
SHEETS = (
    *FULLEST,
    f"partly/handout/?{SPRING}",
    *(f"{district}/handout/" for district in ("chicago", "des-moines", "duluth")),
)
SHEET_OF_SCHOOL = f"plenty/schools/school-7/handout/?{SPRING}"
LONGEST = ("my", "ru")
PRINTED: ViewportSize = {"width": 748, "height": 1003}  # what a Letter page has within its margins
CUT_OFF = """() => {
    const sheet = document.querySelector(".sheet").getBoundingClientRect();
    const schools = document.getElementById("schools").getBoundingClientRect();
    return schools.left < sheet.left - 1 || schools.right > sheet.right + 1;
}"""
LEAST = """() => Math.min(
    ...probes.texts().map((each) => Number.parseFloat(getComputedStyle(each).fontSize)))"""


@of_each_template("en", *FEW_LANGUAGES)
def test_forced_colors_keep_all_visible(opened: Opened) -> None:
    for scheme in SCHEMES:
        opened.reset()
        opened.show(forced_colors="active", color_scheme=scheme)
        assert not opened.probe("forced", "selected")
        opened.page.keyboard.press("Tab")
        assert opened.evaluate("() => probes.focus()[1]") == []


@of_each_template("ar")
def test_reduced_motion_allows_none(opened: Opened) -> None:
    opened.show(reduced_motion="reduce")
    assert not opened.probe("motion")


@of_each_template("en", *FEW_LANGUAGES)
def test_print_keeps_what_paper_needs(opened: Opened) -> None:
    opened.show(media="print", color_scheme="dark")  # as phones at night do
    faults = opened.probe("paper", "ink", "dialed")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheet_is_one_page_in_letters_that_can_be_read(
    page: Page, go: Visit, language: str
) -> None:
    faults = []
    for path in (*SHEETS, SHEET_OF_SCHOOL) if language in LONGEST else FULLEST:
        go(f"/{language}/{path}")
        page.emulate_media(media="print")
        faults += [f"{path} {fault}" for fault in faults_of_sheet(page, language)]
    assert not faults


@of_template("handout", "school handout", "notice")
def test_sheet_of_a_day_is_one_page_in_letters_that_can_be_read(opened: Opened) -> None:
    opened.show(media="print")
    assert not faults_of_sheet(opened.page, opened.language)


@of_template("handout")
def test_sheet_has_room_for_schools(opened: Opened) -> None:
    opened.show(size=PRINTED, media="print")
    assert not opened.evaluate(CUT_OFF)


def faults_of_sheet(page: Page, language: str) -> list[str]:
    faults = []
    least = page.evaluate(LEAST)
    if least < (16 if language == "my" else 14.6):  # CSS pixels: 12 and 11 points
        faults.append(f"has letters of {least} px")
    # A4 is 18 mm longer and 6 mm narrower: two languages with long texts show if it fits.
    for size in ("Letter", "A4") if language in LONGEST else ("Letter",):
        sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=size)))
        if sheets != 1:
            faults.append(f"on {size} has {sheets} pages")
    return faults


@of_each_template("en")
def test_paper_shows_what_is_folded(opened: Opened) -> None:
    opened.show(media="print")
    folded = "main details > :not(summary)"
    assert (
        opened.evaluate(
            f"() => [...document.querySelectorAll('{folded}')]"
            ".filter((each) => each.parentElement.checkVisibility())"
            ".filter((each) => !each.getBoundingClientRect().height).length"
        )
        == 0
    )
