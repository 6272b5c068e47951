"""Texts are found by their words, their part, their checks, and their last change."""

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from desk import queries
from desk.finding import sought
from desk.models import IndexedText
from districts.models import District
from tests.desk.unit_page import S0, post
from tests.factories import make_meeting, make_phase, make_user
from timeline.models import Phase

pytestmark = pytest.mark.django_db


@pytest.fixture
def texts(district: District) -> None:
    make_phase(district, 2, title="Lake school", title_es="Escuela del lago")
    make_phase(district, 3, title="River", title_es="Río, Lake", title_vi="Trường")
    make_phase(district, 4, title="Open in 2021", title_es="Abre en 2012")
    make_meeting(district, title="Lake meeting")


def found(client: Client, query: str) -> set[str]:
    """The first words of the English of what a queue lists."""
    page = client.get(f"/desk/es/?words=content&{query}")
    assert page.status_code == 200
    listed = re.findall(r'<p><a href="/desk/es/\d+/[^>]*>(.*?)</a></p>', page.content.decode())
    return {text.split()[0] for text in listed} - {"Planning", "Resolution"}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("q=lake", {"Lake", "River"}),
        ("q=truong", {"River"}),
        ("q=lake&look=source", {"Lake"}),
        ("q=lake&look=text", {"River"}),
        ("q=LAKE&look=both", {"Lake", "River"}),
        ("q=truong&look=both", set()),
        ("q=rio&look=text", {"River"}),
        ("q=river+rio&look=both", {"River"}),
        ("q=river+rio&look=source", set()),
        ("q=lake&look=source&part=events.meeting", {"Lake"}),
        ("q=river&part=events.meeting", set()),
        ("doubtful=on", {"Open"}),
        ("doubtful=on&status=missing", set()),
        ("mine=on", set()),
    ],
)
def test_filters(reviewer: Client, texts: None, query: str, words: set[str]) -> None:
    assert found(reviewer, query) == words


def test_what_does_not_exist_is_refused(reviewer: Client) -> None:
    for query in ("look=x", "part=auth.user", "since=soon"):
        assert reviewer.get(f"/desk/es/?{query}").status_code == 400


def test_the_last_change_counts(reviewer: Client, record: Phase, texts: None) -> None:
    IndexedText.objects.update(at=datetime(2021, 5, 1, tzinfo=UTC))
    today = timezone.localdate()
    post(reviewer, record, "save", S0)
    make_meeting(record.district, "soon", title="New")
    listed = reviewer.get("/desk/es/?mine=on").content.decode()
    assert "1 in all" in listed
    assert S0 in listed
    assert found(reviewer, f"since={today}") == {"New"}
    assert S0 in reviewer.get(f"/desk/es/?since={today}").content.decode()
    later = today + timedelta(days=2)
    assert "0 in all" in reviewer.get(f"/desk/es/?since={later}").content.decode()


def test_the_english_decides_whether_checks_find_something(
    reviewer: Client, district: District, texts: None
) -> None:
    record = Phase.objects.get(number=4)
    record.title_en = "Open in 2012"  # type: ignore[attr-defined]
    record.save()
    assert found(reviewer, "doubtful=on") == set()
    record.delete()
    assert not IndexedText.objects.filter(object_id=record.pk or 0, folded__contains="2012")
    assert not IndexedText.objects.filter(folded__contains="abre")


def test_the_index_is_rebuilt_as_it_was(district: District, texts: None) -> None:
    rows = IndexedText.objects.order_by("pk").values_list("object_id", "field", "folded", "at")
    before = list(rows)
    IndexedText.objects.filter(language="es").update(folded="", doubtful=False)
    said = io.StringIO()
    call_command("reindex_desk", stdout=said)
    assert f"Texts: {len(before)}." in said.getvalue()
    assert list(rows) == before


def test_of_what_very_many_texts_say_the_most_urgent_ones_are_looked_at(
    reviewer_everywhere: Client, texts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sought, "MOST", 1)
    for query in ("q=lake", "q=lake&look=both", "q=2021&look=source", "since=2020-01-01"):
        assert "Only the 500 most urgent" in page_of(reviewer_everywhere, query) or "2021" in query
    assert found(reviewer_everywhere, "q=lake") == {"Lake", "River"}
    assert found(reviewer_everywhere, "q=lake&look=text") == {"River"}
    monkeypatch.setattr(queries, "LOOKED", 1)
    assert found(reviewer_everywhere, "q=lake&status=missing") == {"Lake"}


def test_in_a_district_all_of_what_very_many_texts_say_is_found(
    reviewer_everywhere: Client,
    district: District,
    texts: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sought, "MOST", 1)
    monkeypatch.setattr(queries, "LOOKED", 0)
    chosen = f"district={district.pk}"
    assert found(reviewer_everywhere, f"q=lake&{chosen}") == {"Lake", "River"}
    assert "most urgent" not in page_of(reviewer_everywhere, f"q=lake&{chosen}")


def page_of(client: Client, query: str) -> str:
    return client.get(f"/desk/es/?words=content&{query}").content.decode()


@pytest.fixture
def reviewer_everywhere(client: Client) -> Client:
    client.force_login(make_user(is_superuser=True))
    return client
