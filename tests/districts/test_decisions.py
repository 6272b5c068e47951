"""Decisions about one school or several, and a school's history."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from districts.models import District, SchoolDecision, SchoolStatus
from districts.standing import SchoolStanding, history_entries
from publishing.states import PublicationState
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def district() -> District:
    return factories.make_district()


def test_decision_is_of_a_school_or_of_those_described(district: District) -> None:
    school = factories.make_school(district)
    for values in ({"school": school, "applies_to": "all"}, {"school": None, "applies_to": ""}):
        with pytest.raises(ValidationError) as refused:
            factories.make_decision(district, **values)
        assert "school" in refused.value.message_dict
    assert factories.make_decision(district, school=school).pk
    assert factories.make_decision(district, applies_to="all").pk


@time_machine.travel("2026-11-27T04:00Z", tick=False)
def test_what_is_told_as_past_or_confirmed_has_begun(district: District) -> None:
    """In Denver it is still November 26."""
    school = factories.make_school(district)
    told: dict[str, Any] = {
        "decided": factories.make_decision(district),
        "since": SchoolStatus(school=school, has_sro=True, confirmed=True),
        "as_of": district,
    }
    for name, record in told.items():
        setattr(record, name, "2026-11-26")
        record.full_clean()
        setattr(record, name, "2026-11-27")
        with pytest.raises(ValidationError) as refused:
            record.full_clean()
        assert set(refused.value.message_dict) == {name}
    told["since"].confirmed = False  # a plan
    told["since"].full_clean()


def test_decision_is_of_no_school_of_another_district(district: District) -> None:
    school = factories.make_school(factories.make_district("duluth"))
    with pytest.raises(ValidationError) as refused:
        factories.make_decision(district, school=school)
    assert refused.value.message_dict == {
        "school": ["This belongs to another district. Choose one from this district."]
    }


def test_decision_is_public_with_its_school_alone(district: District) -> None:
    school = factories.make_school(district, state=PublicationState.DRAFT)
    factories.make_decision(district, school=school)
    general = factories.make_decision(district)
    assert list(SchoolDecision.objects.public(NOW)) == [general]


def test_decisions_come_in_the_order_of_time_unknown_first(district: District) -> None:
    for decided in ("2021-05", None, "2020"):
        factories.make_decision(district, decided=decided)
    found = [str(decision.decided) for decision in SchoolDecision.objects.all()]
    assert found == ["None", "2020", "2021-05"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2021-04-29", [SchoolStanding.PLANNED_WITHOUT]),
        ("2021-04-30", [SchoolStanding.WITH_SRO, SchoolStanding.PLANNED_WITHOUT]),
        ("2021-06-30", [SchoolStanding.WITH_SRO, SchoolStanding.PLANNED_WITHOUT_PAST]),
    ],
)
def test_history_is_told_as_it_was_known_on_the_day(
    district: District, day: str, expected: list[SchoolStanding]
) -> None:
    school = factories.make_school(district)  # known until April 30, 2021
    SchoolStatus.objects.create(school=school, has_sro=False, since="2021-06")
    SchoolStatus.objects.create(school=school, has_sro=True, confirmed=True)
    entries = history_entries(school, district, date.fromisoformat(day))
    assert [entry.standing for entry in entries] == expected
