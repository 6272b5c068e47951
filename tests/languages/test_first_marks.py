"""The migrations that made the first marks gave the same result as saving."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models import QuerySet

from districts.models import District
from languages.models import SourceText, Translated, Unit
from publishing.models import Record
from tests.factories import (
    make_area,
    make_commitment,
    make_decision,
    make_district,
    make_document,
    make_finding,
    make_meeting,
    make_milestone,
    make_move,
    make_phase,
    make_program,
    make_rule,
    make_staffing,
    make_standard,
    make_time_change,
    make_workstream,
)

pytestmark = pytest.mark.django_db


def migrate(app: str) -> None:
    folder = Path(apps.get_app_config(app).path) / "migrations"
    (file,) = folder.glob("*_freshness.py")
    import_module(f"{app}.migrations.{file.stem}").mark_existing(apps, None)


def known() -> list[Any]:
    marks = [
        (model.__name__, record.pk, record.marks)
        for model in models()
        for record in model._default_manager.order_by("pk")
    ]
    later = ("id", "comes_first")  # the latter is written by a migration of its own
    names = [field.name for field in Unit._meta.fields if field.name not in later]
    units = sorted(map(repr, Unit.objects.values_list(*names)))
    return [*marks, *units, *SourceText.objects.order_by("pk").values_list("hash", "text")]


def models() -> list[type[Translated]]:
    records = (model for model in apps.get_models() if issubclass(model, Record))
    return [model for model in records if issubclass(model, Translated)]


def test_the_first_marks_are_those_of_a_save() -> None:
    district = make_district(summary_es="Se van.", plan_note="Unknown.", plan_note_vi="V")
    phase = make_phase(district, when="2021-05", title_es="Fase")
    area = make_area(district, title_es="Zona")
    milestone = make_milestone(district, when="2021-05", detail="More.", detail_ar="ش")
    make_time_change(milestone, reason_es="Porque")
    make_time_change(make_commitment(district, due="2021/..", text_es="Oír"))
    for make in (make_staffing, make_rule, make_standard, make_finding, make_decision):
        make(district)
    make_workstream(phase, title_es="Grupo")
    make_program(area)
    make_document(district)
    make_move(make_meeting(district, title_es="Reunión"), announced_by_es="El distrito")
    make_milestone(district, phase=phase)
    saved = known()
    SourceText.objects.all().delete()
    Unit.objects.all().delete()
    for model in models():
        QuerySet(model).update(translations={})
    for app in ("districts", "events", "timeline"):
        migrate(app)
    assert known() == saved


def test_what_became_words_is_listed_for_translators_as_a_save_lists_it() -> None:
    district = make_district(board="School Board", police="City Police")
    make_district("other")
    saved = known()
    Unit.objects.filter(field__in=["board", "police"]).delete()
    QuerySet(District).update(board_en=None, police_en=None)
    module = import_module("districts.migrations.0006_board_and_police_in_words")
    module.take_for_english(apps, None)
    assert known() == saved
    district.refresh_from_db()
    words = {field: district.words[field]["en"] for field in ("board", "police")}
    assert words == {"board": "School Board", "police": "City Police"}
