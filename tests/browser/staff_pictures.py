"""`make staff-pictures`: draws the pictures of `docs/staff.md`, in docs/screenshots/staff."""

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from playwright.sync_api import Page  # noqa: E402 - what follows needs Django to be set up

from deploy import catalogs  # noqa: E402
from tests import tools  # noqa: E402
from tests.browser import process  # noqa: E402
from tests.browser.site import follow  # noqa: E402

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots" / "staff"
WIDTH, MARGIN = 1200, 8
LISTS = {name: f"/admin/{name}/" for name in ("timeline/milestone", "events/meeting")}


def main() -> int:
    """Exit status: 0, or 1 if there is no browser."""
    found = tools.obtain(tools.CHROMIUM)
    if not found:
        return 1
    catalogs.compile_all()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with process.site() as site, process.chromium(found) as browser:
        page = browser.new_page(base_url=site.address, viewport={"width": WIDTH, "height": 1200})
        cookie = {"name": "sessionid", "value": site.session, "url": site.address}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        draw_setting_up(page)
        draw_what_is_there(page)
    print(f"The pictures are in {FOLDER}")
    return 0


def draw_setting_up(page: Page) -> None:
    """A new district, from the page that adds it to the one that publishes it."""
    page.goto("/admin/districts/district/set-up/")
    typed = {"name": "Example School District", "short_name": "Example"}
    typed |= {"summary_en": "Police officers leave the schools.", "sources_en": "A resolution."}
    for name, text in typed.items():
        page.fill(f"[name={name}]", text)
    page.select_option("[name=region]", "Colorado")
    page.select_option("[name=time_zone]", "America/Denver")
    page.select_option("[name=approach]", "ended")
    draw(page, "set-up", "#set_up_form fieldset.module", 430)
    draw(page, "phases", "#phase-1", 280)
    follow(page.locator("text=Add the district"))
    draw(page, "next-steps", ".steps", 330)
    follow(page.locator("text=Phase 1"))
    page.fill("[name=milestones-0-title_en]", "Vote of the board")
    page.fill("[name=milestones-0-when]", "Fall 2027")
    draw(page, "milestones", "#milestones-group", 260)
    follow(page.locator("text=Next steps for the district"))
    follow(page.locator("text=publish all that belongs to it"))
    draw(page, "publish-all", "#publish_all_form", 420)


def draw_what_is_there(page: Page) -> None:
    """A milestone's statuses and the question about its date; the interpretation of a meeting."""
    open_first(page, LISTS["timeline/milestone"])
    page.click("text=Add another Milestone status")
    draw(page, "status", "#statuses-group", 200)
    draw(page, "date-changes", "fieldset:has([name=moved_kind])", 330)
    open_first(page, LISTS["events/meeting"])
    draw(page, "interpretation", "#interpretation-group", 330)


def open_first(page: Page, address: str) -> None:
    """Open the first record of a list."""
    page.goto(address)
    follow(page.locator("#result_list tbody th a").first)


def draw(page: Page, name: str, part: str, height: int) -> None:
    """Save the top of a part of the page, at most `height` pixels of it."""
    page.wait_for_load_state()
    page.evaluate("() => document.activeElement?.blur()")
    element = page.locator(part).first
    element.scroll_into_view_if_needed()
    page.evaluate("part => document.querySelector(part).scrollIntoView()", part)
    box = element.bounding_box()
    assert box, part
    clip = {
        "x": max(box["x"] - MARGIN, 0),
        "y": max(box["y"] - MARGIN, 0),
        "width": box["width"] + 2 * MARGIN,
        "height": min(box["height"] + MARGIN, height),
    }
    page.screenshot(path=FOLDER / f"{name}.png", clip=clip)  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
