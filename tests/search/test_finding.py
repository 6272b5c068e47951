"""The table of queries on a database, and that only what is public is found."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from districts.models import District, School
from districts.readable import Reader
from languages.columns import word_column
from languages.registry import LANGUAGES
from opendata.kinds import KINDS
from publishing.states import PublicationState
from search import finding
from search.finding import Found, find
from search.kinds import kinds, kinds_of
from search.models import Entry
from search.terms import understand
from tests.conftest import ForModule
from tests.factories import (
    NOW,
    make_answer,
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
    make_school,
    make_staffing,
    make_standard,
    make_time_change,
    make_workstream,
)
from tests.search.table import NOTHING, RECORDS, ROWS
from timeline.models import Milestone

pytestmark = pytest.mark.django_db


def _make() -> dict[str, int]:
    """The records of the table in one district, each by its name; one is a school."""
    district = make_district("elsewhere", name="Elsewhere", short_name="Elsewhere", summary="-")
    made = {}
    for record in RECORDS:
        words = {word_column("title", code): said for code, said in record.words.items()}
        made[record.name] = make_milestone(district, **words, when=record.when).pk
    return made


@pytest.fixture(scope="module")
def made(for_module: ForModule) -> dict[str, int]:
    return for_module(_make)


def search(query: str, language: str = "en", district: District | None = None) -> Found:
    reader = Reader(NOW, NOW.date(), language, drafts=False)
    return find(understand(query, language), reader, district.pk if district else None)


def test_the_table_holds_on_the_database(made: dict[str, int]) -> None:
    district = District.objects.get(slug="elsewhere")
    names = {key: name for name, key in made.items()}
    wrong = []
    for row in ROWS:
        found = [names[each.key] for each in search(row.query, row.language, district).rows]
        if (found != []) if row.finds == NOTHING else (row.finds not in found):
            wrong.append((row, found))
    assert wrong == []


CANARY = "canary"
HIDDEN = (
    {"state": PublicationState.DRAFT},
    {"state": PublicationState.WITHDRAWN},
    {"publish_at": NOW + timedelta(hours=1)},
)


@pytest.mark.parametrize("hidden", HIDDEN, ids=["draft", "withdrawn", "scheduled"])
def test_what_is_not_public_is_never_found(hidden: dict[str, Any]) -> None:
    district = make_district()
    private = make_district("private", name=f"{CANARY} district", **hidden)
    make_milestone(private, title=CANARY)
    phase = make_phase(district, title=CANARY, **hidden)
    area = make_area(district, title=CANARY, **hidden)
    stream = make_workstream(phase, title=CANARY)
    make_milestone(district, title=CANARY, phase=phase, workstream=stream)
    make_time_change(make_milestone(district, title=CANARY, **hidden), reason=CANARY)
    make_move(make_meeting(district, title=CANARY, **hidden), was_place=CANARY)
    make_school(district, CANARY, **hidden)
    make_program(area, title=CANARY)
    make_answer(district, question=CANARY, **hidden)
    make_decision(district, applies_to=CANARY, **hidden)
    make_document(district, title=CANARY, **hidden)
    make_staffing(district, where=CANARY, **hidden)
    for make in (make_commitment, make_rule, make_standard, make_finding):
        make(district, text=CANARY, **hidden)
    found = Entry.objects.filter(text__contains=CANARY).values_list("kind", flat=True)
    assert {*found} == {*kinds()}
    for place in (district, private, None):
        assert search(CANARY, district=place).rows == []
    reader = Reader(NOW + timedelta(hours=1), NOW.date(), "en", drafts=False)
    later = find(understand(CANARY, "en"), reader, district.pk)
    assert bool(later.rows) == ("publish_at" in hidden)


def test_the_index_follows_every_change() -> None:
    district = make_district()
    school, milestone = make_school(district, "lake"), make_milestone(district, title="Vote")
    assert [row.kind for row in search("lake", district=district).rows] == ["school"]
    School.objects.filter(pk=school.pk).update(name="River")
    milestone.title_es = "Votación"  # type: ignore[attr-defined]
    milestone.save()
    assert search("lake").rows == []
    assert [row.kind for row in search("river", "vi").rows] == ["school"]
    assert [row.language for row in search("votacion", "es").rows] == ["es"]
    assert search("votacion", "vi").rows == []
    milestone.title_es = ""  # type: ignore[attr-defined]
    milestone.save()
    assert search("votacion", "es").rows == []
    milestone.delete()
    key = district.pk
    district.delete()
    assert not Entry.objects.filter(district_key=key).exists()


def test_titles_come_first_then_what_is_current_own_language_and_whole_words() -> None:
    district = make_district()
    plain = {"title": "Budget", "when": "2021-05"}
    text = make_milestone(district, title="Vote", detail="The budget", when="2021-05")
    past = make_milestone(district, title="Budget", when="2020-05")
    part = make_milestone(district, title="Budgets", when="2021-05")
    own = make_milestone(district, **plain, title_es="Budget del año")
    english = make_milestone(district, **plain)
    found = [row.key for row in search("budget", "es", district).rows]
    assert found == [own.pk, english.pk, part.pk, past.pk, text.pk]


def test_a_row_holds_what_is_shown_in_its_language() -> None:
    district = make_district()
    milestone = make_milestone(
        district, title="Vote", title_es="Votación", detail="The board meets", scope_es="x"
    )
    rows = Entry.objects.filter(kind="milestone", object_id=milestone.pk)
    texts = dict(rows.values_list("language", "text"))
    assert texts == {"en": "vote\nthe board meets", "es": "votacion\n\n\nthe board meets"}
    assert [row.key for row in search("votación board", "es", district).rows] == [milestone.pk]


def test_a_district_that_is_named_comes_first_of_however_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(finding, "MOST", 2)
    for number in range(3):
        make_milestone(make_district(f"d{number}"), title="Lake votes", when="2021-05")
    lake = make_district("lake", name="Lake Schools")
    found = search("lake")
    assert (found.rows[0].kind, found.rows[0].key) == ("district", lake.pk)
    assert (len(found.rows), found.is_part, found.is_narrow) == (3, True, False)
    assert not search("lake", district=lake).is_part


def test_words_begin_with_a_short_word_on_the_whole_site() -> None:
    district = make_district("ox", name="Ox Schools", short_name="-")
    make_milestone(district, title="Box of 7 (oxen)")
    make_milestone(district, title="Box 17")
    make_milestone(district, title="会议 မြို့")
    whole = search("ox")
    assert [row.kind for row in whole.rows] == ["district", "milestone"]
    assert not whole.is_narrow
    assert len(search("ox", district=district).rows) == 3
    counts = {"7": 1, "bo ox": 1, "box ox": 1, "box o": 1, "会": 1, "မြ": 1, "x": 0}
    assert {query: len(search(query).rows) for query in counts} == counts


def test_each_text_that_is_public_is_searched() -> None:
    for kind in KINDS:
        searched = {name for each in kinds_of(kind.model) for name in each.fields}
        assert {*kind.words} <= searched, kind.type


def test_decisions_staff_and_why_a_time_moved_are_found() -> None:
    district, later = make_district(), NOW.date() + timedelta(days=1)
    school = make_school(district, "lake")
    one = make_decision(district, school=school, outcome="remove", decided_by="The council")
    several = make_decision(district, applies_to="All middle schools")
    staff = make_staffing(district, kind="stipend", where="At the high schools")
    milestone = make_milestone(district, title="Vote", when="2021-06")
    slip = make_time_change(milestone, reason="More time for talks")
    make_time_change(milestone, reason="The talks of tomorrow", announced_on=later)
    make_time_change(milestone, reason="A typo", kind="correction")
    move = make_move(make_meeting(district), was_place="Old library")
    wanted: dict[str, Any] = {"council": one, "partent": one, "middle": several, "primes": staff}
    wanted |= {"high schools": staff, "talks": slip, "old library": move, "department": move}
    for query, record in wanted.items():
        (found,) = search(query, "fr", district).rows
        assert (found.key, kinds()[found.kind].model) == (record.pk, type(record)), query
    assert search("typo", "fr", district).rows == []


def test_meetings_are_found_by_their_day_in_the_zone_of_the_district() -> None:
    district = make_district()
    make_meeting(district)  # on April 16 in UTC
    assert [row.kind for row in search("April 15, 2021", district=district).rows] == ["meeting"]
    district.time_zone = "UTC"
    district.save()
    assert search("April 15, 2021", district=district).rows == []
    assert [row.kind for row in search("April 16, 2021", district=district).rows] == ["meeting"]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="a limit of PostgreSQL alone")
def test_a_query_that_takes_too_long_finds_districts_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    make_milestone(make_district(), title="Denver decides")
    prepared = finding._prepared

    class Slow:
        def run(self, given: Any) -> None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(10)")

    def slow(place: finding.Extent, *given: Any) -> Any:
        return Slow() if place is finding.Extent.SITE else prepared(place, *given)

    monkeypatch.setattr(finding, "PATIENCE", 200)
    monkeypatch.setattr(finding, "_prepared", slow)
    found = search("denver")
    assert found.is_narrow
    assert {row.kind for row in found.rows} == {"district"}


def test_all_languages_can_be_searched_without_words_of_their_own() -> None:
    district = make_district()
    milestone = make_milestone(district, title="Budget")
    for language in LANGUAGES:
        assert [row.key for row in search("budget", language, district).rows] == [milestone.pk]
    assert isinstance(milestone, Milestone)
