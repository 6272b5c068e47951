"""Every template in ten languages, two widths, light and dark: what holds for any page."""

from typing import Any

import pytest

from languages.registry import LANGUAGES
from tests.browser.opened import Opened
from tests.browser.site import CONTRAST, DARK, DESK, PHONE, TEMPLATES, Scheme

LAYOUT = ("wide", "clipped", "overlapping", "torn", "helpline", "dialed")
COLORS = ("faint", "plain")
MEANING = ("headings", "tables", "rail", "scripts", "named")
SHOWN = "body *:not(.beside, .words *)"
# The rules of axe that depend on how a page is drawn; the others are the same in each mode.
DRAWN = ("scrollable-region-focusable", "target-size")


PLACE = """() => {
    const { x, y, width, height } = document.querySelector(".helpline").getBoundingClientRect();
    const phone = document.querySelector(".helpline .phone")?.getBoundingClientRect();
    return [[x, y, width], phone ? [height, phone.x, phone.y] : null];
}"""
Places = dict[tuple[str, int, str], Any]


@pytest.fixture(scope="package")
def places() -> Places:
    """Where strip and number stood on the first page, in each language and at each width."""
    return {}


def test_page_says_what_it_means(opened: Opened) -> None:
    language = opened.language
    faults = opened.probe(
        *MEANING,
        ("language", language, LANGUAGES[language].direction),
        ("fallback", language),
        *alternates(opened),
        ("axe", None, () if asks_axe_for_contrast(opened, "light") else CONTRAST),
    )
    assert not faults, "\n".join(faults)


def alternates(opened: Opened) -> list[tuple[Any, ...]]:
    """Asked of the pages of templates: each has ten languages and a default, but no error has."""
    if not opened.is_of_template:
        return []
    return [("alternates", [] if opened.path == TEMPLATES["404"] else [*LANGUAGES, "x-default"])]


def asks_axe_for_contrast(opened: Opened, scheme: Scheme) -> bool:
    """On one page of each template: light in English, dark in Arabic.

    Colors do not depend on the language, and axe needs more time for them than for anything else.
    The probes `faint` and `plain` look at all texts and links of every page.
    """
    language = {"light": "en", "dark": "ar"}[scheme]
    return opened.language == language and opened.is_of_template


def rules_when_wide(opened: Opened) -> list[str]:
    """What axe is asked again: all languages were asked on a phone, where there is less room."""
    drawn = [*DRAWN] if opened.language in DARK else []
    return [*drawn, *(CONTRAST if asks_axe_for_contrast(opened, "dark") else ())]


def test_page_fits_and_can_be_made_out_in_each_mode(opened: Opened, places: Places) -> None:
    rules = rules_when_wide(opened)
    asked: tuple[Any, ...] = (("axe", rules),) if rules else ()
    in_all_modes = opened.is_of_template and opened.language in DARK
    faults, shown = [], []
    # Each mode differs from the one before in one thing.
    for size, scheme, probes in (
        (PHONE, "light", (*LAYOUT, *COLORS)),
        # In other languages each size and each color scheme is asked for its colors once.
        *([(PHONE, "dark", COLORS)] if in_all_modes else ()),
        # Wide and dark: only what differs from the mode in which all rules of axe ran.
        (DESK, "dark", (*LAYOUT, *COLORS, *asked)),
        *([(DESK, "light", COLORS)] if in_all_modes else ()),
    ):
        opened.show(size, color_scheme=scheme)
        found = opened.probe(*probes)
        if "wide" in probes:
            found += moved(opened, places, size["width"])
            # A box around others that a phone passes over is no part that could be hidden, and what
            # words mean is folded there.
            shown.append(opened.evaluate(f"() => probes.visible('{SHOWN}').length"))
        faults += [f"at {size['width']} px, {scheme}, {fault}" for fault in found]
    if shown[0] != shown[1]:  # what a page means was asked at one width
        faults.append("another width hides something")
    assert not faults, "\n".join(faults)


def moved(opened: Opened, places: Places, width: int) -> list[str]:
    """What of the helpline is not where it was on the page before, of the pages of templates."""
    if not opened.is_of_template:
        return []
    strip, phone = opened.evaluate(PLACE)
    if opened.path.startswith("denver/") and "broken" not in opened.path:
        assert phone, "there is no number"
    found = []
    # Each district has its own number.
    district = opened.path.partition("/")[0]
    for name, place in (("the strip", strip), (f"the phone of {district}", phone)):
        before = places.setdefault((opened.language, width, name), place) if place else place
        if place != before:
            found.append(f"{name} is at {place}, before at {before}")
    return found
