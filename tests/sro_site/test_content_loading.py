"""Content files become districts: all of them or, if one is wrong, none."""

import io
from datetime import UTC, date, datetime
from pathlib import Path
from textwrap import dedent

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from districts.models import District, School
from events.models import Meeting
from languages.edtf import parse
from languages.freshness import TranslationState
from languages.models import Unit
from languages.registry import LANGUAGES
from publishing.states import PublicationState
from sro_site.content.loading import load
from tests.factories import NOW, make_district
from tests.sro_site.gotham import HEAD, REST, Write, counts
from tests.sro_site.known import DISTRICTS
from timeline.models import Milestone, Phase, Workstream

# Tests of pages load the content on PostgreSQL too.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_load_brings_all_that_a_file_says(write: Write) -> None:
    (district,) = load([write(HEAD + REST)])
    assert counts() == {
        "District": 1,
        "School": 2,
        "SchoolStatus": 2,
        "Phase": 1,
        "Workstream": 2,
        "Milestone": 4,
        "MilestoneStatus": 2,
        "Meeting": 2,
        "Interpretation": 2,
    }
    district.refresh_from_db()
    assert (district.slug, district.state, district.approach) == ("gotham", "published", "ended")
    assert (district.police, district.board) == ("Gotham Police Department", "School Board")
    assert district.words["police"]["es"] == "Policía de Gotham"
    assert str(district.known_from) == "2020-05"
    assert (district.helpline_name, district.helpline_phone) == ("Helpline", "555-010-2000")
    assert district.content_languages == ["en", "es"]
    assert district.helpline_languages == ["vi"]
    assert (district.decision, district.decision_reason) == ("It ends.", "Because.")
    assert (district.as_of, district.decided) == (parse("2021-05"), parse("2020-22"))
    with override("es"):
        assert (district.summary, district.sources) == ("Se van.", "A page.")


def test_load_brings_the_timeline_in_order(write: Write) -> None:
    load([write(HEAD + REST)])
    phase = Phase.objects.get()
    assert (phase.number, str(phase.when)) == (1, "2020-11/2020-12")
    assert str(phase.known_from) == "2020-10"
    assert [(str(s), s.position) for s in phase.workstreams.all()] == [
        ("Workgroup", 0),
        ("Engagement", 1),
    ]
    milestones = {str(milestone): milestone for milestone in Milestone.objects.all()}
    first, second = milestones["In the phase"], milestones["Second in the phase"]
    assert (first.position, second.position) == (0, 1)
    assert (first.phase, first.workstream, first.reduction_percent) == (phase, None, 25)
    assert str(first.detail) == "In detail"
    assert [school.slug for school in first.schools.all()] == ["north", "south"]
    assert [(s.status, str(s.since)) for s in first.statuses.all()] == [
        ("planned", "None"),
        ("done", "2021-01"),
    ]
    assert str(milestones["In the workgroup"].workstream) == "Workgroup"
    loose = milestones["Loose"]
    assert (loose.phase, loose.ongoing, loose.when) == (None, True, None)


def test_load_brings_meetings_on_the_clock_of_the_district(write: Write) -> None:
    load([write(HEAD + REST)])
    second, first = Meeting.objects.all()
    assert first.starts_at == datetime(2021, 3, 14, 21, 30, tzinfo=UTC)  # in summer time
    assert second.starts_at == datetime(2020, 11, 1, 6, 30, tzinfo=UTC)  # the second of two
    assert (first.uid, first.status, first.mode) == ("town-hall@example.org", "confirmed", "hybrid")
    assert (first.place, first.address) == ("Library", "1 Main Street")
    assert [(i.language, i.mode) for i in first.interpretation.all()] == [
        ("es", "simultaneous"),
        ("ase", ""),
    ]
    assert second.uid.endswith("@sro-transition-tracker.invalid")
    assert (second.status, second.postponed_to) == ("cancelled", first)
    assert (second.mode, second.place, second.link, second.phone) == ("", "", "", "")


def test_load_brings_how_a_meeting_is_followed_and_what_came_of_it(write: Write) -> None:
    load([write(HEAD + REST)])
    meeting = Meeting.objects.get(slug="town-hall")
    spanish, signed = meeting.interpretation.all()
    assert (spanish.status, spanish.channel) == ("confirmed", "headset")
    assert (signed.status, str(signed.ask_by)) == ("on_request", "2021-03-10")
    assert (signed.service, signed.ask_contact) == ("interpretation", "help@example.org")
    assert (meeting.phone, meeting.phone_code) == ("720-423-3054", "12#")
    words = (meeting.accessibility, meeting.report_said, meeting.report_response)
    assert words == ("Step-free.", "Much.", "More.")
    (slides,) = meeting.materials.all()
    assert (slides.kind, slides.language) == ("slides", "es")
    (move,) = meeting.moves.all()
    assert move.was_starts_at == datetime(2021, 3, 13, 22, 30, tzinfo=UTC)
    assert (move.was_place, move.kind, move.announced_by) == ("School", "move", "The board")
    assert move.announced_on == date(2021, 3, 1)


