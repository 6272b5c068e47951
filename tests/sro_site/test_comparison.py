"""Districts side by side: known values in the chosen order, unknown ones always last."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from districts.models import District
from events.models import Interpretation, MeetingStatus
from publishing.states import PublicationState
from sro_site.comparison import ComparisonRow, load_rows
from sro_site.forms import KEYS, LABELS, Order
from tests import factories
from tests.pages.tree import Node, parse
from timeline.models import CommitmentStatus

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DAY = date(2021, 4, 30)
NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)


def _row(on: date | None = DAY) -> ComparisonRow:
    (row,) = load_rows(on, NOW)
    return row


def _main(client: Client, query: str = "", status: int = 200) -> Node:
    response = client.get(f"/en/compare/?on=2021-04-30&{query}")
    assert response.status_code == status
    return parse(response.content.decode()).one("main")


def _names(main: Node) -> list[str]:
    return [row.one("th").text for row in main.one("tbody").all("tr")]


def test_what_is_not_known_is_never_zero(client: Client) -> None:
    factories.make_district()
    row = _row()
    unknown = (row.first, row.last, row.percent, row.commitment_count, row.staff_count)
    assert (*unknown, row.meetings_held, row.district.schools_count) == (None,) * 7
    cells = [cell.text for cell in _main(client).one("tbody").all("td")]
    assert not any(cell.strip() == "0" for cell in cells)
    assert cells.count("Not known") == 7
    assert cells.count("Time not known") == 2


def test_row_has_first_and_last_dates_of_phases_and_milestones() -> None:
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
    assert (row.commitment_count, row.staff_count, len(row.staffing)) == (2, 39, 3)


def test_meetings_count_when_they_are_over_and_were_not_canceled() -> None:
    district = factories.make_district()
    held = factories.make_meeting(district)  # on April 15, 2021
    canceled = factories.make_meeting(district, "canceled", status=MeetingStatus.CANCELLED)
    for meeting, language in ((held, "vi"), (held, "es"), (canceled, "so")):
        Interpretation.objects.create(meeting=meeting, language=language)
    Interpretation.objects.create(meeting=held, language="am", status="not_offered")
    assert (_row().meetings_held, _row().languages) == (1, ["es", "vi"])
    assert _row(date(2021, 4, 15)).meetings_held is None


def test_drafts_are_compared_with_nothing() -> None:
    district = factories.make_district()
    factories.make_district("duluth", state=PublicationState.DRAFT)
    factories.make_commitment(district, state=PublicationState.DRAFT)
    factories.make_staffing(district, state=PublicationState.DRAFT)
    assert (_row().commitments, _row().staffing) == ([], [])


def test_day_is_that_of_each_district_unless_one_is_asked_about() -> None:
    factories.make_meeting(factories.make_district())
    assert _row(on=None).meetings_held == 1


def make_three() -> None:
    """Alpha has 3 schools, Gamma 7; of Beta that is not known, nor anything else."""
    for slug, fields in (("gamma", {"schools_count": 7}), ("alpha", {"schools_count": 3})):
        factories.make_district(slug, **{"as_of": "2022", **fields})
    factories.make_district("beta", as_of="2021")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "ABG"),
        ("sort=district", "ABG"),
        ("sort=district&order=down", "GBA"),
        ("sort=schools", "AGB"),
        ("sort=schools&order=down", "GAB"),
        ("sort=as_of", "BAG"),
        ("sort=as_of&order=down", "AGB"),
        ("sort=first&order=down", "ABG"),
    ],
)
def test_rows_come_in_the_order_asked_for_the_unknown_last(
    client: Client, query: str, expected: str
) -> None:
    make_three()
    assert "".join(name[0] for name in _names(_main(client, query))) == expected


@pytest.mark.parametrize("query", ["sort=money", "order=sideways", "sort=schools&order=0"])
def test_invalid_order_is_reported_and_hides_nothing(client: Client, query: str) -> None:
    make_three()
    main = _main(client, query, status=400)
    assert main.all("ul", class_="errorlist")
    assert [name[0] for name in _names(main)] == ["A", "B", "G"]


@pytest.mark.parametrize("key", KEYS)
def test_each_column_sorts_and_says_so(client: Client, key: str) -> None:
    make_three()
    (header,) = [
        each for each in _main(client, f"sort={key}").all("th") if "aria-sort" in each.attrs
    ]
    assert header.text == str(LABELS[key])
    assert header.attrs["aria-sort"] == "ascending"


def test_columns_labels_and_keys_are_the_same(client: Client) -> None:
    make_three()
    assert list(KEYS) == list(LABELS)
    main = _main(client)
    headers = [each.text for each in main.one("thead").all("th")]
    row: Any = main.one("tbody").all("tr")[0]
    assert [headers[0], *(cell.attrs["data-label"] for cell in row.all("td"))] == headers


def test_order_of_no_districts_is_empty(client: Client) -> None:
    assert Order({}).ordered([]) == []
    assert not _main(client).all("table")
    assert not District.objects.exists()
