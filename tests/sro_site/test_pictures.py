"""The picture of a line that messengers show beside a link."""

import pytest
from django.test import Client

from districts.models import District
from languages.registry import LANGUAGES
from sro_site import pictures
from sro_site.pictures import EDGE, WIDTH, picture
from tests import factories
from tests.pages.tree import parse
from timeline.standing import PhaseStage

PAST, CURRENT, AHEAD = PhaseStage.PAST, PhaseStage.CURRENT, PhaseStage.AHEAD
pytestmark = pytest.mark.once
PNG = b"\x89PNG\r\n\x1a\n"


def test_flag_is_at_the_first_current_stop_or_after_the_last_past_one() -> None:
    assert pictures._day([PAST, CURRENT, CURRENT, AHEAD], 100) == EDGE + 100
    assert pictures._day([PAST, PAST, AHEAD], 100) == EDGE + 150
    assert pictures._day([AHEAD, AHEAD], 100) < EDGE
    assert pictures._day([PAST], 900) < WIDTH


@pytest.mark.parametrize("line", [(), (AHEAD,), (CURRENT,) * pictures.MOST_STOPS])
def test_any_line_can_be_drawn(line: tuple[PhaseStage, ...]) -> None:
    assert picture(line, 0).startswith(PNG)


@pytest.mark.django_db
def test_picture_shows_the_day(client: Client) -> None:
    district = factories.make_district()
    factories.make_phase(district, 1, when="2021-04")
    factories.make_phase(district, 2, when="2021-06")
    shown = client.get("/pictures/denver.png?on=2021-04-15")
    assert shown.content == picture((CURRENT, AHEAD), District(slug="denver").hue)
    assert shown.headers["Content-Type"] == "image/png"
    assert client.get("/pictures/denver.png?on=2021-07-01").content != shown.content
    assert client.get("/pictures/denver.png?on=0").status_code == 400


@pytest.mark.django_db
def test_line_without_phases_is_made_of_milestones(client: Client) -> None:
    district = factories.make_district(as_of="2021-04-30")
    for when in ("2021-03", "2021-04", "2021-06"):
        factories.make_milestone(district, when=when)
    district.milestones.get(when="2021-03").statuses.create(status="done", since="2021-03")
    shown = client.get("/pictures/denver.png?on=2021-04-15").content
    assert shown == picture((PAST, CURRENT, AHEAD), District(slug="denver").hue)


@pytest.mark.django_db
def test_only_public_districts_have_a_picture(client: Client) -> None:
    factories.make_district("hidden", state="draft")
    assert client.get("/pictures/hidden.png").status_code == 404
    assert client.get("/pictures/nowhere.png").status_code == 404


@pytest.mark.django_db
def test_pages_name_a_picture_that_is_there(client: Client) -> None:
    factories.make_district()
    for path in ("", "how/", "denver/", "denver/plan/", "denver/notice/"):
        for language in ("en", "ar"):
            head = parse(client.get(f"/{language}/{path}").content.decode()).one("head")
            told = {
                node.attrs["property"]: node.attrs["content"]
                for node in head.all("meta")
                if "property" in node.attrs
            }
            assert client.get(told["og:image"]).content.startswith(PNG)
            assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
            assert told["og:image:alt"]
            assert told["og:title"]
            assert told["og:description"]
            assert told["og:locale"] == LANGUAGES[language].cldr
