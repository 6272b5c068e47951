"""Atom feeds of changes and of meetings: valid, with ids that nothing moves."""

import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from districts.models import District
from languages.registry import LANGUAGES
from opendata.record.recording import record
from tests.factories import make_district, make_meeting, make_milestone
from tests.opendata.conftest import FIRST

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ATOM = "{http://www.w3.org/2005/Atom}"
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:[a-z0-9/_-]+")
FEEDS = ("changes", "events")


@pytest.fixture
def district(clock: Any) -> District:
    """Recorded on April 20; two days later a meeting was announced, and a milestone was renamed."""
    district = make_district(as_of="2021-04-15")
    milestone = make_milestone(district, title="Report <1> & more")
    record(district)
    clock.move_to(FIRST + timedelta(days=2))
    make_meeting(district, title="Town hall")
    milestone.title = "Report <2> & more"
    milestone.save()
    record(district)
    return district


def feed(client: Client, name: str, language: str = "en", **headers: str) -> ElementTree.Element:
    response = client.get(f"/{language}/denver/{name}.atom", headers=headers)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own


def texts(element: ElementTree.Element, *path: str) -> list[str]:
    return [each.text or "" for each in element.findall("/".join(f"{ATOM}{name}" for name in path))]


def test_entries_say_what_changed_in_a_sentence_and_when_it_was_public(
    client: Client, district: District
) -> None:
    found = feed(client, "changes")
    assert texts(found, "entry", "title") == [
        "New meeting (Thursday, April 15, 2021): Town hall",
        "Other wording (title): Report <2> & more",
    ]
    assert set(texts(found, "entry", "updated")) == {"2021-04-22T18:00:00+00:00"}
    assert texts(found, "updated") == ["2021-04-22T18:00:00+00:00"]
    (meeting,) = texts(feed(client, "events"), "entry", "title")
    assert meeting.startswith("Town hall (Thursday, April 15, 2021, ")


@pytest.mark.parametrize("name", FEEDS)
def test_feed_keeps_the_rules_of_atom(client: Client, district: District, name: str) -> None:
    """RFC 4287, sections 4.1.1 and 4.1.2, and that links are absolute."""
    found = feed(client, name)
    for element in (found, *found.findall(f"{ATOM}entry")):
        for one in ("id", "title", "updated"):
            (text,) = texts(element, one)
            assert text
        assert TAG.fullmatch(texts(element, "id")[0])
        links = [link.attrib for link in element.findall(f"{ATOM}link")]
        kinds = [
            (link["rel"], link.get("type"), link.get("hreflang"))
            for link in links
            if link["rel"] == "alternate"
        ]
        assert len(set(kinds)) == len(kinds)
        assert all(link["href"].startswith("http://testserver/") for link in links)
    assert texts(found, "author", "name") == ["Denver Public Schools"]
    assert len(set(texts(found, "entry", "id"))) == len(texts(found, "entry", "id"))
    languages = {link.get("hreflang") for link in found.findall(f"{ATOM}link")}
    assert languages - {None} == set(LANGUAGES) - {"en"}
    assert found.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "en"


def ids(client: Client, path: str, **more: Any) -> list[str]:
    content = client.get(path, **more).content
    return texts(ElementTree.fromstring(content), "entry", "id")  # noqa: S314 - our own


@pytest.mark.parametrize("name", FEEDS)
def test_ids_stay_in_another_language_and_under_another_name(
    client: Client, district: District, name: str, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    before = ids(client, f"/en/denver/{name}.atom")
    assert before
    assert ids(client, f"/vi/denver/{name}.atom") == before
    assert ids(client, f"/en/denver/{name}.atom", headers={"host": "other.example"}) == before
    assert ids(client, f"/en/denver/{name}.atom", secure=True) == before
    district.slug = "denver-schools"
    district.save()
    assert ids(client, f"/en/denver-schools/{name}.atom") == before


def test_pages_lead_to_the_feeds_of_their_language(client: Client, district: District) -> None:
    html = client.get("/vi/denver/plan/").content.decode()
    for name in FEEDS:
        link = rf'<link rel="alternate" type="application/atom\+xml"[^>]*/vi/denver/{name}\.atom"'
        assert re.search(link, html)
    assert "atom+xml" not in client.get("/vi/").content.decode()


def test_feeds_hold_no_drafts_and_nothing_that_xml_cannot(
    client: Client, district: District
) -> None:
    make_meeting(district, "draft", title="Draft", state="draft")
    meeting = district.meetings.get(slug="community-meeting")
    meeting.title = "Town\x08 hall"
    meeting.save()
    found = feed(client, "events")
    assert len(texts(found, "entry", "title")) == 1
    assert client.get("/en/nowhere/changes.atom").status_code == 404
