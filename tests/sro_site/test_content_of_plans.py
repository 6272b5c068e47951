"""The plans in content/ contain exactly what is known of the four districts."""

import pytest
from django.db import models

from districts.models import District, SchoolDecision
from languages.columns import translated_fields
from tests.conftest import ForModule
from tests.content import load_content
from timeline.models import (
    Commitment,
    CommitmentStatus,
    Milestone,
    PlanArea,
    Program,
    TimeChange,
    Workstream,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# Of each district's areas: kind, number, English title, how many commitments and programs.
AREAS: dict[str, list[tuple[str, int | None, str, int, int]]] = {
    "chicago": [
        ("pillar", None, "Safety Culture", 2, 0),
        ("pillar", None, "Student Support", 0, 4),
        ("pillar", None, "Policies and Systems", 1, 2),
    ],
    "denver": [
        ("structure", None, "Workgroup", 0, 0),
        ("structure", None, "Broad Community Engagement", 0, 0),
    ],
    "des-moines": [
        ("level", 1, "Community involvement and prevention", 0, 0),
        ("level", 2, "Restoration", 0, 0),
        ("level", 3, "Diversion", 0, 0),
    ],
    "duluth": [
        ("category", None, "Relationship building and engagement", 6, 0),
        ("category", None, "Assessment of the SRO program", 3, 0),
        ("category", None, "Professional development", 3, 0),
        ("category", None, "Communication and transparency", 4, 0),
        ("category", None, "Other contract requests", 4, 0),
        ("category", None, "Work for the district outside the contract", 7, 0),
        ("category", None, "More requests from the Advisory Team", 2, 0),
    ],
}


@pytest.fixture(autouse=True, scope="module")
def districts(for_module: ForModule) -> dict[str, District]:
    return for_module(load_districts)


def load_districts() -> dict[str, District]:
    load_content()
    return {district.slug: district for district in District.objects.all()}


def test_areas_are_as_known(districts: dict[str, District]) -> None:
    found = {
        slug: [
            (a.kind, a.number, a.title, a.commitments.count(), a.programs.count())
            for a in district.plan_areas.all()
        ]
        for slug, district in districts.items()
    }
    assert found == AREAS


def test_commitments_of_no_area_are_those_of_denver() -> None:
    loose = Commitment.objects.filter(area=None)
    assert [each.district.slug for each in loose] == ["denver"] * 3


def test_only_what_duluth_was_advised_to_do_is_a_recommendation() -> None:
    kinds = set(Commitment.objects.values_list("district__slug", "kind"))
    assert kinds == {
        ("chicago", "commitment"),
        ("denver", "commitment"),
        ("duluth", "recommendation"),
    }
    advised = [each for each in Commitment.objects.all() if each.words["advised_by"]["en"]]
    assert len(advised) == 20 + 2


def test_only_recommendations_of_duluth_have_a_status() -> None:
    found = CommitmentStatus.objects.values_list("commitment__district__slug", "status", "since")
    assert [(*rest, str(since)) for *rest, since in found] == [
        ("duluth", "proposed", "2022-06-07")
    ] * 29


def test_recommendations_of_duluth_tell_the_contract_from_the_district() -> None:
    asked = {
        area.title: set(area.commitments.values_list("asked_of", flat=True))
        for area in PlanArea.objects.filter(district__slug="duluth")
    }
    outside = [title for title, bodies in asked.items() if bodies == {"district"}]
    assert outside == [title for _, _, title, _, _ in AREAS["duluth"][-2:]]
    assert all(bodies == {"contract"} for title, bodies in asked.items() if title not in outside)
    others = Commitment.objects.exclude(district__slug="duluth")
    assert set(others.values_list("asked_of", flat=True)) == {""}


def test_unknown_responsibility_and_day_stay_empty() -> None:
    assert not Commitment.objects.exclude(due=None).exists()
    assert not any(commitment.responsible for commitment in Commitment.objects.all())
    assert not TimeChange.objects.exists()


def test_programs_of_chicago_are_labels() -> None:
    assert {program.title for program in Program.objects.all()} == {
        "Safe Passage",
        "Mentoring",
        "Jobs",
        "Interventions",
        "Anti-Bullying Strategies",
        "Safe Schools Certification",
    }


def test_staffing_of_des_moines_is_as_known(districts: dict[str, District]) -> None:
    district = districts["des-moines"]
    found = [(s.kind, s.count, s.over_years, s.where, s.when) for s in district.staffing.all()]
    where = "the five high schools"
    assert found == [
        ("new", 20, 2, where, None),
        ("realigned", 19, 2, where, None),
        ("stipend", 20, 2, where, None),
    ]
    counts = {slug: it.schools_count for slug, it in districts.items()}
    assert counts == {"chicago": None, "denver": None, "des-moines": 5, "duluth": None}


def test_rules_standards_and_findings_of_chicago_are_as_known(
    districts: dict[str, District],
) -> None:
    chicago = districts["chicago"]
    assert chicago.rules.count() == 2
    kinds = list(chicago.standards.values_list("kind", flat=True))
    counts = [kinds.count(kind) for kind in ("selection", "role", "training", "agreement")]
    assert counts == [4, 4, 6, 4]
    figures = [(each.low, each.high, str(each.when)) for each in chicago.findings.all()]
    assert figures == [(2, 5, "2019"), *[(None, None, "None")] * 4]
    for slug in ("denver", "des-moines", "duluth"):
        district = districts[slug]
        assert not district.rules.exists()
        assert not district.standards.exists()
        assert not district.findings.exists()


def test_decision_of_chicago_is_as_known() -> None:
    decision = SchoolDecision.objects.get()
    assert (decision.district.slug, decision.outcome) == ("chicago", "keep")
    assert (str(decision.decided), decision.effective, decision.school) == ("2019-08", None, None)
    assert decision.applies_to == "every school that had SROs in 2018-19"
    assert decision.decided_by == "Principal and Local School Council (LSC)"


def test_last_campuses_of_denver_are_described_not_named() -> None:
    last = Milestone.objects.get(reduction_percent=100)
    assert (last.scope, last.schools.count()) == ("all remaining schools", 0)
    assert [milestone for milestone in Milestone.objects.all() if milestone.scope] == [last]


def test_content_is_complete_in_the_languages_of_its_district(
    districts: dict[str, District],
) -> None:
    for district in districts.values():
        records: list[models.Model] = [
            district,
            *district.phases.all(),
            *Workstream.objects.filter(phase__district=district),
            *district.milestones.all(),
            *district.meetings.all(),
            *district.plan_areas.all(),
            *Program.objects.filter(area__district=district),
            *district.commitments.all(),
            *district.staffing.all(),
            *district.rules.all(),
            *district.standards.all(),
            *district.findings.all(),
            *district.school_decisions.all(),
        ]
        for record in records:
            for field in translated_fields(type(record)):
                words = [getattr(record, f"{field}_{code}") for code in district.content_languages]
                assert all(words) or not any(words), f"{record}: {field}"
