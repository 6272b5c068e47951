"""The front page: each district on its line, and a filter where there are many districts."""

import pytest
from django.test import Client

from districts.models import District
from tests.factories import make_district, make_milestone, make_phase
from tests.pages.tree import Node, parse
from timeline.models import MilestoneStatus

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def front(client: Client, query: str = "", status: int = 200) -> Node:
    response = client.get(f"/en/?on=2021-06-15{query}")
    assert response.status_code == status
    return parse(response.content.decode()).one("main")


def names(page: Node) -> list[str]:
    return [heading.text for heading in page.one("ul", class_="districts").all("h2")]


@pytest.fixture
def many(db: None) -> list[District]:
    """Twenty-one districts in two states."""
    states = ("Colorado", "Iowa")
    return [
        make_district(f"d-{n:02}", name=f"District {n:02}", region=states[n % 2]) for n in range(21)
    ]


def test_each_district_says_where_it_is_and_draws_it(client: Client) -> None:
    phased = make_district("phased", name="A")
    for number, when in enumerate(("2021-05", "2021-06", "2021-23")):
        make_phase(phased, number, when=when)
    loose = make_district("loose", name="B")
    MilestoneStatus.objects.create(
        milestone=make_milestone(loose, title="Vote", when="2021-04"),
        status="done",
        since="2021-04",
    )
    make_milestone(loose, title="Talks", when="2021-08")
    make_district("bare", name="C")
    items = front(client).one("ul", class_="districts").all("li")
    one, other, bare = (item for item in items if item.all("h2"))
    assert "We are here: phase 1 (Phase 1)." in one.text
    assert "The last step we know of (April 2021): Vote" in other.text
    assert "has not put any milestones" in bare.text
    assert [len(each.all("span", class_="track")) for each in (one, other, bare)] == [3, 2, 0]
    assert all("Known as of April 30, 2021" in each.text for each in (one, other, bare))


def test_filter_is_there_from_ten_districts_on(client: Client) -> None:
    for number in range(9):
        make_district(f"d-{number}")
    assert not front(client).all("form")
    make_district("d-9")
    assert front(client).all("form")


def test_many_districts_are_paged_and_keep_what_was_asked(
    client: Client, many: list[District]
) -> None:
    first = front(client)
    assert len(names(first)) == 20
    (following,) = first.all("a", rel="next")
    assert following.attrs["href"] == "?on=2021-06-15&page=2"
    assert names(front(client, "&page=2")) == ["District 20"]
    assert len(names(front(client, "&page=nonsense"))) == 20


def test_districts_are_found_by_name_and_state(client: Client, many: list[District]) -> None:
    assert names(front(client, "&q=DISTRICT+1&state=Iowa")) == [
        f"District {n}" for n in (11, 13, 15, 17, 19)
    ]
    nothing = front(client, "&q=nowhere")
    assert "No districts match your search." in nothing.text
    assert nothing.one("input", name="q").attrs["value"] == "nowhere"


def test_unknown_state_is_refused_and_what_was_typed_kept(
    client: Client, many: list[District]
) -> None:
    page = front(client, "&q=1&state=Atlantis", status=400)
    assert page.one("input", name="q").attrs["value"] == "1"
    assert page.all("ul", class_="errorlist")
