"""Districts side by side: those that a family picks, and what is known of each."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from districts.models import District
from events.models import Interpretation, MeetingStatus
from publishing.states import PublicationState
from sro_site.comparison import DistrictFacts, load_facts
from tests import factories
from tests.pages.tree import Node, parse
from timeline.models import CommitmentStatus

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DAY = date(2021, 4, 30)
NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)


def _row(on: date | None = DAY) -> DistrictFacts:
    (facts,) = load_facts(list(District.objects.public(NOW)), on, NOW)
    return facts


def _main(client: Client, query: str = "", status: int = 200) -> Node:
    response = client.get(f"/en/compare/?on=2021-04-30&{query}")
    assert response.status_code == status
    return parse(response.content.decode()).one("main")


def _names(main: Node) -> list[str]:
    return [head.text for head in main.one("thead").all("th")[1:]]


def _rows(main: Node) -> dict[str, list[str]]:
    rows = main.one("tbody").all("tr")
    return {row.one("th").text: [cell.text.strip() for cell in row.all("td")] for row in rows}


def test_what_is_not_known_is_never_zero(client: Client) -> None:
    factories.make_district()
    row = _row()
    assert (row.first, row.last, row.meetings_held, row.district.schools_count) == (None,) * 4
    main = _main(client)
    assert list(_rows(main)) == ["Approach", "Information as of"]
    assert "We don’t know for any of these districts: decision, first date" in main.text
    factories.make_district("duluth", schools_count=3)
    assert _rows(_main(client))["Schools in the plan"] == ["Not known", "3"]


def test_facts_have_first_and_last_dates_of_phases_and_milestones() -> None:
    district = factories.make_district()
    factories.make_phase(district, when="2020-11/2020-12")
    factories.make_milestone(district, when="2020-06")
    factories.make_milestone(district, when="2021-23")
    row = _row()
    assert (str(row.first), str(row.last)) == ("2020-06", "2021-23")


def test_of_times_that_end_alike_the_more_exact_one_is_the_last() -> None:
    district = factories.make_district()
    for when in ("2019-22", "2019-08", "2019-06"):
        factories.make_milestone(district, when=when)
    assert (str(_row().first), str(_row().last)) == ("2019-06", "2019-08")


def test_last_date_of_what_has_no_end_is_not_known() -> None:
    district = factories.make_district()
    factories.make_milestone(district, when="2020-06/..")
    factories.make_milestone(district, when="2021-23")
    assert _row().last is None


def test_row_counts_commitments_by_status_and_staff() -> None:
    district = factories.make_district()
    for _ in range(2):
        commitment = factories.make_commitment(district)
        CommitmentStatus.objects.create(commitment=commitment, status="proposed", since="2021-02")
    for count in (20, 19, None):
        factories.make_staffing(district, count=count)
    row = _row()
    assert [(share.word, share.count) for share in row.commitments] == [("Proposed", 2)]
    assert [change.count for change in row.staffing] == [20, 19, None]


def test_meetings_count_when_they_are_over_and_were_not_canceled() -> None:
    district = factories.make_district()
    held = factories.make_meeting(district)  # on April 15, 2021
    canceled = factories.make_meeting(district, "canceled", status=MeetingStatus.CANCELLED)
    for meeting, language in ((held, "vi"), (held, "es"), (canceled, "so")):
        Interpretation.objects.create(meeting=meeting, language=language)
    Interpretation.objects.create(meeting=held, language="am", status="not_offered")
    assert (_row().meetings_held, _row().languages) == (1, ["es", "vi"])
    assert _row(date(2021, 4, 15)).meetings_held is None


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        (["confirmed"], "1"),
        ([""], "1We don’t know whether it took place."),
        (["", "tentative"], "2We don’t know whether they took place."),
        (["confirmed", "tentative", "cancelled"], "2We don’t know whether all of them took place."),
    ],
)
def test_past_meetings_that_were_not_confirmed_may_not_have_been(
    client: Client, statuses: list[str], said: str
) -> None:
    district = factories.make_district()
    for number, status in enumerate(statuses):
        factories.make_meeting(district, f"meeting-{number}", status=status)
    assert _rows(_main(client))["Past meetings"] == [said]


def test_drafts_are_compared_with_nothing() -> None:
    district = factories.make_district()
    factories.make_district("duluth", state=PublicationState.DRAFT)
    factories.make_commitment(district, state=PublicationState.DRAFT)
    factories.make_staffing(district, state=PublicationState.DRAFT)
    assert (_row().commitments, _row().staffing) == ([], [])


def test_day_is_that_of_each_district_unless_one_is_asked_about() -> None:
    factories.make_meeting(factories.make_district())
    assert _row(on=None).meetings_held == 1


def make_districts(*slugs: str) -> None:
    for slug in slugs:
        factories.make_district(slug)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "ABCD"),
        ("district=", "ABCD"),
        ("district=beta&district=echo", "BE"),
        ("district=echo&district=beta&district=beta", "BE"),
        ("district=alpha&district=beta&district=charlie&district=echo", "ABCE"),
    ],
)
def test_districts_are_those_that_were_picked(client: Client, query: str, expected: str) -> None:
    make_districts("echo", "delta", "charlie", "beta", "alpha")
    main = _main(client, query)
    assert "".join(name[0] for name in _names(main)) == expected
    ticked = [each.attrs["value"][0] for each in main.all("input") if "checked" in each.attrs]
    assert "".join(sorted(ticked)).upper() == expected
    assert main.one("input", type="hidden").attrs["value"] == "2021-04-30"
    assert len(_rows(main)["Approach"]) == len(expected)


@pytest.mark.parametrize(
    "query",
    [
        "district=alpha&district=nowhere",
        "&".join(f"district={slug}" for slug in ("alpha", "beta", "charlie", "delta", "echo")),
    ],
)
def test_too_many_and_unknown_ones_are_told_and_stay_picked(client: Client, query: str) -> None:
    make_districts("alpha", "beta", "charlie", "delta", "echo")
    main = _main(client, query, status=400)
    assert main.all("ul", class_="errorlist")
    assert "open" in main.one("details").attrs
    assert not main.all("table")
    ticked = {each.attrs["value"] for each in main.all("input") if "checked" in each.attrs}
    assert ticked == {
        slug for slug in ("alpha", "beta", "charlie", "delta", "echo") if slug in query
    }


def test_only_district_is_shown_without_a_choice(client: Client) -> None:
    make_districts("alpha")
    main = _main(client)
    assert len(_names(main)) == 1
    assert not main.all("form")


def test_each_cell_names_its_district_for_a_narrow_window(client: Client) -> None:
    make_districts("alpha", "beta")
    cells = [cell.attrs["data-label"] for cell in _main(client).one("tbody").all("tr")[0].all("td")]
    assert cells == ["Alpha Public Schools", "Beta Public Schools"]


def test_district_alone_is_offered_with_each_other_one(client: Client) -> None:
    for slug in ("aurora", "boulder", "duluth"):
        factories.make_district(slug, name=slug.title())
    main = _main(client, "district=boulder")
    assert not main.all("table")
    links = main.one("ul", class_="links").all("a")
    assert [link.text for link in links] == ["Aurora", "Duluth"]
    address = links[0].attrs["href"]
    assert address == "?on=2021-04-30&district=aurora&district=boulder"
    assert _names(_main(client, address.removeprefix("?on=2021-04-30&"))) == ["Aurora", "Boulder"]


def test_without_districts_nothing_is_compared(client: Client) -> None:
    main = _main(client)
    assert not main.all("table")
    assert "No district has published its pages yet." in main.text
