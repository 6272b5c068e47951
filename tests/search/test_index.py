"""The index is filled where there is none, repaired by a command, and its rows are written once."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.apps import fill
from search.models import Entry
from tests.factories import make_district, make_milestone

pytestmark = pytest.mark.django_db


def rows() -> list[tuple[object, ...]]:
    names = ("kind", "object_id", "district_key", "language", "text", "first_day", "last_day")
    return sorted(Entry.objects.values_list(*names), key=str)


def test_an_empty_index_is_filled_after_tables_are_made() -> None:
    milestone = make_milestone(make_district(), title="Vote", title_es="Votación", when="2021-05")
    before = rows()
    assert len(before) == 3
    Entry.objects.all().delete()
    fill("default")
    assert rows() == before
    Entry.objects.filter(object_id=milestone.pk, kind="milestone", language="es").delete()
    fill("default")  # there are others of this kind: only the command repairs it
    assert len(rows()) == 2
    Entry.objects.filter(kind="milestone").delete()  # as if this kind were new
    fill("default")
    assert rows() == before


def test_the_command_repairs_what_is_wrong_and_says_how_much() -> None:
    milestone = make_milestone(make_district(), title="Vote", title_es="Votación")
    before = rows()
    Entry.objects.filter(kind="district").delete()
    Entry.objects.filter(language="es").update(text="wrong")
    Entry.objects.create(kind="milestone", object_id=milestone.pk + 1, district_key=1, text="gone")
    Entry.objects.create(kind="milestone", object_id=milestone.pk, language="vi", district_key=1)
    Entry.objects.create(kind="unknown", object_id=1, district_key=1)
    said = StringIO()
    call_command("reindex_search", stdout=said)
    assert "Entries repaired: 5." in said.getvalue()
    assert rows() == before
    call_command("reindex_search", stdout=said)
    assert "Entries repaired: 0." in said.getvalue()


def test_a_save_that_changes_no_words_writes_no_row() -> None:
    milestone = make_milestone(make_district(), title="Vote")
    milestone.position = 7
    with CaptureQueriesContext(
        connection,
    ) as asked:
        milestone.save()
    own = [each["sql"] for each in asked if "search_entry" in each["sql"]]
    assert [sql.split()[0] for sql in own] == ["SELECT"]
