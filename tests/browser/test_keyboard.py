"""Everything can be reached by keyboard, shows its focus, and needs no JavaScript."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from languages.registry import LANGUAGES
from tests.browser.conftest import NewContext
from tests.browser.opened import Opened, of_each_template
from tests.browser.site import CONTRAST, DARK, PHONE, SCHEMES, Visit, probe
from tests.pages.site import SPRING

every_language = pytest.mark.parametrize("language", LANGUAGES)
STOPS_AT_MOST = 150


def stops(page: Page) -> Iterator[tuple[str, list[str]]]:
    """What has the focus after each press of the key, until it leaves the page, and its faults."""
    first = ""
    for _ in range(STOPS_AT_MOST):
        page.keyboard.press("Tab")
        name, faults = page.evaluate("() => probes.focus()")
        if name in ("", first):
            return
        first = first or name
        yield name, faults
    pytest.fail("the focus never leaves the page")


@of_each_template()
def test_focus_is_always_visible(opened: Opened) -> None:
    focusable = opened.evaluate("() => probes.focusable().length")
    for scheme in SCHEMES if opened.language in DARK else SCHEMES[:1]:
        opened.reset()
        opened.page.emulate_media(color_scheme=scheme)
        names, faults = zip(*stops(opened.page), strict=True)
        assert not any(faults), (scheme, faults)
        assert names[0].startswith("<a.skip>")
        assert len(names) == focusable


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


@every_language
def test_open_language_menu_fits_every_page(page: Page, go: Visit, language: str) -> None:
    go(f"/{language}/denver/")
    page.locator(".languages").evaluate("(menu) => { menu.open = true }")
    faults = [fault for name in ("wide", "clipped", "faint") for fault in probe(page, name)]
    faults += probe(page, "axe", None, () if language in DARK else CONTRAST)
    page.emulate_media(color_scheme="dark")
    faults += probe(page, "faint")
    faults += probe(page, "axe", CONTRAST) if language in DARK else []
    assert not faults, "\n".join(faults)
