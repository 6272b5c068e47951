"""The plan in a content file becomes records, or is refused with a line and a reason."""

import pytest

from districts.models import District, SchoolDecision
from publishing.states import PublicationState
from sro_site.content.loading import load
from sro_site.content.reading import ContentError
from tests.sro_site.gotham import HEAD, PLAN, REST, Write
from timeline.models import (
    Commitment,
    Finding,
    InvolvementRule,
    PlanArea,
    Program,
    StaffingChange,
    Standard,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def district(write: Write) -> District:
    (loaded,) = load([write(HEAD + REST + PLAN)])
    return District.objects.get(pk=loaded.pk)


def test_district_says_whom_its_plan_is_for(district: District) -> None:
    assert (district.plan_summary, district.plan_note) == (
        "It takes years.",
        "Who does it is not known.",
    )
    assert (district.schools_count, district.schools_kind) == (5, "high schools")


@pytest.mark.usefixtures("district")
def test_areas_have_programs_and_commitments() -> None:
    area = PlanArea.objects.get()
    assert (area.kind, area.number, str(area), area.summary) == (
        "level",
        1,
        "Prevention",
        "In short.",
    )
    assert [str(program) for program in area.programs.all()] == ["Mentoring", "Jobs"]
    commitment = area.commitments.get()
    assert (str(commitment), commitment.asked_of) == ("Listen", "contract")
    assert (commitment.kind, commitment.advised_by) == ("recommendation", "The advisory team")
    assert (commitment.responsible, str(commitment.due)) == ("The board", "2021-06")
    assert commitment.evidence_link == "https://example.org/evidence"
    assert [school.slug for school in commitment.schools.all()] == ["north"]
    statuses = {(each.status, str(each.since)) for each in commitment.statuses.all()}
    assert statuses == {("proposed", "2021-02"), ("adopted", "None")}
    promised = Commitment.objects.get(area=None)
    assert (str(promised), promised.kind) == ("Of the district", "commitment")


@pytest.mark.usefixtures("district")
def test_staffing_rules_standards_and_findings_are_loaded() -> None:
    change = StaffingChange.objects.get()
    assert (change.kind, change.count, change.where) == ("new", 20, "In schools")
    assert (change.over_years, str(change.when)) == (2, "2021")
    assert str(InvolvementRule.objects.get()) == "After a crime"
    standard = Standard.objects.get()
    assert (standard.kind, str(standard)) == ("role", "Protect")
    finding = Finding.objects.get()
    assert (str(finding), finding.low, finding.high) == ("threats a week", 2, 5)
    assert str(finding.when) == "2019"


@pytest.mark.usefixtures("district")
def test_decisions_are_of_a_school_or_of_those_described() -> None:
    found = {
        (str(d.school or ""), d.applies_to, d.decided_by, d.outcome, str(d.decided or d.effective))
        for d in SchoolDecision.objects.all()
    }
    assert found == {
        ("North", "", "The council", "keep", "2021-03"),
        ("", "all schools", "", "remove", "2021-06"),
    }


def test_everything_is_as_public_as_its_district(write: Write) -> None:
    load([write((HEAD + REST + PLAN).replace("state: published", "state: draft"))])
    for model in (PlanArea, Program, Commitment, StaffingChange, Standard, Finding):
        assert {record.state for record in model.objects.all()} == {PublicationState.DRAFT}


@pytest.mark.parametrize(
    ("wrong", "right", "reason"),
    [
        ("kind: sideways", "kind: level", "kind: "),
        ("kind: gift", "kind: new", "kind: "),
        ("status: promised", "status: adopted", "status: "),
        ("asked_of: nobody", "asked_of: contract", "asked_of: "),
        ("    commitments:", "    recommendations:", "“asked_of” is not allowed"),
        ("schools: [nowhere]", "schools: [north]", "No school of this file"),
        ("high: 1,", "high: 5,", "both the lowest and the highest"),
        ("outcome: maybe", "outcome: remove", "outcome: "),
        ("applies: ", "applies_to: ", "school"),
        ("count: 0", "count: 20", "count: "),
        ("texts: {en: After", "text: {en: After", "text"),
    ],
)
def test_error_is_reported_with_its_line(write: Write, wrong: str, right: str, reason: str) -> None:
    content = HEAD + REST + PLAN.replace(right, wrong, 1)
    with pytest.raises(ContentError) as refused:
        load([write(content)])
    said = str(refused.value)
    line = int(said.split("line ")[1].split(":")[0])
    assert reason in said
    assert line > (HEAD + REST).count("\n"), said
    assert not District.objects.exists()
