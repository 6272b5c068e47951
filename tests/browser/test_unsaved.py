"""The browser asks before a form is left that holds something that is not saved."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Dialog, Page

from tests.browser import process
from tests.browser.site import click, follow

WATCHED = "form.watched"
ADD = "/admin/timeline/commitment/add/"


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def staff(new_tab: Callable[[], Page], site: process.Site, asked: list[str]) -> Iterator[Page]:
    """A page of somebody on the staff who stays whenever the browser asks."""
    page = new_tab()
    page.context.add_cookies([{"name": "sessionid", "value": site.session, "url": site.address}])

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    yield page
    page.remove_listener("dialog", stay)
    page.close()


def test_leaving_asks_only_while_something_is_not_saved(staff: Page, asked: list[str]) -> None:
    home = staff.get_by_role("link", name="Home", exact=True).first
    staff.goto(ADD)
    staff.locator(WATCHED).wait_for(state="attached")
    follow(home)
    assert not asked
    staff.goto(ADD)
    staff.locator(WATCHED).wait_for(state="attached")
    text = staff.locator("[name=text_en]")
    text.fill("Listen")
    with staff.expect_event("dialog"):
        click(home)
    assert asked == ["beforeunload"]
    assert text.input_value() == "Listen"
    # A form that lacks its district is sent without a question, and shown again, still unsaved.
    with staff.expect_navigation():
        staff.locator("form.watched").evaluate(
            "form => { form.noValidate = true; form.requestSubmit(form.elements._save); }"
        )
    assert asked == ["beforeunload"]
    staff.locator(WATCHED).wait_for(state="attached")
    assert staff.locator(".errornote").count()
    click(text)
    with staff.expect_event("dialog"):
        click(home)
    assert asked == ["beforeunload"] * 2
