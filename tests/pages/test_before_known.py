"""A page on an earlier day tells nothing that families did not know yet on that day."""

import pytest
from django.test import Client

from districts.known import LATER
from districts.models import District
from events.models import Meeting
from languages.registry import LANGUAGES
from tests import factories
from tests.content import load_content
from tests.pages.tree import parse
from timeline.models import Commitment, Milestone

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PAGES = ("", "timeline/", "plan/", "schools/", "events/", "handout/")
# Of each district, the last day on which families knew nothing and the first on which they did.
DAYS = {
    "chicago": ("2019-07-31", "2019-08-01"),
    "denver": ("2020-05-31", "2020-06-01"),
    "des-moines": ("2020-12-31", "2021-01-01"),
    "duluth": ("2022-06-06", "2022-06-07"),
}


def words_of(slug: str) -> set[str]:
    """What the sources of a district tell, in English."""
    district = District.objects.get(slug=slug)
    found = {district.words[field]["en"] for field in LATER}
    found |= {each.title for each in Milestone.objects.filter(district=district)}
    return (found | {each.text for each in Commitment.objects.filter(district=district)}) - {""}


@pytest.mark.parametrize("slug", DAYS)
def test_a_district_tells_what_is_known_from_the_day_that_it_was(client: Client, slug: str) -> None:
    load_content()
    words = words_of(slug)
    before, since = DAYS[slug]
    for path in PAGES:
        response = client.get(f"/en/{slug}/{path}?on={before}")
        assert response.status_code == 200, path
        content = response.content.decode()
        assert not [text for text in words if text in content], path
        tree = parse(content)
        main = tree.one("main")
        said = "We have no information about this district from before this time"
        assert tree.one("meta", name="description").attrs["content"].startswith(said), path
        assert said in main.text
        assert len(main.all("h1")) == 1
    for path in Meeting.objects.filter(district__slug=slug).values_list("slug", flat=True):
        content = client.get(f"/en/{slug}/events/{path}/?on={before}").content.decode()
        assert "Community meeting" not in content
    home = client.get(f"/en/{slug}/?on={since}").content.decode()
    assert District.objects.get(slug=slug).words["summary"]["en"] in home
    assert "We have no information about this district" not in home


@pytest.mark.parametrize("path", ["", "compare/"])
def test_the_districts_side_by_side_tell_nothing_early(client: Client, path: str) -> None:
    load_content()
    main = parse(client.get(f"/en/{path}?on=2021-06-01").content.decode()).one("main")
    assert "Duluth Public Schools" in main.text
    assert "Removal of SROs from schools" in main.text  # Denver's, which is known by then
    for told in ("being revised", "presented", "School Board told", "29"):
        assert told not in main.text
    # The one time of Duluth is that before which nothing is known: nothing is known as of it.
    assert main.text.count("June 7, 2022") == (not path)


def test_every_word_of_a_district_is_one_that_may_be_told_later() -> None:
    names = {"police", "board", "helpline_name"}
    assert set(factories.make_district().words) == {*LATER, *names}


def test_a_decision_is_not_told_before_it_was_made(client: Client) -> None:
    district = factories.make_district(decision="It ends.", decided="2020-06")
    factories.make_decision(district, decided="2021-03", decided_by="The council")
    for day, known in (("2020-05-31", False), ("2020-06-01", True)):
        assert ("It ends." in client.get(f"/en/denver/?on={day}").content.decode()) == known
    for day, known in (("2021-02-28", False), ("2021-03-01", True)):
        page = client.get(f"/en/denver/schools/?on={day}").content.decode()
        assert ("The council" in page) == known


def test_without_a_time_everything_is_told_on_every_day(client: Client) -> None:
    factories.make_milestone(factories.make_district(), title="First step")
    assert "First step" in client.get("/en/denver/timeline/?on=1999-01-01").content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_is_in_the_language_of_the_page(client: Client, language: str) -> None:
    factories.make_district(known_from="2021-05")
    main = parse(client.get(f"/{language}/denver/?on=2021-04-30").content.decode()).one("main")
    assert ("We have no information" in main.text) == (language == "en")
    assert "2021" in main.text
