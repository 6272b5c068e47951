"""The helpline is where it was on the page before."""

from typing import Any

import pytest

from tests.browser.opened import Opened, of_each_template
from tests.browser.site import DESK, PHONE

PLACE = """() => {
    const { x, y, width, height } = document.querySelector(".helpline").getBoundingClientRect();
    const phone = document.querySelector(".helpline .phone")?.getBoundingClientRect();
    return [[x, y, width], phone ? [height, phone.x, phone.y] : null];
}"""
Places = dict[tuple[str, int, str], Any]


@pytest.fixture(scope="module")
def places() -> Places:
    """Where strip and number stood on the first page, in each language and at each width."""
    return {}


@of_each_template()
def test_helpline_is_at_the_same_place_on_every_page(opened: Opened, places: Places) -> None:
    for size in (PHONE, DESK):
        opened.page.set_viewport_size(size)
        strip, phone = opened.evaluate(PLACE)
        if opened.path.startswith("denver/") and "broken" not in opened.path:
            assert phone, "there is no number"
        for name, place in (("strip", strip), ("phone", phone)):
            key = (opened.language, size["width"], name)
            assert place is None or places.setdefault(key, place) == place
