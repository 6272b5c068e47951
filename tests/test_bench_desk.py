"""What `make bench-desk` measures is filled as if it had been typed."""

import io

import pytest
from django.core.management import call_command

from bench import desk
from languages.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_nothing_is_left_for_reindex_words_to_repair() -> None:
    desk.fill(units=180, districts=1)
    names = [field.name for field in Unit._meta.fields]
    before = set(Unit.objects.values_list(*names))
    said = io.StringIO()
    call_command("reindex_words", stdout=said)
    assert "gone: 0. Numbers: 0." in said.getvalue()
    assert set(Unit.objects.values_list(*names)) == before
