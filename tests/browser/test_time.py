"""The current position on the line, and the coming meetings, on days at the boundaries."""

import pytest
from playwright.sync_api import Page

from tests.browser.process import Site
from tests.browser.site import SCHEMES, Visit, probe

# What is current on a day does not depend on the language, but may on the direction of the text.
each_direction = pytest.mark.parametrize("language", ["en", "ar"])
MEETINGS = {
    "meeting-in-english": "2021-05-10",
    "meeting-in-spanish": "2021-05-11",
    "meeting-in-vietnamese": "2021-05-18",
}
# The number of a phase, or how many milestones of a line without phases are current.
CURRENT = {
    "denver/timeline/?on=2020-06-01": [],  # before all
    "denver/timeline/?on=2020-09-01": ["0"],  # the first day of all
    "denver/timeline/?on=2021-04-15": ["2"],
    "denver/timeline/?on=2021-05-11": ["2"],  # in two at once
    "denver/timeline/?on=2021-06-01": ["3"],
    "denver/timeline/?on=2021-08-15": [],  # between two
    "denver/timeline/?on=2021-10-01": ["4"],  # in a season
    "denver/timeline/": [],  # after all
    "bare/timeline/": [],
    "plenty/timeline/?on=2021-05-01": ["3"],
}


@each_direction
def test_the_lowest_current_phase_alone_is_the_step(page: Page, go: Visit, language: str) -> None:
    for path, current in CURRENT.items():
        go(f"/{language}/{path}")
        assert page.evaluate("() => probes.current()") == current, path


@pytest.mark.parametrize(
    ("path", "titles"),
    [
        (
            "chicago/timeline/?on=2019-08-15",
            ["A role for principals in choosing and confirming SROs"],
        ),
        (
            "chicago/timeline/?on=2021-04-15",
            ["A role for principals in choosing and confirming SROs"],
        ),
        ("des-moines/timeline/", []),
    ],
)
def test_without_phases_one_milestone_is_the_step(
    page: Page, go: Visit, path: str, titles: list[str]
) -> None:
    go(f"/en/{path}")
    assert page.evaluate("() => probes.current()") == titles


def test_without_phases_the_next_milestone_is_the_step(page: Page, go: Visit) -> None:
    go("/en/duluth/timeline/?on=2022-06-07")
    assert page.evaluate("() => probes.current()") == [
        "Draft of the new contract by the police department"
    ]


@each_direction
@pytest.mark.parametrize("day", ["2021-04-15", *MEETINGS.values(), "2021-05-12", "2021-05-19"])
def test_meetings_are_upcoming_through_their_day(
    page: Page, go: Visit, language: str, day: str
) -> None:
    go(f"/{language}/denver/events/?on={day}")
    upcoming, past = page.evaluate("() => probes.meetings()")
    assert upcoming == [[slug, at] for slug, at in MEETINGS.items() if at >= day]
    assert past == [[slug, at] for slug, at in reversed(MEETINGS.items()) if at < day]


def test_many_meetings_are_in_order_and_in_one_list_each(page: Page, go: Visit) -> None:
    go("/my/plenty/events/?on=2021-04-15")
    upcoming, past = ([at for _, at in part] for part in page.evaluate("() => probes.meetings()"))
    assert upcoming == sorted(upcoming)
    assert past == sorted(past, reverse=True)
    assert len({*upcoming, *past}) == 14


@pytest.mark.parametrize("language", ["en", "ar"])
def test_drafts_are_marked_for_those_who_see_them(
    page: Page, go: Visit, site: Site, language: str
) -> None:
    page.context.add_cookies([{"name": "sessionid", "value": site.session, "url": site.address}])
    try:
        for path in ("", "timeline/"):
            go(f"/{language}/bare/{path}")
            assert page.locator(".line > li, .route > li").count()
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                assert not probe(page, "axe", "wide")
        assert page.locator(".tag.draft").first.is_visible()
    finally:
        page.context.clear_cookies()
