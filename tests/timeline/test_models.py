from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from districts.models import District
from tests.factories import (
    make_district,
    make_document,
    make_meeting,
    make_milestone,
    make_phase,
    make_time_change,
    make_workstream,
)
from timeline.models import Milestone, MilestoneStatus, Phase

pytestmark = pytest.mark.django_db


def _refused_by_the_database(record: models.Model, **columns: Any) -> None:
    """A constraint refuses these columns, even without the model's own checks."""
    rows = type(record)._default_manager.filter(pk=record.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**columns)


@pytest.mark.parametrize("percent", [-1, 101, 250])
def test_database_refuses_a_percentage_out_of_range(district: District, percent: int) -> None:
    _refused_by_the_database(make_milestone(district), reduction_percent=percent)


@pytest.mark.parametrize("percent", [0, 1, 100, None])
def test_milestone_takes_any_percentage_in_range(district: District, percent: int | None) -> None:
    milestone = make_milestone(district, reduction_percent=percent)
    milestone.refresh_from_db()
    assert milestone.reduction_percent == percent


@pytest.mark.parametrize("percent", [-1, 101])
def test_milestone_form_refuses_a_percentage_out_of_range(district: District, percent: int) -> None:
    with pytest.raises(ValidationError) as refused:
        make_milestone(district, reduction_percent=percent)
    assert "reduction_percent" in refused.value.message_dict


@pytest.mark.parametrize(
    "columns",
    [
        {"when_upper": date(2021, 4, 30)},
        {"when_lower": None},
        {"when": None},
        {"when": None, "when_lower": None},
    ],
)
def test_database_refuses_bounds_that_are_no_time(
    district: District, columns: dict[str, Any]
) -> None:
    _refused_by_the_database(make_milestone(district, when="2021-05"), **columns)
    _refused_by_the_database(make_phase(district, when="2021-05"), **columns)


def test_database_refuses_bounds_of_a_status_that_are_no_time(district: District) -> None:
    status = MilestoneStatus.objects.create(
        milestone=make_milestone(district), status="done", since="2021-05"
    )
    _refused_by_the_database(status, since_upper=date(2021, 4, 30))
    _refused_by_the_database(status, since_lower=None)


def test_database_refuses_bounds_of_a_time_that_is_not_known(district: District) -> None:
    _refused_by_the_database(make_milestone(district), when_lower=date(2021, 5, 1))


def test_database_takes_a_time_without_an_end(district: District) -> None:
    make_milestone(district, when="2021-05/..")
    bounds = Milestone.objects.values_list("when_lower", "when_upper").get()
    assert bounds == (date(2021, 5, 1), None)


def test_database_refuses_an_ongoing_milestone_with_a_date(district: District) -> None:
    _refused_by_the_database(make_milestone(district, when="2021-05"), ongoing=True)


def test_milestone_form_refuses_an_ongoing_milestone_with_a_date(district: District) -> None:
    with pytest.raises(ValidationError, match="since May 2021"):
        make_milestone(district, ongoing=True, when="2021-05")


def test_database_refuses_a_workstream_without_its_phase(district: District) -> None:
    phase = make_phase(district)
    milestone = make_milestone(district, phase=phase, workstream=make_workstream(phase))
    _refused_by_the_database(milestone, phase=None)


def test_database_refuses_a_phase_number_twice_in_a_district(district: District) -> None:
    make_phase(district, 1)
    _refused_by_the_database(make_phase(district, 2), number=1)
    assert make_phase(make_district("duluth"), 1).number == 1


def test_phase_form_refuses_a_number_twice(district: District) -> None:
    make_phase(district, 1)
    with pytest.raises(ValidationError, match="already has a phase with this number"):
        make_phase(district, 1)


@pytest.mark.parametrize("kind", ["phase", "document", "meeting"])
def test_milestone_takes_nothing_from_another_district(district: District, kind: str) -> None:
    makers: dict[str, Any] = {
        "phase": make_phase,
        "document": make_document,
        "meeting": make_meeting,
    }
    other = makers[kind](make_district("duluth"))
    with pytest.raises(ValidationError) as refused:
        make_milestone(district, **{kind: other})
    assert refused.value.message_dict == {
        kind: ["This belongs to another district. Choose one from this district."]
    }
    assert make_milestone(district, **{kind: makers[kind](district)}).pk


@pytest.mark.parametrize("has_phase", [True, False])
def test_milestone_takes_no_workstream_of_another_phase(
    district: District, has_phase: bool
) -> None:
    workstream = make_workstream(make_phase(district, 1))
    phase = make_phase(district, 2) if has_phase else None
    with pytest.raises(ValidationError) as refused:
        make_milestone(district, phase=phase, workstream=workstream)
    assert (
        "This belongs to another phase. Choose one from this phase."
        in refused.value.message_dict["workstream"]
    )


def test_milestone_stays_when_its_document_and_meeting_go(district: District) -> None:
    document, meeting = make_document(district), make_meeting(district)
    milestone = make_milestone(district, document=document, meeting=meeting)
    document.delete()
    meeting.delete()
    milestone.refresh_from_db()
    assert (milestone.document, milestone.meeting) == (None, None)


def test_milestones_come_by_position_then_in_the_order_of_entry(district: District) -> None:
    for title, position in [("third", 2), ("first", 0), ("second", 0)]:
        make_milestone(district, title=title, position=position)
    assert [str(milestone) for milestone in Milestone.objects.all()] == ["first", "second", "third"]


def test_statuses_come_in_the_order_of_time_unknown_first(district: District) -> None:
    milestone = make_milestone(district)
    for status, since in [("done", "2021-05"), ("planned", None), ("under_way", "2021-04")]:
        MilestoneStatus.objects.create(milestone=milestone, status=status, since=since)
    assert [str(status) for status in milestone.statuses.all()] == ["Planned", "Under way", "Done"]


@pytest.mark.parametrize(
    ("since", "day"),
    [
        (None, date(2021, 4, 30)),
        ("2021-05-10", date(2021, 5, 10)),
        ("2021-05", date(2021, 5, 31)),
        ("2021-24", date(2022, 2, 28)),
        ("2021-05/..", date(2021, 5, 31)),
        ("2021-04", date(2021, 4, 30)),
        ("2021", date(2021, 4, 30)),  # confirmed within it, so by then it was so
    ],
)
def test_status_counts_from_the_first_day_on_which_it_surely_holds(
    since: str | None, day: date
) -> None:
    assert MilestoneStatus(since=since).counts_from(date(2021, 4, 30)) == day


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("2021-06", (date(2021, 6, 1), date(2021, 6, 30))),
        (None, (date(2021, 5, 1), date(2021, 5, 31))),  # as far as is known
    ],
)
def test_words_are_as_urgent_as_what_they_belong_to(
    district: District, when: str | None, days: tuple[date, date]
) -> None:
    phase = make_phase(district, when="2021-05")
    milestone = make_milestone(district, phase=phase, when=when)
    change = make_time_change(milestone)
    assert milestone.days == change.days == days
    assert make_workstream(phase).days == phase.days
    unit = change.units.get(language="es")
    assert (unit.first_day, unit.last_day) == days


def test_phases_come_by_number(district: District) -> None:
    for number in (2, 0, 1):
        make_phase(district, number)
    assert [phase.number for phase in Phase.objects.all()] == [0, 1, 2]
    assert str(Phase.objects.all()[0]) == "0 · Phase 0"
