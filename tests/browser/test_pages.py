"""Every template in ten languages, two widths, light and dark: what can be said of any page."""

import pytest
from playwright.sync_api import Page

from languages.registry import LANGUAGES
from tests.browser.site import ALL_PAGES, DESK, PHONE, SCHEMES, Visit, probe

LAYOUT = ("wide", "clipped", "overlapping", "helpline", "dialed")
MEANING = ("headings", "tables", "rail", "scripts")


@pytest.mark.parametrize(("language", "path"), ALL_PAGES)
def test_page(page: Page, go: Visit, language: str, path: str) -> None:
    go(f"/{language}/{path}")
    faults = [fault for name in MEANING for fault in probe(page, name)]
    faults += probe(page, "language", language, LANGUAGES[language].direction)
    faults += probe(page, "fallback", language)
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        where = f"at {size['width']} px"
        faults += [f"{where} {fault}" for name in LAYOUT for fault in probe(page, name)]
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found = probe(page, "axe")
            faults += [f"{where}, {scheme}, {fault}" for fault in found]
    assert not faults, "\n".join(faults)
