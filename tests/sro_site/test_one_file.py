"""A district in one file: nothing is loaded; links lead to places in it or to the site."""

from base64 import b64encode
from hashlib import sha256

import pytest
from django.test import Client

from sro_site.one_file import PAGES
from tests import factories
from tests.client import StaffClient
from tests.pages.tree import parse

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ADDRESS = "/vi/denver/one-file.html"


def test_all_pages_of_a_district_are_in_it() -> None:
    district = factories.make_district()
    factories.make_school(district, name="Lake Middle School")
    factories.make_meeting(district, title="Budget talk")
    phase = factories.make_phase(district, title="Listening")
    factories.make_milestone(district, title="Removal of officers", phase=phase)
    answer = Client().get(ADDRESS)
    page = parse(answer.content.decode())
    for words in ("Lake Middle School", "Budget talk", "Listening", "Removal of officers"):
        assert words in page.text
    names = [node.attrs["id"] for node in page.walk() if "id" in node.attrs]
    assert len(names) == len(set(names))
    assert set(PAGES) < set(names)
    for node in page.all("a"):
        link = node.attrs["href"]
        assert link.startswith(("#", "http://testserver/", "tel:", "webcal:")), link
        assert not link.startswith("#") or link[1:] in names
    assert f"#timeline-phase-{phase.number}" in {node.attrs["href"] for node in page.all("a")}
    style = page.one("style").children[0]
    assert isinstance(style, str)
    assert "url(" not in style
    source = b64encode(sha256(style.encode()).digest()).decode()
    assert f"'sha256-{source}'" in answer.headers["Content-Security-Policy"]
    assert not page.all("form") + page.all("img") + page.all("script")
    assert not [node for node in page.all("link") if node.attrs["rel"] != "canonical"]
    assert len(page.all("h1")) == len(page.all("main")) == 1


def test_file_has_no_drafts_even_for_staff() -> None:
    district = factories.make_district()
    factories.make_school(district, name="Draft School", state="draft")
    client = StaffClient()
    client.force_login(factories.make_user(is_superuser=True))
    assert b"Draft School" in client.get("/en/denver/schools/").content
    answer = client.get("/en/denver/one-file.html")
    assert b"Draft School" not in answer.content
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_file_is_about_the_day_asked_about() -> None:
    factories.make_district()
    answer = Client().get("/en/denver/one-file.html?on=2021-04-15")
    assert b"http://testserver/en/denver/?on=2021-04-15" in answer.content
    assert Client().get("/en/nowhere/one-file.html").status_code == 404
