"""Where readers find the head of the chain, to write it down."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from opendata.queries import latest
from opendata.record.heads import head_of, heads_of
from opendata.record.recording import record
from opendata.record.signing import public_key
from tests.factories import make_district, make_phase
from tests.pages.tree import parse

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_heads_are_the_last_entries_of_districts_that_have_any() -> None:
    first, second, none = (make_district(slug) for slug in ("a", "b", "c"))
    assert head_of(first) is None
    record(first)
    make_phase(first)
    record(first)
    record(second)
    with CaptureQueriesContext(connection) as captured:
        found = heads_of([second, none, first])
    assert len(captured) == 1
    assert [(each.district, each.number) for each in found] == [(second, 1), (first, 2)]
    assert found[1] == head_of(first)
    entry = latest(first)
    assert entry is not None
    assert found[1].code == entry.hash[:16]


def test_head_stands_on_how_this_works_and_on_the_handout(client: Client, settings: Any) -> None:
    settings.RECORD_KEY = bytes(32)
    district, draft = make_district(), make_district("hidden", state="draft")
    for each in (district, draft):
        record(each)
    head = head_of(district)
    assert head is not None
    how = client.get("/es/how/").content.decode()
    assert f'<a href="/api/v1/districts/denver/record/"><bdi>{district}</bdi></a>' in how
    assert public_key() in how
    assert "hidden/record" not in how
    assert head.code in how
    handout = parse(client.get("/es/denver/handout/").content.decode())
    notes = handout.one("div", class_="notes").text  # at the end, not among the meetings
    assert "Registro público: entrada 1," in notes
    assert head.code in notes


def test_how_this_works_names_no_heads_of_very_many_districts(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sro_site.views.HEADS", 1)
    for slug in ("a", "b"):
        record(make_district(slug))
    assert "/record/" not in client.get("/en/how/").content.decode()
