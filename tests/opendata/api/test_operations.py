"""What programs get: answers that keep what the OpenAPI document promises, and plain errors."""

import hashlib
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from jsonschema import Draft202012Validator

from districts.models import District
from opendata.api.worded import COLLECTIONS
from opendata.models import Entry
from opendata.record.recording import record
from tests import factories
from tests.client import StaffClient
from tests.conftest import ForModule
from tests.opendata.record.test_documents import make_all_kinds

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DISTRICT = "/api/v1/districts/denver/"
FIRST, SECOND = datetime(2026, 5, 1, 12, tzinfo=UTC), datetime(2026, 5, 3, 12, tzinfo=UTC)


def make() -> None:
    """All kinds of records, recorded once; then a school more, recorded again."""
    with time_machine.travel(FIRST, tick=False):
        district = make_all_kinds(2)
        factories.make_milestone(district, title="Listen", title_vi="Lắng nghe", when="2021-23")
        record(district)
    with time_machine.travel(SECOND, tick=False):
        factories.make_school(district, "new-high")
        record(district)


@pytest.fixture(scope="module")
def _made(for_module: ForModule) -> None:
    for_module(make)


@pytest.fixture(autouse=True)
def _clock(_made: None, db: None) -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 27, 12, tzinfo=UTC), tick=False):
        yield


def get(address: str, status: int = 200) -> Any:
    answer = Client().get(address, follow=True)
    kind = "application/json" if status == 200 else "application/problem+json"
    assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (status, kind)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    return json.loads(answer.content)


def openapi() -> Any:
    return get("/api/v1/openapi.json")


def fitting(addresses: dict[str, str], query: str) -> None:
    """Each answer is as the OpenAPI document says: `addresses` by their templates there."""
    described = openapi()
    for template, address in addresses.items():
        operation = described["paths"][template]["get"]
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        validator = Draft202012Validator({**schema, "components": described["components"]})
        faults = [fault.message for fault in validator.iter_errors(get(f"{address}{query}"))]
        assert not faults, (address, faults)


def test_answers_are_as_the_openapi_document_says() -> None:
    lists = {f"/api/v1/districts/{{slug}}/{name}/": f"{DISTRICT}{name}/" for name in COLLECTIONS}
    states = {"/api/v1/districts/{slug}/": DISTRICT, **lists}
    fitting(states, "")
    fitting(states, "?at=2026-05-02&lang=vi")
    others = {"/api/v1/districts/": "/api/v1/districts/"}
    fitting(others | {"/api/v1/districts/{slug}/record/": f"{DISTRICT}record/"}, "")
    known = {*states, *others, "/api/v1/districts/{slug}/record/"}
    assert {*openapi()["paths"]} - known == {"/api/v1/districts/{slug}/record/{number}/"}
    parameters = openapi()["paths"]["/api/v1/districts/{slug}/"]["get"]["parameters"]
    (at,) = [each["schema"] for each in parameters if each["name"] == "at"]
    assert [each["format"] for each in at["anyOf"]] == ["date", "date-time"]


