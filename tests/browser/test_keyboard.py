"""Everything can be reached by keyboard, shows its focus, and needs no JavaScript."""

import pytest
from playwright.sync_api import Page

from languages.registry import LANGUAGES
from tests.browser.conftest import NewContext
from tests.browser.opened import Opened, of_each_template, of_template
from tests.browser.site import CONTRAST, DARK, FEW_LANGUAGES, PHONE, SCHEMES, Visit, probe
from tests.pages.site import SPRING

every_language = pytest.mark.parametrize("language", LANGUAGES)


def stops(page: Page, count: int) -> list[tuple[str, list[str]]]:
    """What has the focus, and its faults, `count` times while the key is held down, and then."""
    noted = page.evaluate_handle("() => probes.follow()")
    for _ in range(count + 1):
        page.keyboard.down("Tab")
    page.keyboard.up("Tab")
    script = "(stops) => [...stops, probes.focus()]"
    found: list[tuple[str, list[str]]] = noted.evaluate(script)
    return found


@of_each_template("en")
def test_keyboard_reaches_all_in_its_order(opened: Opened) -> None:
    """In one language: `outlines` asks each control if it has its place in the order."""
    # A field for a day has a stop for month, day and year, and one for its calendar.
    script = "() => probes.focusable().length + 3 * probes.visible('[type=date]').length"
    focusable = opened.evaluate(script)
    *reached, (last, _) = stops(opened.page, focusable)
    names, faults = zip(*reached, strict=True)
    assert not any(faults), faults
    assert names[0].startswith("<a.skip>")
    assert "" not in names
    assert len(names) == focusable
    assert last in ("", names[0]), "the focus never leaves the page"


@of_each_template("en", *FEW_LANGUAGES)
def test_focus_is_always_visible(opened: Opened) -> None:
    """Without the key: pressing it takes the browser ten times as long."""
    faults = []
    for scheme in SCHEMES if opened.language in DARK else SCHEMES[:1]:
        opened.show(color_scheme=scheme)
        faults += [f"{scheme} {fault}" for fault in probe(opened.page, "outlines")]
    assert not faults, "\n".join(faults)


@every_language
def test_skip_link_leads_to_the_content(page: Page, go: Visit, language: str) -> None:
    go(f"/{language}/denver/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"
    assert not page.evaluate("() => document.querySelector('.skip').matches(':focus')")


@every_language
def test_language_menu_works_by_keyboard_without_javascript(
    new_context: NewContext, language: str
) -> None:
    address = f"denver/schools/?{SPRING}&q=lake"
    with new_context(java_script_enabled=False, viewport=PHONE) as context:
        page = context.new_page()
        page.goto(f"/{'es' if language == 'en' else 'en'}/{address}")
        for _ in range(3):  # past the skip link and the name of the site
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.locator("details.languages[open]").count() == 1
        for _ in range([*LANGUAGES].index(language) + 1):
            page.keyboard.press("Tab")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.url.endswith(f"/{language}/{address}")
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("details.languages[open]").count() == 0


@of_template("district")
def test_open_language_menu_fits_every_page(opened: Opened) -> None:
    is_dark = opened.language in DARK
    opened.page.evaluate("() => { document.querySelector('.languages').open = true }")
    faults = opened.probe("wide", "clipped", "faint", ("axe", None, () if is_dark else CONTRAST))
    opened.show(color_scheme="dark")
    faults += opened.probe("faint", *([("axe", CONTRAST)] if is_dark else []))
    assert not faults, "\n".join(faults)
