"""A translator does twenty missing texts, two actions each where the memory has a match."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser import process
from tests.browser.districts import ALIKE
from tests.browser.site import PHONE, click, follow, load_axe

PATIENCE = 120_000  # milliseconds, for a machine that is busy
QUEUE = "/desk/so/?status=missing&q=gymnasium"
DONE = "Golaha ayaa codeynaya"
AXE = {"resultTypes": ["violations"], "preload": {"assets": ["media"]}}


@pytest.fixture
def desk(
    new_context: Callable[..., BrowserContext], site: process.Site
) -> Iterator[Callable[[bool], Page]]:
    """Opens the first missing text of the queue, with or without scripts."""
    with ExitStack() as contexts:

        def opened(scripts: bool) -> Page:
            context = contexts.enter_context(new_context(java_script_enabled=scripts))
            cookie = {"name": "sessionid", "value": site.session, "url": site.address}
            context.add_cookies([cookie])  # type: ignore[list-item]
            page = context.new_page()
            page.set_default_timeout(PATIENCE)
            page.goto(QUEUE)
            follow(page.locator(".desk-queue a").first)
            return page

        yield opened


def left(page: Page) -> int:
    page.goto(QUEUE)
    return int(page.locator("#content p", has_text=" in all.").inner_text().split()[0])


def test_two_actions_a_text_are_enough_with_and_without_scripts(
    desk: Callable[[bool], Page],
) -> None:
    plain = desk(False)
    for _ in range(ALIKE // 2):
        follow(plain.get_by_role("button", name="Use match 1"))
        assert plain.locator("#id_text").input_value() == DONE
        follow(plain.get_by_role("button", name="Save and next"))
    assert left(plain) == ALIKE - ALIKE // 2
    quick = desk(True)
    look(quick)
    for _ in range(ALIKE - ALIKE // 2):
        before = quick.url
        quick.keyboard.press("Alt+1")
        assert quick.locator("#id_text").input_value() == DONE
        quick.keyboard.press("Control+Enter")
        quick.wait_for_url(lambda url, before=before: url != before)  # type: ignore[misc]
    assert left(quick) == 0


def look(page: Page) -> None:
    """The keys are listed, nothing runs out of a phone, and axe finds nothing."""
    click(page.locator("h1"))
    page.keyboard.press("?")
    assert page.locator("#keys[open] kbd", has_text="Enter").first.is_visible()
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    load_axe(page)
    assert page.evaluate("rules => axe.run(rules)", AXE)["violations"] == []
    click(page.locator("#id_text"))
