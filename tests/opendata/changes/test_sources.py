"""Changes that a district's sources tell, read from one document."""

from opendata.changes.for_families import What
from opendata.changes.sources import dated_changes, in_words_of
from tests.opendata.documents import (
    Json,
    commitment,
    document,
    meeting,
    milestone,
    slip,
    status,
    when,
)

LATER = "2021-04-15"


def told(*records: Json) -> list[tuple[str, str]]:
    return [(str(each.day), each.change.what) for each in dated_changes(document(*records))]


def test_dated_statuses_and_moves_are_told_the_newest_first() -> None:
    report, hiring = milestone(time="2021-23"), commitment()
    hiring["facts"]["due"] = when("2021-06")
    moved = {**slip(hiring, "2021-05", "2021-06", LATER), "id": "another slip"}
    found = (
        status(report, "planned", "2021-01-05"),
        status(report, "done", None, key="undated"),
        status(hiring, "adopted", "2021-04-20", key="adopted"),
        slip(report, "2021-05", "2021-23", "2021-04-10"),
        moved,
    )
    assert told(report, hiring, meeting(), *found) == [
        ("2021-04-20", What.STATUS),
        (LATER, What.MOVED),
        ("2021-04-10", What.MOVED),
        ("2021-01-05", What.STATUS),
    ]


def test_each_move_leads_to_the_time_before_the_next() -> None:
    report = milestone(time="2022")
    first = slip(report, "2021-05", "2021-23", "2021-04-10")
    second = {**slip(report, "2021-24", "2022", LATER), "id": "second"}
    moves = [each.change for each in dated_changes(document(report, first, second))]
    times = [(each.was["edtf"], each.now["edtf"]) for each in moves]
    assert times == [("2021-24", "2022"), ("2021-05", "2021-24")]


def test_move_that_a_correction_took_back_is_left_out() -> None:
    report = milestone(time="2021-05")
    assert told(report, slip(report, "2021-05", "2021-23")) == []


def test_status_of_a_month_counts_once_it_is_certain() -> None:
    report = milestone()
    assert told(report, status(report, "done", "2021-03")) == [("2021-03-31", What.STATUS)]


def test_commitments_that_changed_alike_are_one_change() -> None:
    several = [commitment(f"c{number}") for number in range(3)]
    stated = [status(each, "proposed", key=f"s{n}") for n, each in enumerate(several)]
    (each,) = dated_changes(document(*several, *stated))
    assert each.change.count == 3


def test_what_sources_tell_is_in_the_words_of_the_last_document() -> None:
    gone, stays = ({"id": name, "type": "milestone", "words": {"title": "Then"}} for name in "ab")
    last = {"records": [{**stays, "words": {"title": "Now"}}]}
    told = in_words_of({"slug": "denver", "records": [gone, stays]}, last)
    assert [each["words"]["title"] for each in told["records"]] == ["Then", "Now"]
    assert told["slug"] == "denver"
