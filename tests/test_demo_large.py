"""What `make demo-large` writes is what saving the same records would have written."""

import io
import re
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from bench import large, placeholders, received
from bench.indexes import INDEXED
from desk.finding.models import IndexedText
from districts.models import District
from feedback.models import Question
from languages.models import SearchText, Unit
from opendata.models import Entry
from timeline.models import Milestone

pytestmark = pytest.mark.django_db(transaction=True)
STRUCTURE = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) || convalidated
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
"""
WRITTEN_ANEW = re.compile(r"::(text|character varying)(\[\])?|[()]")
DESK = ("content_type", "object_id", "field", "language", "folded", "doubtful")


def test_a_database_that_cannot_be_filled_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISTRICTS", "many")
    with pytest.raises(SystemExit, match=r"PostgreSQL|DISTRICTS"):
        large.main()


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="it copies into PostgreSQL")
def test_nothing_is_left_for_reindex_words_to_repair(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (large, placeholders):  # so that the second district repeats the first
        monkeypatch.setattr(module, "VARIANTS", 1)
    with connection.cursor() as cursor:
        structure = _structure(cursor)
        large.fill(2)
        assert _structure(cursor) == structure
    assert (District.objects.count(), Milestone.objects.count()) == (2, 200)
    assert Unit.objects.count() == 2 * 2700
    names = [field.name for field in Unit._meta.fields]
    before: set[Any] = set(Unit.objects.values_list(*names))
    marks = dict(Milestone.objects.values_list("pk", "translations"))
    texts = set(SearchText.objects.values_list("content_type", "object_id", "text"))
    assert len(texts) == 2 * 116
    folded = dict(District.objects.values_list("pk", "folded_name"))
    said = io.StringIO()
    call_command("reindex_words", stdout=said)
    assert "gone: 0. Numbers: 0." in said.getvalue()
    assert set(Unit.objects.values_list(*names)) == before
    assert dict(Milestone.objects.values_list("pk", "translations")) == marks
    assert set(SearchText.objects.values_list("content_type", "object_id", "text")) == texts
    written = set(IndexedText.objects.values_list(*DESK))
    call_command("reindex_desk", stdout=said)
    assert set(IndexedText.objects.filter(language__in=INDEXED).values_list(*DESK)) == written
    call_command("reindex_search", stdout=said)
    assert "Entries repaired: 0." in said.getvalue()
    for district in District.objects.all():
        district.save()
    assert dict(District.objects.values_list("pk", "folded_name")) == folded
    for record in (District.objects.first(), Milestone.objects.first()):
        assert record is not None
        record.full_clean()
    for page in ("", "timeline/", "events/", "schools/"):
        assert client.get(f"/es/district-00001/{page}").status_code == 200
    received.fill(2)
    assert (Question.objects.count(), Entry.objects.count()) == (20, 2)


def _structure(cursor: Any) -> set[Any]:
    """All constraints and indexes; the same condition is said with other casts when made again."""
    found = cursor.execute(STRUCTURE).fetchall()
    return {(table, name, WRITTEN_ANEW.sub("", said)) for table, name, said in found}
