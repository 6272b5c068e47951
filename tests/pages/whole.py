"""A district with all that its pages can show, in English; and how to translate all of it."""

from collections.abc import Iterator

from django.apps import apps

from districts.models import District, School
from languages.columns import translated_fields
from languages.freshness import Mark, text_hash
from languages.models import Translated
from languages.registry import SOURCE
from publishing.models import Record
from tests import factories
from tests.pages.site import OF_EACH_DISTRICT

PAGES = (*OF_EACH_DISTRICT, "events/town-hall/", "schools/north-high/")


def make_whole() -> District:
    """Denver, whose meeting is `town-hall` and whose school is `north-high`."""
    district = factories.make_district(
        helpline_phone="+1 720-423-3054",
        helpline_name="Family helpline",
        decision="The board decided.",
        decision_reason="Because.\n\nAnd because.",
        schools_note="The names of the others are not known.",
        schools_count=5,
        schools_kind="high schools",
        plan_summary="It takes years.",
        plan_note="Who does what is not known.",
    )
    phase = factories.make_phase(district, when="2026-11")
    factories.make_time_change(phase)
    stream = factories.make_workstream(phase)
    town_hall = {"title": "Town hall", "description": "All are welcome.", "hosts": "The board"}
    meeting = factories.make_meeting(district, "town-hall", **town_hall, language="ase")
    document = factories.make_document(district)
    milestone = factories.make_milestone(
        district,
        phase=phase,
        detail="In public.",
        scope="high schools",
        document=document,
        meeting=meeting,
    )
    school = factories.make_school(district)
    milestone.schools.add(school)
    meeting.schools.add(school)
    _make_plan(district, school)
    factories.make_milestone(district, phase=phase, workstream=stream)
    factories.make_milestone(district, title="Loose", when="2027", reduction_percent=50)
    return district


def _make_plan(district: District, school: School) -> None:
    area = factories.make_area(district, summary="In short.")
    factories.make_program(area)
    promised = {"responsible": "The board", "document": factories.make_document(district)}
    factories.make_commitment(district, area=area, **promised).schools.add(school)
    moved = factories.make_commitment(district, due="2026-12")
    factories.make_time_change(moved)
    factories.make_staffing(district, where="in high schools")
    for make in (factories.make_rule, factories.make_standard, factories.make_finding):
        make(district)
    factories.make_answer(district)
    factories.make_decision(district, decided_by="The board")
    factories.make_decision(district, school=school, applies_to="")


def translated_models() -> list[type[Translated]]:
    records = (model for model in apps.get_models() if issubclass(model, Record))
    return [model for model in records if issubclass(model, Translated)]


def translate_all(*languages: str) -> None:
    """Write a draft in each of `languages` of each English text of all records."""
    for record, words in _texts():
        for field, english in words.items():
            for language in languages:
                setattr(record, f"{field}_{language}", f"[{english}]")
        record.save()


def review_all(language: str) -> None:
    """Say of each translation into `language` that it was reviewed."""
    for record, words in _texts():
        marks = {
            field: Mark(text_hash(english), text_hash(f"[{english}]"), reviewed=True)
            for field, english in words.items()
        }
        record.save(told={field: {language: mark} for field, mark in marks.items()})


def change_english(ending: str = " Since today.", *, back: bool = False) -> None:
    """Add an ending to each English text of all records, or take it away again."""
    for record, words in _texts():
        for field, english in words.items():
            text = english.removesuffix(ending) if back else english + ending
            setattr(record, f"{field}_{SOURCE}", text)
        record.save()


def _texts() -> Iterator[tuple[Translated, dict[str, str]]]:
    """Each record that says something in English, with its English texts by field."""
    for model in translated_models():
        for record in model._default_manager.all():
            words = {field: record.words[field][SOURCE] for field in translated_fields(model)}
            if said := {field: english for field, english in words.items() if english}:
                yield record, said
