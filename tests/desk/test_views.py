"""The start page of the desk, and the queue of a language."""

import re
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from desk import views
from districts.models import District, Role
from tests import factories
from tests.desk.interface.catalogs import make_text
from tests.factories import make_district, make_membership, make_phase, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def district() -> District:
    return make_district()


@pytest.fixture
def desk(client: Client, district: District) -> Client:
    """The desk of who translates into Spanish in the district."""
    make_membership(user := make_user(), Role.TRANSLATOR, district=district, language="es")
    client.force_login(user)
    return client


@pytest.fixture
def whole_desk(client: Client) -> Client:
    """The desk of who translates into Spanish everywhere."""
    make_membership(user := make_user("everywhere"), Role.TRANSLATOR, language="es")
    client.force_login(user)
    return client


def html(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_start_page_leads_to_the_queues(desk: Client, district: District) -> None:
    page = html(desk, "/desk/")
    assert 'href="/desk/es/"' in page
    assert 'href="/desk/es/?status=missing"' in page
    assert f'href="/desk/es/?district={district.pk}"' in page
    assert "/desk/vi/" not in page
    assert "style=" not in page


def test_the_queue_is_of_ones_own_language(desk: Client) -> None:
    assert desk.get("/desk/es/").status_code == 200
    assert desk.get("/desk/vi/").status_code == 403


def test_the_queue_shows_ones_own_districts_alone(desk: Client, district: District) -> None:
    other = make_district("duluth")
    make_phase(district, title="Ours")
    make_phase(other, title="Theirs")
    page = html(desk, "/desk/es/?words=content")
    assert "Ours" in page
    assert "Theirs" not in page
    assert desk.get(f"/desk/es/?district={other.pk}").status_code == 400


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", {"Bare phase"}),
        ("?status=all", {"Bare phase", "Fase vieja", "Name of the school"}),
        ("?status=all&words=content", {"Bare phase", "Fase vieja"}),
        ("?status=missing", {"Bare phase"}),
        ("?status=draft", {"Fase vieja", "Name of the school"}),
        ("?status=reviewed", set()),
        ("?words=content", {"Bare phase"}),
        ("?words=interface&status=all", {"Name of the school"}),
        ("?district=%(district)s", {"Bare phase"}),
        ("?q=FASE+vieja", {"Fase vieja"}),
        ("?q=school+nombre", {"Name of the school"}),
    ],
)
def test_the_queue_is_filtered(
    whole_desk: Client,
    district: District,
    monkeypatch: pytest.MonkeyPatch,
    asked: str,
    shown: set[str],
) -> None:
    monkeypatch.setattr(views, "PER_PAGE", 1000)
    make_phase(district, 1, title="Bare phase")
    make_phase(district, 2, title="Draft", title_es="Fase vieja")
    make_text("Name of the school", text_es="Nombre de la escuela")
    page = html(whole_desk, "/desk/es/" + asked % {"district": district.pk})
    words = {"Bare phase", "Fase vieja", "Name of the school"}
    assert {word for word in words if word in page} == shown
    counted = re.search(r"<p>(\d+) in all", page)
    assert counted
    assert int(counted[1]) == page.count("desk-facts")


def test_an_invalid_filter_is_refused(desk: Client) -> None:
    for asked in ("status=lost", "district=x", "words=none", f"q={101 * 'a'}"):
        assert desk.get(f"/desk/es/?{asked}").status_code == 400


def test_the_pages_hold_all_once(
    whole_desk: Client, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PER_PAGE", 7)
    for number in range(1, 11):
        make_phase(district, number, title=f"Title {number}.")
        make_text(f"Message {number}.")
    pages = [html(whole_desk, "/desk/es/?status=missing")]
    while following := re.search(r'rel="next" href="(.*?)"', pages[-1]):
        pages.append(html(whole_desk, "/desk/es/" + unescape(following[1])))
        assert len(pages) < 99
    for number in range(1, 11):
        for word in ("Title", "Message"):
            assert sum(f">{word} {number}.</a>" in page for page in pages) == 1
    assert "status=missing" in unescape(pages[0].partition('rel="next"')[2][:60])
    assert pages[0].count("<li>\n    <p><a") == 7
    # After the content comes the interface.
    together = "".join(pages)
    assert together.rindex(">Title ") < together.index(">Message ")


@pytest.mark.parametrize("asked", ["x", "999999", "m99999", "m", "-1"])
def test_a_place_that_is_not_in_the_queue_is_no_error(desk: Client, asked: str) -> None:
    assert desk.get("/desk/es/", {"after": asked}).status_code == 200


@time_machine.travel("2021-04-15", tick=False)
def test_the_queue_says_how_urgent_it_is(desk: Client, district: District) -> None:
    factories.make_meeting(district)
    make_phase(district, when="2021")
    page = html(desk, "/desk/es/")
    titles = ["Meetings today and later", "Current", "Without a date"]
    places = [page.index(f"<h2>{title}</h2>") for title in titles]
    assert places == sorted(places)
    assert "Apr 15, 2021" in page
    assert "Jan 1, 2021 – Dec 31, 2021" in page


def make_one_of_each(district: District, number: int) -> None:
    area, phase = factories.make_area(district), make_phase(district, number)
    factories.make_workstream(phase)
    meeting = factories.make_meeting(district, f"meeting-{number}")
    factories.make_move(meeting, announced_by="Board")
    milestone = factories.make_milestone(district, phase=phase, when="2021")
    factories.make_time_change(milestone)
    factories.make_time_change(factories.make_commitment(district, area=area, due="2022"))
    school = factories.make_school(district, f"school-{number}")
    factories.make_decision(district, school=school, decided_by="The school")
    factories.make_program(area)


def test_many_rows_take_as_few_queries(
    desk: Client, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PER_PAGE", 1000)
    make_one_of_each(district, 1)
    few = queries(desk, "/desk/es/")
    for number in range(2, 8):
        make_one_of_each(district, number)
    assert queries(desk, "/desk/es/") == few


def test_text_is_text(desk: Client, district: District) -> None:
    make_phase(district, title="<script>alert(1)</script>", title_es="<b>x</b>")
    page = html(desk, "/desk/es/")
    assert "<script>alert" not in page
    assert "<b>x" not in page
