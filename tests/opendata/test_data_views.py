"""The pages on which families find the data, and what a district's record says of languages."""

import json
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from languages.registry import LANGUAGES
from opendata.api.dictionary import ids_told, kinds_told
from opendata.kinds import KINDS
from opendata.record.recording import record
from tests import factories
from tests.opendata.record.test_documents import make_all_kinds
from tests.pages.tree import parse

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_dictionary_tells_every_field_of_every_kind() -> None:
    told = {kind.collection: [field.name for field in kind.fields] for kind in kinds_told()}
    for kind in KINDS:
        name = "district" if kind.type == "district" else kind.collection
        assert {*told[name]} == {*kind.facts, *kind.words}
    assert [field.name for field in ids_told()] == ["id", "parent"]
    page = parse(Client().get("/my/data/").content.decode())
    assert {kind.collection for kind in kinds_told()} <= {n.attrs.get("id") for n in page.walk()}
    assert page.one("a", rel="license").attrs["href"].startswith("https://creativecommons.org/")


def test_page_of_a_district_leads_to_its_tables_and_tells_search_engines() -> None:
    district = make_all_kinds(1)
    record(district)
    page = parse(Client().get("/vi/denver/data/").content.decode())
    files = [link.attrs["href"] for link in page.all("a") if link.attrs["href"].endswith(".csv")]
    assert len(files) == len(KINDS)
    assert all(Client().get(file).status_code == 200 for file in files)
    data = json.loads(str(page.one("script").children[0]))
    assert (data["@type"], data["inLanguage"]) == ("Dataset", "vi")
    tables = [each["contentUrl"] for each in data["distribution"][1:]]
    assert tables == [f"http://testserver{file}" for file in files]
    assert "http://testserver/api/v1/districts/denver/" in page.one("main").text


def test_page_of_languages_begins_with_the_readers_own() -> None:
    district = factories.make_district(content_languages=["en", "es"])
    with time_machine.travel(datetime(2026, 5, 1, 12, tzinfo=UTC), tick=False):
        record(district)
    rows = parse(Client().get("/so/denver/languages/").content.decode()).one("tbody").all("tr")
    assert [row.one("th").text for row in rows] == ["Soomaali", "Isbaanish"]
    english = parse(Client().get("/en/denver/languages/").content.decode())
    assert [row.one("th").text for row in english.one("tbody").all("tr")] == ["Spanish"]
    assert "May 1, 2026" in english.one("main").text
    assert english.one("tbody").text.count("Too few to say") == 3
    district.content_languages = ["en"]
    district.save()
    every = parse(Client().get("/en/denver/languages/").content.decode()).one("tbody").all("tr")
    assert len(every) == len(LANGUAGES) - 1


def test_neither_is_there_for_a_district_that_is_not_public() -> None:
    factories.make_district(state="draft")
    for page in ("data", "languages"):
        assert Client().get(f"/en/denver/{page}/").status_code == 404
