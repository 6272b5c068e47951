"""Dates on pages: in words for people, in ISO 8601 for machines."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import translation

from events.models import Meeting
from languages.hours import say_meeting
from languages.registry import LANGUAGES
from tests import factories
from tests.pages.conftest import Show
from tests.pages.site import OF_EACH_DISTRICT, addresses
from tests.pages.tree import parse
from timeline.models import Status

every_language = pytest.mark.parametrize("language", LANGUAGES)


def is_machine_form(text: str) -> bool:
    """Whether HTML knows this as a year, month, day or instant, which has an offset from UTC."""
    whole = {4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text)
    try:
        return datetime.fromisoformat(whole).tzinfo is not None or len(whole) == len("2021-04-15")
    except ValueError:
        return False


@every_language
def test_times_have_a_machine_form_and_its_year_in_words(show: Show, language: str) -> None:
    for address in addresses(language):
        page = show(address)
        for time in page.tree.all("time"):
            machine = time.attrs["datetime"]
            assert is_machine_form(machine), f"{address}: {machine}"
            assert time.text, address
            assert machine[:4] in time.text, f"{address}: {time.text}"
            assert not re.search(r"\d{4}-\d\d", time.text), f"{address}: {time.text}"


@every_language
def test_dates_are_in_the_digits_0_to_9(show: Show, language: str) -> None:
    for address in addresses(language):
        assert not re.search(r"(?![0-9])\d", show(address).tree.text), address


@every_language
def test_meetings_name_weekday_year_hours_and_zone(show: Show, language: str) -> None:
    listed = show(f"/{language}/denver/events/").main.text
    for meeting in Meeting.objects.select_related("district"):
        zone = meeting.district.zone
        said = say_meeting(meeting.starts_at, meeting.ends_at, zone, language)
        for text in (show(f"/{language}/denver/events/{meeting.slug}/").main.text, listed):
            for words in (said.day.text, said.hours, said.zone):
                assert words in text
        assert "2021" in said.day.text


def test_meeting_is_on_the_clock_of_its_district(show: Show) -> None:
    page = show("/en/denver/events/meeting-in-english/").main
    assert page.all("time", datetime="2021-05-10T17:30:00-06:00")
    assert "Monday, May 10, 2021, 5:30 – 6:30 PM, Denver time" in page.text


@pytest.mark.django_db
@every_language
def test_meeting_past_midnight_names_both_days(client: Client, language: str) -> None:
    factories.make_meeting(
        factories.make_district("aurora"),
        starts_at=datetime(2021, 11, 7, 5, 0, tzinfo=UTC),
        ends_at=datetime(2021, 11, 7, 9, 0, tzinfo=UTC),  # at 2 a.m., after the clock went back
    )
    for path in ("events/", "events/community-meeting/"):
        page = parse(client.get(f"/{language}/aurora/{path}").content.decode())
        times = [time.attrs["datetime"] for time in page.one("main").all("time")]
        assert {"2021-11-06T23:00:00-06:00", "2021-11-07T02:00:00-07:00"} <= set(times)


def test_pages_in_another_calendar_or_clock_say_so(show: Show) -> None:
    for language, registered in LANGUAGES.items():
        with translation.override(language):
            calendar = translation.gettext("Dates on this site are in the Gregorian calendar.")
            clock = translation.gettext(
                "Times on this site use the U.S. clock (for example, 5:30 PM)."
            )
        text = show(f"/{language}/denver/timeline/").tree.text
        assert (calendar in text, clock in text) == (registered.own_calendar, registered.own_clock)
    assert [code for code, registered in LANGUAGES.items() if registered.own_calendar] == [
        "am",
        "ne",
    ]
    assert [code for code, registered in LANGUAGES.items() if registered.own_clock] == ["am"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", [*OF_EACH_DISTRICT, "schools/north-high/"])
def test_page_has_one_date_of_information(client: Client, path: str) -> None:
    factories.make_school(factories.make_district("aurora", as_of="2021-05"))
    page = parse(client.get(f"/en/aurora/{path}").content.decode()).one("body")
    assert page.text.count("Known as of May 2021. Anything after that date is a plan.") == 1
    assert "2021-05" in [each.attrs["datetime"] for each in page.all("time")]
    assert "updated" not in page.text


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["?", "timeline/?", "search/?q=decides&"])
def test_date_is_never_glued_to_a_status(client: Client, path: str) -> None:
    district = factories.make_district("aurora")
    phase = factories.make_phase(district, 1, when="2021-04")
    for number, status in enumerate(Status):
        milestone = factories.make_milestone(district, when=f"2021-0{number + 4}", phase=phase)
        milestone.statuses.create(status=status, since="2021-04-02")
    tree = parse(client.get(f"/en/aurora/{path}on=2021-04-20").content.decode())
    words = [str(status.label) for status in Status]
    for block in tree.one("main").all("p"):
        for time in block.all("time"):
            before = block.text.partition(time.text)[0]
            assert not any(before.rstrip().endswith(word) for word in words), block.text


@pytest.mark.django_db
def test_date_of_what_sources_also_say_is_in_brackets(client: Client) -> None:
    factories.make_finding(factories.make_district("aurora"), low=2, high=5, when="2019")
    main = parse(client.get("/en/aurora/plan/").content.decode()).one("main")
    assert "2 to 5 threats a week (2019)" in [item.text for item in main.all("li")]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "timeline/"])
def test_steps_without_a_date_are_said_once_to_have_none(client: Client, path: str) -> None:
    district = factories.make_district("aurora")
    undated = [factories.make_milestone(district, title=f"Step {number}") for number in range(3)]
    factories.make_milestone(district, title="Always", ongoing=True)
    once = "If no date is shown, we don’t know it."
    steps = parse(client.get(f"/en/aurora/{path}").content.decode()).one("main")
    (line,) = [*steps.all("ol", class_="route"), *steps.all("ol", class_="line")]
    assert "Time not known" not in line.text
    assert steps.text.count(once) == 1
    for step in undated:
        step.when = "2021-05"
        step.save()
    dated = client.get(f"/en/aurora/{path}").content.decode()
    assert once not in dated


@pytest.mark.django_db
def test_day_of_a_status_that_is_that_of_the_milestone_is_said_once(client: Client) -> None:
    district = factories.make_district("aurora")
    for since in ("2021-04-02", "2021-04-10"):
        milestone = factories.make_milestone(district, when="2021-04-02")
        milestone.statuses.create(status=Status.DONE, since=since)
    main = parse(client.get("/en/aurora/timeline/?on=2021-04-20").content.decode()).one("main")
    assert main.text.count("Status since:") == 1
    assert "Status since: April 10, 2021" in main.text
