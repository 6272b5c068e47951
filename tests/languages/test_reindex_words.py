import io
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import QuerySet

from languages.freshness import Mark, TranslationState, text_hash
from languages.models import Unit
from tests.factories import make_district, make_milestone, make_phase
from timeline.models import Milestone, Phase

pytestmark = pytest.mark.django_db


def index() -> set[tuple[Any, ...]]:
    names = [field.name for field in Unit._meta.fields if field.name != "id"]
    return set(Unit.objects.values_list(*names))


def reindex() -> str:
    said = io.StringIO()
    call_command("reindex_words", stdout=said)
    return said.getvalue().partition("\n")[2]  # the first line says in which database


def test_the_index_is_made_anew_as_it_was() -> None:
    district = make_district(summary_es="Se van.")
    make_milestone(district, when="2021-05", title_es="Hito")
    phase = make_phase(district)
    before = index()
    Unit.objects.filter(language="es").delete()
    Unit.objects.filter(language="vi").update(status=TranslationState.REVIEWED, district=0)
    stray = phase.units.get(language="fr")
    stray.pk, stray.object_id = None, phase.pk + 1
    stray.save()
    assert reindex() == "Records: 3. Entries of records that are gone: 1. Numbers: 8.\n"
    assert index() == before
    assert reindex() == "Records: 3. Entries of records that are gone: 0. Numbers: 0.\n"
    assert index() == before


def test_words_that_came_by_another_way_are_settled() -> None:
    make_phase(make_district(), title="One")
    columns: dict[str, Any] = {"title_es": "Uno"}
    QuerySet(Phase).update(**columns)
    reindex()
    phase = Phase.objects.get()
    assert phase.marks == {"title": {"es": Mark(text_hash("One"), text_hash("Uno"))}}
    assert phase.units.get(language="es").status == TranslationState.DRAFT


def test_marks_stay_as_they_are() -> None:
    milestone: Any = make_milestone(make_district(), title="One", title_es="Uno")
    milestone.title_en = "Two"
    milestone.save()
    before = milestone.marks
    reindex()
    assert Milestone.objects.get().marks == before
