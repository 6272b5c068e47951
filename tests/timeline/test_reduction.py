"""What the chart of the reduction says and shows."""

from datetime import date

import pytest
from django.utils.html import strip_tags

from districts.models import District
from tests.factories import make_district, make_milestone
from timeline.entries import Timeline, build_timeline
from timeline.models import Milestone, MilestoneStatus, Phase
from timeline.reduction import reduction_chart
from timeline.wording import reduction

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def _line(day: str) -> Timeline:
    on, known_until = date.fromisoformat(day), date(2021, 4, 30)
    return build_timeline(Phase.objects.all(), [], Milestone.objects.all(), on, known_until)


def _steps(done: bool = False) -> District:
    district = make_district()
    first = make_milestone(district, when="2020-12-31", reduction_percent=25)
    make_milestone(district, when="2021-05-28", reduction_percent=100)
    if done:
        MilestoneStatus.objects.create(milestone=first, status="done", since="2020-12-31")
    return district


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2020-12-30", "Planned next: a 25% reduction (December 31, 2020)."),
        (
            "2020-12-31",
            "A 25% reduction was planned (December 31, 2020). We don’t know if it happened. "
            "Planned next: a 100% reduction (May 28, 2021).",
        ),
        (
            "2021-05-28",
            "A 100% reduction was planned (May 28, 2021). We don’t know if it happened.",
        ),
    ],
)
def test_reduction_without_a_stated_outcome_claims_none(day: str, says: str) -> None:
    _steps()
    assert strip_tags(reduction(_line(day))) == says


def test_reduction_that_was_stated_is_done() -> None:
    _steps(done=True)
    said = strip_tags(reduction(_line("2021-01-01")))
    assert said.startswith("Done: a 25% reduction (December 31, 2020).")
    assert strip_tags(reduction(_line("2021-05-29"))) == (
        "Done: a 25% reduction (December 31, 2020). "
        "A 100% reduction was planned (May 28, 2021). We don’t know if it happened."
    )


def test_line_is_solid_as_far_as_it_was_stated() -> None:
    _steps(done=True)
    lines = reduction_chart(_line("2021-01-01")).lines
    assert [line.happened for line in lines] == [True, True, True, False, False]
    assert [line.y2 for line in lines] == [100, 75, 75, 0, 0]


def test_step_without_a_time_is_in_the_table_alone() -> None:
    make_milestone(_steps(), when=None, reduction_percent=50)
    chart = reduction_chart(_line("2021-01-01"))
    assert [entry.record.reduction_percent for entry in chart.entries] == [25, 100, 50]
    assert len(chart.lines) == 5


def test_chart_of_undated_steps_alone_is_a_table() -> None:
    make_milestone(make_district(), when=None, reduction_percent=50)
    chart = reduction_chart(_line("2021-01-01"))
    assert chart.axis is None
    assert len(chart.entries) == 1
