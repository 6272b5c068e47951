"""Drafts are shown only to staff who work on their district."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from districts.models import District, Role, School
from publishing.states import PublicationState
from tests import factories
from tests.conftest import ForModule
from tests.pages.site import OF_EACH_DISTRICT, SPRING

DRAFT = {"state": PublicationState.DRAFT}
HIDDEN = "HIDDEN"  # in the words of each draft, and of each record under a draft
PAGES = (*OF_EACH_DISTRICT, "events/open/", "schools/open/")
OF_DRAFTS = ("events/closed/", "schools/closed/")

pytestmark = pytest.mark.django_db


def make_denver() -> District:
    """A published district with a draft of each kind, and published records under each draft."""
    denver = factories.make_district("denver")
    school = factories.make_school(denver, "open")
    closed_school = factories.make_school(denver, "closed", name=f"{HIDDEN} school", **DRAFT)
    factories.make_meeting(denver, "open").schools.set([school, closed_school])
    meeting = factories.make_meeting(denver, "closed", title=f"{HIDDEN} meeting", **DRAFT)
    document = factories.make_document(denver, title=f"{HIDDEN} document", **DRAFT)

    phase = factories.make_phase(denver, 1)
    shown = factories.make_milestone(denver, phase=phase, meeting=meeting, document=document)
    shown.schools.set([school, closed_school])
    hide(denver, title=f"{HIDDEN} milestone", **DRAFT)
    closed_stream = factories.make_workstream(phase, title=f"{HIDDEN} stream", **DRAFT)
    hide(denver, phase=phase, workstream=closed_stream).schools.set([school])

    hide_plan(denver, school)
    closed_phase = factories.make_phase(denver, 2, title=f"{HIDDEN} phase", **DRAFT)
    hide(denver, phase=closed_phase).schools.set([school])
    stream = factories.make_workstream(closed_phase, title=f"{HIDDEN} by its phase")
    hide(denver, phase=closed_phase, workstream=stream, reduction_percent=77)
    return denver


def make_duluth() -> District:
    """A draft district, all of whose records are published."""
    duluth = factories.make_district("duluth", summary=f"{HIDDEN} district", **DRAFT)
    factories.make_school(duluth, "open", name=f"{HIDDEN} school")
    factories.make_meeting(duluth, "open", title=f"{HIDDEN} meeting")
    hide(duluth, phase=factories.make_phase(duluth, title=f"{HIDDEN} phase"))
    return duluth


@pytest.fixture(autouse=True, scope="module")
def denver(for_module: ForModule) -> District:
    return for_module(make_denver)


@pytest.fixture(autouse=True, scope="module")
def duluth(for_module: ForModule) -> District:
    return for_module(make_duluth)


def hide(district: District, **fields: Any) -> Any:
    return factories.make_milestone(district, **{"title": f"{HIDDEN} by its parent", **fields})


def hide_plan(district: District, school: School) -> None:
    """A draft of each part of a plan, and what is published in a draft area or for a draft."""
    area = factories.make_area(district, title=f"{HIDDEN} area", **DRAFT)
    factories.make_program(factories.make_area(district), title=f"{HIDDEN} program", **DRAFT)
    factories.make_commitment(district, area=area, text=f"{HIDDEN} by its area")
    commitment = factories.make_commitment(district, text=f"{HIDDEN} commitment", **DRAFT)
    commitment.schools.add(school)
    factories.make_staffing(district, where=f"{HIDDEN} staffing", **DRAFT)
    for make in (factories.make_rule, factories.make_standard, factories.make_finding):
        make(district, text=f"{HIDDEN} text", **DRAFT)
    factories.make_decision(district, applies_to=f"{HIDDEN} decision", **DRAFT)
    factories.make_decision(district, school=school, decided_by=f"{HIDDEN} body", **DRAFT)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def translator_of(district: District | None) -> Client:
    user = factories.make_user("thuy")
    factories.make_membership(user, Role.TRANSLATOR, district=district, language="vi")
    return client_of(user)


@pytest.mark.parametrize("query", ["", f"?{SPRING}", "?on=2030-01-01"])
def test_families_see_no_draft_on_any_day(client: Client, query: str) -> None:
    check_hidden(client, query)
    html = client.get(f"/en/{query}").content.decode()
    assert HIDDEN not in html
    assert "Duluth" not in html
    for page in (*PAGES, *OF_DRAFTS):
        assert client.get(f"/en/duluth/{page}{query}").status_code == 404


def check_hidden(client: Client, query: str = "") -> None:
    """No draft of Denver shows on any of its pages, nor does its address answer."""
    for page in PAGES:
        response = client.get(f"/en/denver/{page}{query}")
        assert response.status_code == 200
        assert HIDDEN not in response.content.decode(), page
        assert "closed" not in response.content.decode(), page
        assert "77%" not in response.content.decode(), page
    for page in OF_DRAFTS:
        assert client.get(f"/en/denver/{page}{query}").status_code == 404


def test_page_that_is_a_draft_looks_like_one_that_is_not_there(client: Client) -> None:
    draft = client.get("/en/duluth/").content.decode()
    assert draft.replace("duluth", "nowhere") == client.get("/en/nowhere/").content.decode()


def test_sitemap_names_no_draft(client: Client) -> None:
    sections = ("pages", "districts", "meetings", "schools")
    files = [client.get(f"/sitemap-{section}.xml") for section in sections]
    text = " ".join(file.content.decode() for file in files)
    assert "/en/denver/events/open/" in text
    assert "closed" not in text
    assert "duluth" not in text


def test_district_with_its_drafts_is_shown_to_those_who_work_on_it(
    denver: District, duluth: District
) -> None:
    client = translator_of(denver)
    for page, drafts in {
        "timeline/": 5,  # two phases and streams, less the published one of each; two milestones
        "events/": 1,
        "schools/": 1,
        "events/closed/": 1,
        "schools/closed/": 1,
        "": 0,
    }.items():
        response = client.get(f"/en/denver/{page}")
        html = response.content.decode()
        assert response.status_code == 200
        assert html.count("Draft, not public") >= min(drafts, 1), page
    html = client.get("/en/denver/timeline/").content.decode()
    for words in ("milestone", "stream", "phase", "meeting", "document", "school", "by its parent"):
        assert f"{HIDDEN} {words}" in html


def test_draft_district_is_shown_to_those_who_work_on_it_and_marked(duluth: District) -> None:
    client = translator_of(duluth)
    for page in PAGES:
        assert client.get(f"/en/duluth/{page}").status_code == 200
    assert "Draft, not public" in client.get("/en/duluth/").content.decode()
    assert "Draft, not public" in client.get("/en/").content.decode()


def test_drafts_are_hidden_from_those_who_work_on_another_district(duluth: District) -> None:
    check_hidden(translator_of(duluth))


@pytest.mark.parametrize(
    "fields",
    [{}, {"is_staff": False, "is_superuser": True}, {"is_active": False, "is_superuser": True}],
    ids=["without a membership", "not of the staff", "left"],
)
def test_drafts_are_hidden_from_whoever_works_on_none(fields: dict[str, Any]) -> None:
    client = client_of(factories.make_user(**fields))
    check_hidden(client)
    assert client.get("/en/duluth/").status_code == 404


@pytest.mark.parametrize("everything", [True, False])
def test_drafts_of_all_districts_are_shown_to_those_who_work_on_all(everything: bool) -> None:
    if everything:
        client = client_of(factories.make_user(is_superuser=True))
    else:
        client = translator_of(None)
    assert client.get("/en/duluth/").status_code == 200
    assert client.get("/en/denver/events/closed/").status_code == 200
    assert "Duluth" in client.get("/en/").content.decode()


def test_no_cache_keeps_what_staff_see(client: Client, denver: District) -> None:
    staff = translator_of(denver)
    for page in ("/en/", "/en/about/", "/en/denver/", "/en/nowhere/", "/en/?on=nonsense", "/"):
        assert staff.get(page).headers["Cache-Control"] == "private, no-store", page
        assert "private" not in client.get(page).headers.get("Cache-Control", ""), page


def test_no_template_decides_what_is_shown_of_a_draft() -> None:
    templates = (settings.BASE_DIR / "templates").rglob("*.html")
    found = [each.name for each in templates if ".is_published" in each.read_text()]
    assert not found, "only queries and entries decide it; `draft_tag` marks it"