def test_load_brings_the_history_of_a_school(write: Write) -> None:
    load([write(HEAD + REST)])
    north = School.objects.get(slug="north")
    assert [(s.has_sro, str(s.since), s.confirmed) for s in north.history.all()] == [
        (True, "None", True),
        (False, "2020-12-31", False),
    ]


def test_load_brings_translations_as_fresh_drafts(write: Write) -> None:
    load([write(HEAD + REST)])
    states = set(Unit.objects.values_list("status", flat=True))
    assert states == {TranslationState.DRAFT, TranslationState.MISSING}
    assert Phase.objects.get().units.get(language="vi").status == TranslationState.DRAFT


@pytest.mark.parametrize("language", LANGUAGES)
def test_load_reads_english_as_english_whatever_is_active(write: Write, language: str) -> None:
    with override(language):
        load([write(HEAD + REST)])
    phase = Phase.objects.get()
    assert phase.title_en == "Planning"  # type: ignore[attr-defined]
    assert phase.title_vi == "Lập kế hoạch"  # type: ignore[attr-defined]
    summary = {"summary_en": "Officers leave.", "summary_es": "Se van."}
    assert District.objects.filter(**summary).exists()


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("state: draft\n", PublicationState.DRAFT),
        ("", PublicationState.DRAFT),
        ("state: published\n", PublicationState.PUBLISHED),
    ],
)
def test_load_puts_all_into_the_state_of_the_district(
    write: Write, line: str, state: PublicationState
) -> None:
    load([write(HEAD.replace("state: published\n", line) + REST)])
    for model in (District, School, Phase, Workstream, Milestone, Meeting):
        states = set(model._default_manager.values_list("state", flat=True))
        assert states == {state}, model


def test_load_adds_to_the_districts_that_are_there(write: Write) -> None:
    make_district("metropolis")
    load([write(HEAD)])
    assert set(District.objects.values_list("slug", flat=True)) == {"gotham", "metropolis"}


def _command(*arguments: object) -> str:
    said = io.StringIO()
    call_command("load_districts", *map(str, arguments), stdout=said)
    return said.getvalue().partition("\n")[2]  # the first line says in which database


def test_command_names_what_it_has_loaded(write: Write) -> None:
    other = HEAD.replace("gotham", "metropolis").replace("Gotham", "Metropolis")
    said = _command(write(HEAD), write(other))
    assert said == "Loaded: Gotham Public Schools, Metropolis Public Schools.\n"


def test_command_says_that_nothing_has_changed(write: Write, tmp_path: Path) -> None:
    for path in (write("slug: [\n"), tmp_path / "missing.yaml", tmp_path):
        with pytest.raises(CommandError, match=r"(?s)\n?Nothing has been changed\.$") as refused:
            _command(path)
        assert str(path) in str(refused.value)
    assert not any(counts().values())


def test_command_if_empty_does_nothing_where_a_district_is(write: Write) -> None:
    make_district("metropolis", state=PublicationState.DRAFT)
    assert _command("--if-empty", write("this is wrong: [")) == (
        "There are districts already; nothing is loaded.\n"
    )
    assert District.objects.count() == 1


def test_command_if_empty_loads_where_none_is(write: Write) -> None:
    assert _command("--if-empty", write(HEAD)) == "Loaded: Gotham Public Schools.\n"


def test_text_of_many_lines_is_folded_and_stripped(write: Write) -> None:
    summary = dedent(
        """\
        summary:
          en: >-
            Officers
            leave.
        """
    )
    lines = [line for line in HEAD.splitlines() if not line.startswith("summary")]
    load([write("\n".join([*lines, summary]))])
    assert District.objects.get().summary == "Officers leave."


def test_command_asks_about_titles_that_say_that_something_happens(write: Write) -> None:
    said = io.StringIO()
    path = write((HEAD + REST).replace("{en: In the phase}", "{en: SROs leave the schools}"))
    call_command("load_districts", str(path), stderr=said)
    assert said.getvalue().count("says that something happens") == 1
    assert "SROs leave the schools" in [each.title for each in Milestone.objects.all()]


def test_command_loads_the_four_districts() -> None:
    said = io.StringIO()
    call_command("load_districts", stdout=said)
    assert said.getvalue().endswith(
        "\nLoaded: Chicago Public Schools, Denver Public Schools, Des Moines Public Schools, "
        "Duluth Public Schools.\n"
    )
    assert set(District.objects.public(NOW).values_list("slug", flat=True)) == set(DISTRICTS)
