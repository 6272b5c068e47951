"""The page of a district's plan: what it shows, and what its filter does."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.translation import override

from districts.models import District
from languages.registry import LANGUAGES
from publishing.states import PublicationState
from tests import factories
from tests.pages.tree import Node, parse
from timeline.models import CommitmentStatus, PlanArea
from timeline.views import FILTERED

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def district() -> District:
    """With an area of two commitments, proposed and done, and one of the district, unknown."""
    district = factories.make_district()
    area = factories.make_area(district, title="Safety")
    for text, status in (("Proposed one", "proposed"), ("Done one", "done")):
        commitment = factories.make_commitment(district, area=area, text=text)
        CommitmentStatus.objects.create(commitment=commitment, status=status, since="2021-02")
    factories.make_commitment(district, text="Loose one")
    return district


def _main(client: Client, query: str = "", status: int = 200, language: str = "en") -> Node:
    response = client.get(f"/{language}/denver/plan/?on=2021-04-15&{query}")
    assert response.status_code == status
    return parse(response.content.decode()).one("main")


def _commitments(main: Node) -> list[str]:
    return [item.all("p")[0].text for item in main.all("li", class_="commitment")]


def test_plan_shows_every_commitment_with_its_status(client: Client, district: District) -> None:
    main = _main(client)
    assert _commitments(main) == ["Proposed one", "Done one", "Loose one"]
    words = [item.one("span", class_="tag").text for item in main.all("li", class_="commitment")]
    assert words == ["Proposed", "Done", "Status not known"]
    assert not main.all("table")
    assert "All of these:" not in main.text


def test_status_that_all_share_is_said_once(client: Client) -> None:
    district = factories.make_district()
    for text in ("First", "Second"):
        commitment = factories.make_commitment(district, text=text)
        CommitmentStatus.objects.create(commitment=commitment, status="adopted", since="2021-02")
    main = _main(client)
    assert _commitments(main) == ["First", "Second"]
    assert [tag.text for tag in main.all("span", class_="tag")] == ["Adopted"]
    assert "All of these: Adopted Status since: February 2021" in main.text
    factories.make_commitment(district, text="Third")
    tags = [tag.text for tag in _main(client).all("span", class_="tag")]
    assert tags == ["Adopted", "Adopted", "Status not known"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("status=proposed", ["Proposed one"]),
        ("status=unknown", ["Loose one"]),
        ("area=none", ["Loose one"]),
        ("area={area}", ["Proposed one", "Done one"]),
        ("area={area}&status=done", ["Done one"]),
        ("area=none&status=done", []),
    ],
)
def test_filter_shows_what_was_asked_for(
    client: Client, district: District, query: str, expected: list[str]
) -> None:
    main = _main(client, query.format(area=PlanArea.objects.get().pk))
    assert _commitments(main) == expected
    assert ("Nothing in the plan matches your choice." in main.text) == (not expected)
    assert "open" in main.one("details", class_="choose").attrs


def test_filter_is_there_where_there_is_much_to_choose_from(
    client: Client, district: District
) -> None:
    assert not _main(client).all("form")
    for _ in range(FILTERED - 3):
        factories.make_commitment(district)
    assert "open" not in _main(client).one("details", class_="choose").attrs


@pytest.mark.parametrize("query", ["status=lost", "area=0", "area=abc", "status=done&area=-1"])
def test_invalid_filter_is_reported_and_hides_nothing(
    client: Client, district: District, query: str
) -> None:
    main = _main(client, query, status=400)
    assert main.all("ul", class_="errorlist")
    assert len(_commitments(main)) == 3


def test_filter_keeps_what_was_chosen_and_the_day(client: Client, district: District) -> None:
    form = _main(client, "status=done").one("form")
    chosen = [option.attrs["value"] for option in form.all("option") if "selected" in option.attrs]
    assert chosen == ["done", ""]
    assert form.one("input", type="hidden").attrs["value"] == "2021-04-15"


def test_drafts_are_for_those_who_work_on_the_district(client: Client, district: District) -> None:
    factories.make_commitment(district, text="Hidden one", state=PublicationState.DRAFT)
    assert "Hidden one" not in _commitments(_main(client))
    maria = factories.make_user()
    factories.make_membership(maria, district=district)
    client.force_login(maria)
    assert "Hidden one" in _commitments(_main(client))


def test_unknown_numbers_are_said_to_be_so(client: Client, district: District) -> None:
    factories.make_staffing(district, count=None)
    main = _main(client)
    (row,) = main.one("table").one("tbody").all("tr")
    assert [cell.text for cell in row.all("td")] == ["Not known", "Not known", "Time not known"]


def test_plan_shows_staff_rules_standards_and_findings(client: Client, district: District) -> None:
    district.schools_count, district.schools_kind = 5, "high schools"
    district.save()
    factories.make_staffing(district, where="in five schools", over_years=2)
    factories.make_rule(district)
    factories.make_standard(district)
    factories.make_finding(district, low=2, high=5)
    factories.make_finding(district, text="tickets a year", low=7, high=7)
    main = _main(client)
    (row,) = main.one("table").one("tbody").all("tr")
    assert [cell.text for cell in row.all("td")] == ["20", "in five schools", "2 years"]
    text = " ".join(main.text.split())
    for words in (
        "5 (high schools)",
        "Only in these situations: After a crime",
        "Training De-escalation",
        "2 to 5 threats a week",
        "7 tickets a year",
    ):
        assert words in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_plan_says_so_in_each_language(client: Client, language: str) -> None:
    factories.make_district()
    with override(language):
        assert _main(client, language=language).all("h1")


def test_plan_of_no_district_is_not_found(client: Client) -> None:
    assert client.get("/en/nowhere/plan/").status_code == 404


def test_recommendations_are_not_called_commitments(client: Client) -> None:
    district = factories.make_district(approach="revised")
    area = factories.make_area(district, title="Training")
    advised = {"kind": "recommendation", "asked_of": "contract", "advised_by": "The advisory team"}
    for text in ("First", "Second"):
        factories.make_commitment(district, area=area, text=text, **advised)
    main = _main(client)
    assert main.one("h1").text == "What changes for police officers (SROs)"
    assert main.text.count("Recommended by: The advisory team") == 1
    told = main.text.replace("It is not a promise.", "")
    assert not any(wrong in told for wrong in ("ommitment", "promise", "instead"))
    factories.make_commitment(district, area=area, text="Promised")
    main = _main(client)
    assert _commitments(main) == ["Promised", "First", "Second"]
    assert [each.text for each in main.all("h2")] == ["Commitments", "Recommendations"]


def test_recommendations_stand_by_what_they_would_be_part_of(client: Client) -> None:
    district = factories.make_district(approach="revised")
    areas = [factories.make_area(district, title=title) for title in ("Training", "Meetings")]
    for number, asked_of in enumerate(("district", "", "contract", "contract")):
        factories.make_commitment(
            district,
            kind="recommendation",
            asked_of=asked_of,
            text=f"Number {number}",
            area=areas[number % 2],
        )
    main = _main(client)
    assert _commitments(main) == ["Number 2", "Number 3", "Number 0", "Number 1"]
    assert [each.text for each in main.all("h3")] == [
        "Would be part of: the contract",
        "Would be part of: the district, outside the contract",
        "We don’t know what these would be part of",
    ]
    titles = [each.text for each in main.all("h4")]
    assert titles == ["Training", "Meetings", "Training", "Meetings"]


def test_only_a_recommendation_is_asked_of_somebody() -> None:
    with pytest.raises(ValidationError, match="Only a recommendation"):
        factories.make_commitment(factories.make_district(), asked_of="contract")
