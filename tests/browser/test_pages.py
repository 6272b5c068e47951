"""Every template in ten languages, two widths, light and dark: what holds for any page.

What depends on the parts of a page alone is asked again only where there are new ones (`parts`):
the rules of axe, and colors in each mode.
"""

from typing import Any

import pytest
from playwright.sync_api import ViewportSize

from languages.registry import LANGUAGES
from tests.browser.opened import Opened
from tests.browser.site import CONTRAST, DESK, PHONE, TEMPLATES, Scheme, asked_of

DRAWN = ("wide", "clipped", "overlapping")
LAYOUT = (*DRAWN, "torn", "helpline", "dialed", "small", "unreachable")
COLORS = ("faint", "plain")
MEANING = ("headings", "tables", "rail", "scripts", "named", "ids", "labels")
# The rules of axe that depend on the size of a page.
OF_SIZES = ("scrollable-region-focusable", "target-size")
# A box around others that a phone passes over is no part that could be hidden, and what words mean
# is folded there.
SHOWN = "body *:not(.beside, .words *)"
LOOK = """async ([asked, shown]) => {
    const { x, y, width, height } = document.querySelector(".helpline").getBoundingClientRect();
    const phone = document.querySelector(".helpline .phone")?.getBoundingClientRect();
    const place = [[x, y, width], phone ? [height, phone.x, phone.y] : null];
    return [await probes.found(asked), place, probes.visible(shown).length];
}"""
LARGER = "html { font-size: 200% !important }"
# WCAG 2.2, success criterion 1.4.12.
SPACED = """
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important }
    * { word-spacing: 0.16em !important }
    p { margin-block-end: 2em !important }
"""
IN_RULES = """async ([rules, asked]) => {
    const sheet = new CSSStyleSheet();
    const found = [];
    document.adoptedStyleSheets = [sheet];
    for (const each of rules) {
        sheet.replaceSync(each);
        found.push(...(await probes.found(asked)).map((fault) => `${each}: ${fault}`));
    }
    document.adoptedStyleSheets = [];
    return found;
}"""
Places = dict[tuple[str, int, str], Any]


@pytest.fixture(scope="package")
def places() -> Places:
    """Where strip and number stood on the first page, in each language and at each width."""
    return {}


def test_page_says_what_it_means(opened: Opened) -> None:
    faults = opened.probe(
        *MEANING,
        ("language", opened.language, LANGUAGES[opened.language].direction),
        ("fallback", opened.language),
        *(alternates(opened) if opened.is_of_template else ()),
        *axe(opened, None, () if asks_axe_for_contrast(opened, "light") else CONTRAST),
    )
    assert not faults, "\n".join(faults)


def alternates(opened: Opened) -> list[tuple[Any, ...]]:
    """A page has ten languages and a default, but no error has."""
    return [("alternates", [] if opened.path == TEMPLATES["404"] else [*LANGUAGES, "x-default"])]


def axe(opened: Opened, *rules: Any) -> list[tuple[Any, ...]]:
    """What axe is asked: the whole page, or its new parts, or nothing. `rules` is for the probe."""
    if opened.is_asked_all:
        return [("axe", *rules)]
    return [("axe", *rules, opened.new)] if opened.new else []


def asks_axe_for_contrast(opened: Opened, scheme: Scheme) -> bool:
    """On one page of each template: light in English, dark in Arabic.

    Colors do not depend on the language, and axe needs more time for them than for anything else.
    The probes `faint` and `plain` look at all texts and links of every page.
    """
    return opened.is_of_template and opened.language == {"light": "en", "dark": "ar"}[scheme]


def test_page_fits_and_can_be_made_out_in_each_mode(opened: Opened, places: Places) -> None:
    faults, shown = [], []
    for size, scheme, probes in modes(opened):
        opened.show(size, color_scheme=scheme)
        found, place, count = opened.evaluate(LOOK, [asked_of(opened.tab, *probes), SHOWN])
        if opened.is_of_template:
            found += moved(opened, places, size["width"], *place)
        shown.append(count)
        if size == PHONE and scheme == "light":
            found += opened.evaluate(IN_RULES, [[LARGER, SPACED], [[each] for each in DRAWN]])
        faults += [f"at {size['width']} px, {scheme}, {fault}" for fault in found]
    if len({*shown}) > 1:  # what a page means was asked at one width
        faults.append("another width hides something")
    assert not faults, "\n".join(faults)


def modes(opened: Opened) -> list[tuple[ViewportSize, Scheme, list[tuple[Any, ...]]]]:
    """Sizes and colors, each unlike the one before in one thing, and what is asked there."""
    whole = [(each,) for each in (*LAYOUT, *COLORS)]
    if not opened.is_asked_all and not opened.new:
        return [(PHONE, "light", whole), (DESK, "light", whole)]
    rules = [*OF_SIZES, *(CONTRAST if asks_axe_for_contrast(opened, "dark") else ())]
    colors = [(each,) for each in COLORS]
    return [
        (PHONE, "light", whole),
        (PHONE, "dark", colors),
        # Wide and dark: only what differs from the mode in which all rules of axe ran.
        (DESK, "dark", [*whole, *axe(opened, rules, ())]),
        (DESK, "light", colors),
    ]


def moved(opened: Opened, places: Places, width: int, strip: Any, phone: Any) -> list[str]:
    """What of the helpline is not where it was on the page before."""
    if opened.path.startswith("denver/"):
        assert phone, "there is no number"
    found = []
    # Each district has its own number.
    district = opened.path.partition("/")[0]
    for name, place in (("the strip", strip), (f"the phone of {district}", phone)):
        before = places.setdefault((opened.language, width, name), place) if place else place
        if place != before:
            found.append(f"{name} is at {place}, before at {before}")
    return found
