"""What families read first on a plan."""

import pytest
from django.utils.translation import override

from districts.models import District
from languages.html import plain_text
from languages.registry import LANGUAGES
from tests import factories
from timeline.models import CommitmentStatus
from timeline.plan_entries import AreaEntry, Plan, commitment_entry
from timeline.plan_wording import plan_answer

pytestmark = [pytest.mark.django_db, pytest.mark.once]
UNDECIDED = (
    "As of April 30, 2021, it has not been decided what will replace police officers (SROs)."
)
REPLACED = "As of April 30, 2021, other staff and support replace police officers (SROs)."


def answer(district: District, plan: Plan, language: str = "en") -> str:
    with override(language):
        return plain_text(plan_answer(district, plan))


def adopted(district: District, **fields: str) -> Plan:
    """A plan of one commitment that the district has made its own."""
    commitment = factories.make_commitment(district, **fields)
    CommitmentStatus.objects.create(commitment=commitment, status="adopted", since="2021-02")
    day = district.known_until
    return Plan(loose=[commitment_entry(commitment, day, day)])


def test_what_has_not_been_decided_is_said_to_be_so() -> None:
    district = factories.make_district(approach="ended")
    area = AreaEntry(factories.make_area(district), [])
    for plan in (Plan(), Plan(areas=[area])):
        assert answer(district, plan) == f"{UNDECIDED} We don’t know yet what will decide it."
    told = factories.make_district("told", approach="ended", plan_summary="The board votes.")
    assert answer(told, Plan()) == UNDECIDED


def test_plan_that_names_staff_areas_or_promises_has_been_decided() -> None:
    district = factories.make_district(approach="ended")
    assert answer(district, Plan(staffing=[factories.make_staffing(district)])) == REPLACED
    area = AreaEntry(factories.make_area(district, summary="Counselors listen."), [])
    assert answer(district, Plan(areas=[area])) == f"{REPLACED} The plan has these parts: Safety"
    assert answer(district, adopted(district)) == REPLACED


def test_parts_that_are_not_translated_follow_those_that_are() -> None:
    district = factories.make_district(approach="replaced")
    areas = [
        factories.make_area(district, title=title, title_ar=arabic)
        for title, arabic in (("Care", "رعاية"), ("Safety", ""), ("Food", "طعام"))
    ]
    plan = Plan(areas=[AreaEntry(area, []) for area in areas])
    assert answer(district, plan, "ar").endswith(": رعاية وطعام Safety (بالإنجليزية)")


def test_a_recommendation_decides_nothing() -> None:
    district = factories.make_district(approach="ended")
    assert answer(district, adopted(district, kind="recommendation")).startswith(UNDECIDED)


def test_replaced_officers_are_replaced_even_if_nothing_more_is_known() -> None:
    assert answer(factories.make_district(approach="replaced"), Plan()) == REPLACED


@pytest.mark.parametrize("approach", ["limited", "revised"])
def test_where_officers_stay_nothing_replaces_them(approach: str) -> None:
    district = factories.make_district(approach=approach)
    said = answer(district, Plan(staffing=[factories.make_staffing(district)]))
    assert "police officers (SROs) stay in schools" in said
    assert "replace" not in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("approach", ["ended", "replaced", "limited", "revised"])
def test_answer_names_the_time_and_officers_in_each_language(approach: str, language: str) -> None:
    said = answer(factories.make_district(approach=approach), Plan(), language)
    assert "SRO" in said
    assert "2021" in said
    assert not any(wrong in said for wrong in ("{", "  ", "..", " .", ".።"))
