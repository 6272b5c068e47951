"""The helpline is where it was on the page before."""

import pytest
from playwright.sync_api import Page, ViewportSize

from languages.registry import LANGUAGES
from tests.browser.site import DESK, PHONE, TEMPLATES, Visit

PLACE = """() => {
    const { x, y, width, height } = document.querySelector(".helpline").getBoundingClientRect();
    const phone = document.querySelector(".helpline .phone")?.getBoundingClientRect();
    return [[x, y, width], phone ? [height, phone.x, phone.y] : null];
}"""


@pytest.mark.parametrize("size", [PHONE, DESK], ids=lambda size: str(size["width"]))
@pytest.mark.parametrize("language", LANGUAGES)
def test_helpline_stands_at_the_same_place_on_every_page(
    page: Page, go: Visit, language: str, size: ViewportSize
) -> None:
    strips, phones = {}, {}
    for path in TEMPLATES.values():
        go(f"/{language}/{path}")
        page.set_viewport_size(size)
        strips[path], phones[path] = page.evaluate(PLACE)
        if path.startswith("denver/") and "broken" not in path:
            assert phones[path], f"{path} has no number"
    assert len({tuple(place) for place in strips.values()}) == 1, strips
    assert len({tuple(place) for place in phones.values() if place}) == 1, phones