def test_document_holds_all_records_and_the_entry_that_proves_it() -> None:
    document = get(DISTRICT)
    assert document["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert document["website"] == "http://testserver/en/denver/"
    assert {name for name, found in document["records"].items() if found} == {*COLLECTIONS}
    assert (document["recorded"]["number"], document["at"]) == (2, None)
    raw = Client().get(f"{DISTRICT}record/2/").content
    assert hashlib.sha256(raw).hexdigest() == document["recorded"]["sha256"]
    ids = {each["id"] for each in json.loads(raw)["records"]}
    told = [each for found in document["records"].values() for each in found]
    assert {each["id"] for each in told} | {document["id"]} == ids
    for name in ("schools", "milestones"):
        assert get(f"{DISTRICT}{name}/")["results"] == document["records"][name]


def test_words_in_one_language_say_what_is_english() -> None:
    def titles(query: str) -> list[Any]:
        found = [each["words"]["title"] for each in get(f"{DISTRICT}milestones/{query}")["results"]]
        return [{name: value for name, value in each.items() if value} for each in found]

    assert {"text": "Lắng nghe", "language": "vi", "state": "draft"} in titles("?lang=vi")
    english = {"text": "The board decides", "language": "en", "state": "missing"}
    assert english in titles("?lang=vi")
    assert {"text": "Listen", "language": "en", "state": "source"} in titles("?lang=en")
    source = {"text": "Listen", "state": "source"}
    assert {"en": source, "vi": {"text": "Lắng nghe", "state": "draft"}} in titles("")


@pytest.mark.parametrize(
    ("at", "schools"),
    [
        ("2026-05-01", 2),  # the end of the day in Denver
        ("2026-05-03T11:59:59Z", 2),
        ("2026-05-03T12:00:00Z", 3),
        ("2026-05-03T05:59:59-06:00", 2),
        ("2026-05-03T14:00:00%2B02:00", 3),
        ("2199-12-31", 3),
        ("9999-12-31T23:59:59-14:00", 3),
    ],
)
def test_document_is_as_it_was_at_a_moment(at: str, schools: int) -> None:
    document = get(f"{DISTRICT}?at={at}")
    assert len(document["records"]["schools"]) == schools
    assert document["recorded"]["number"] == (2 if schools == 3 else 1)


def test_record_tells_its_chain_last_entry_first() -> None:
    found = get(f"{DISTRICT}record/")
    second, first = found["results"]
    assert (found["count"], found["head"]["hash"]) == (2, second["hash"])
    assert second["previous"] == first["hash"]
    assert first["at"] == "2026-05-01T12:00:00.000000Z"
    raw = Client().get(first["document"])
    assert hashlib.sha256(raw.content).hexdigest() == first["sha256"]
    assert raw.content == Entry.objects.get(number=1).document_bytes
    # Anybody can compute the hash of an entry, without this site.
    header = {name: second[name] for name in ("number", "previous", "redaction", "sha256")}
    header |= {"district": json.loads(raw.content)["district"], "recorded_at": second["at"]}
    said = json.dumps(header, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(said.encode()).hexdigest() == second["hash"]


def test_lists_are_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("opendata.api.answers.PER_PAGE", 2)
    first = get(f"{DISTRICT}schools/?lang=vi")
    assert (first["count"], first["pages"], first["previous"]) == (3, 2, None)
    second = get(first["next"])
    assert second["previous"] == f"http://testserver{DISTRICT}schools/?lang=vi&page=1"
    assert (len(second["results"]), second["next"]) == (1, None)
    get(f"{DISTRICT}schools/?page=3", 404)


WRONG = {
    f"{DISTRICT}?at=yesterday": 400,
    f"{DISTRICT}?at=2026-05-03T12:00:00": 400,  # in no time zone
    f"{DISTRICT}?at=2026-02-30": 400,
    f"{DISTRICT}?at=0001-01-01T00:00:00%2B14:00": 404,
    f"{DISTRICT}?at=0001-01-01": 404,
    f"{DISTRICT}?at=2026-04-30": 404,
    f"{DISTRICT}?lang=xx": 400,
    f"{DISTRICT}schools/?page=0": 400,
    f"{DISTRICT}schools/?page=x": 400,
    f"{DISTRICT}schools/?page=99999": 404,
    f"{DISTRICT}record/3/": 404,
    f"{DISTRICT}record/{10**30}/": 404,
    f"{DISTRICT}nothing/": 404,
    f"{DISTRICT}schools.csv?at=x": 400,
    f"{DISTRICT}nothing.csv": 404,
    "/api/v1/districts/nowhere/": 404,
    "/api/v1/": 404,
    "/api/": 404,
    "/api/v1/docs": 404,
}


def test_errors_say_in_words_what_is_wrong() -> None:
    for address, status in WRONG.items():
        answer = get(address, status)
        assert answer["status"] == status, address
        assert answer["title"], address
    assert "2026-05-03T12:00:00Z" in get(f"{DISTRICT}?at=yesterday", 400)["detail"]
    assert "/record/" in get(f"{DISTRICT}?at=2026-04-30", 404)["detail"]


def test_no_parameter_makes_it_fail() -> None:
    hostile = random.Random(15)
    signs = "0123456789-T:Z.+ %\u0661\u200f\u06f2aé'\"<&=\u4e00"
    for _ in range(60):
        value = "".join(hostile.choices(signs, k=hostile.randint(1, 30)))
        for name in ("at", "lang", "page"):
            answer = Client().get(f"{DISTRICT}phases/", {name: value}, follow=True)
            assert answer.status_code in (200, 400, 404), (name, value)


def test_staff_get_no_drafts() -> None:
    factories.make_district("hidden", state="draft")
    factories.make_school(District.objects.get(slug="denver"), "secret-high", state="draft")
    client = StaffClient()
    client.force_login(factories.make_user(is_superuser=True))
    assert client.get("/api/v1/districts/hidden/").status_code == 404
    assert "secret" not in client.get(f"{DISTRICT}schools/").content.decode()
    assert get("/api/v1/districts/")["count"] == 1


def test_other_methods_and_unknown_parameters_are_answered_as_on_pages() -> None:
    client = Client()
    head = client.head(DISTRICT)
    assert (head.status_code, head.content) == (200, b"")
    asked = client.options(DISTRICT)
    assert (asked.status_code, asked.headers["Allow"]) == (200, "GET, HEAD")
    assert client.post(DISTRICT).status_code == 405
    moved = client.get(f"{DISTRICT}schools/?lang=vi&x=1&at=2026-05-02")
    assert moved.headers["Location"] == f"{DISTRICT}schools/?at=2026-05-02&lang=vi"
    assert moved.headers["Access-Control-Allow-Origin"] == "*"
