"""A user who publishes something past is told what families will read."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db.models import Model
from django.test import Client

from districts.models import District, School
from publishing.stamps import STAMPS, stamp_of
from tests.admin_forms import filled, page
from tests.client import confirmed
from tests.factories import (
    make_area,
    make_commitment,
    make_decision,
    make_meeting,
    make_milestone,
    make_phase,
    make_school,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
UNKNOWN = "families see “Outcome not known” for “The board decides”"
Make = Callable[[District], Any]
MAKERS: dict[str, tuple[Make, str]] = {
    "milestone": (lambda district: make_milestone(district, when="2025-23"), UNKNOWN),
    "milestone of a past phase": (
        lambda district: make_milestone(district, phase=make_phase(district, when="2025")),
        UNKNOWN,
    ),
    "commitment": (
        lambda district: make_commitment(district, due="2025-23"),
        "families see “Outcome not known” for “Listen to students”",
    ),
    "meeting": (
        lambda district: make_meeting(district, status="tentative"),
        "families see “We don’t know whether it took place.” for “Community meeting”",
    ),
}


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 26, 18, tzinfo=UTC), tick=False):
        yield


def told(answer: Any) -> str:
    assert answer.status_code == 302
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def saved(client: Client, record: Model, **typed: str) -> str:
    return told(confirmed(client, page(record), filled(client.get(page(record)), **typed)))


def listed(client: Client, record: Any) -> str:
    """What is said after the record was published from its list."""
    chosen = {"action": "publish", "_selected_action": [record.pk], STAMPS: stamp_of(record)}
    return told(client.post(page(record, "changelist"), chosen))


@pytest.mark.parametrize("kind", MAKERS)
def test_saving_a_past_record_says_what_families_read(
    editor: Client, district: District, kind: str
) -> None:
    make, said = MAKERS[kind]
    record = make(district)
    assert said in saved(editor, record)
    assert "families see" not in saved(editor, record, state="draft")


@pytest.mark.parametrize("kind", MAKERS)
def test_publishing_it_from_the_list_says_the_same(
    editor: Client, district: District, kind: str
) -> None:
    make, said = MAKERS[kind]
    record = make(district)
    record.state = "draft"
    record.save()
    assert said in listed(editor, record)


@pytest.mark.parametrize(
    ("status", "since"), [("done", ""), ("done", "2025-10-01"), ("cancelled", "")]
)
def test_a_status_that_says_what_came_of_it_is_enough(
    editor: Client, district: District, status: str, since: str
) -> None:
    record = make_milestone(district, when="2025-23")
    row = {"statuses-TOTAL_FORMS": "1", "statuses-0-status": status, "statuses-0-since": since}
    district.as_of = "2026"
    district.save()
    assert "families see" not in saved(editor, record, **row)


def test_nothing_is_said_about_future_or_hidden_records(editor: Client, district: District) -> None:
    ahead = make_milestone(district, when="2026")
    hidden = make_milestone(district, when="2025", phase=make_phase(district, state="draft"))
    assert "families see" not in saved(editor, ahead) + saved(editor, hidden)


def test_inline_rows_are_named_in_one_message(editor: Client, district: District) -> None:
    area = make_area(district)
    for number in range(7):
        make_commitment(district, area=area, text=f"Number {number}", due="2025", position=number)
    typed = {f"commitments-{number}-position": "9" for number in range(7)}
    said = saved(editor, area, **typed)
    assert said.count("families see") == 1
    assert "“Number 4” and others." in said
    assert "families see" not in saved(editor, area)


def test_rows_of_milestones_are_named(editor: Client, district: District) -> None:
    phase = make_phase(district, when="2025")
    make_milestone(district, phase=phase, state="draft")
    assert UNKNOWN in saved(editor, phase, **{"milestones-0-state": "published"})


def test_who_publishes_from_a_list_is_told_what_stays_a_draft(
    editor: Client, district: District
) -> None:
    school = make_school(district, state="draft")
    decisions = [make_decision(district, school=school, state="draft") for _ in range(2)]
    warned = listed(editor, school)
    link = f'<a href="{page(decisions[0], "changelist")}?now=draft">2 school decisions</a>'
    assert f"What belongs to these is still a draft, and not public: {link}." in warned
    type(decisions[0]).objects.update(state="published")
    editor.get(page(school))  # shows what was said
    assert "still a draft" not in listed(editor, School.objects.get())


def test_who_changes_english_is_told_which_translations_are_out_of_date(
    editor: Client, district: District
) -> None:
    phase = make_phase(district, title="Planning", title_es="Planificar", title_vi="Lập")
    assert "out of date" not in saved(editor, phase, title_en="Planing", minor="on")
    warned = saved(editor, phase, title_en="We plan")
    assert '<a href="/desk/es/">Spanish</a>, <a href="/desk/vi/">Vietnamese</a>. Families' in warned
    later = saved(editor, phase, number="2")
    assert "The English has changed" not in later
    assert '<a href="/desk/es/">Spanish: 1 out of date</a>' in later
    saved(editor, phase, state="draft")
    assert "out of date" not in saved(editor, phase, title_en="We will plan")


def test_a_save_says_what_families_see_now(editor: Client, district: District) -> None:
    phase = make_phase(district, title_es="Fase 1")
    shown = saved(editor, phase)
    assert f'Families see this now. <a href="{phase.get_absolute_url()}">Open' in shown
    assert '<a href="/desk/vi/">Vietnamese: 1 missing</a>' in shown
    assert "Spanish" not in shown
    assert "Withdrawn: families don’t see this." in saved(editor, phase, state="draft")
    milestone = make_milestone(district, phase=phase)
    hidden = saved(editor, milestone)
    link = f'<a href="{page(phase)}">1 · Phase 1</a>'
    assert (
        f"Families don’t see this yet, because something it belongs to is not published: {link}."
        in (hidden)
    )
    assert "missing" not in hidden


def test_errors_are_listed_at_the_top_with_links(editor: Client, district: District) -> None:
    meeting = make_meeting(district)
    meeting.interpretation.create(language="vi")
    typed = {"title_es": "x" * 300, "starts_at": "", "interpretation-0-language": "?"}
    answer = editor.post(page(meeting), filled(editor.get(page(meeting)), **typed))
    html = " ".join(answer.content.decode().split())
    top = html.partition("Nothing has been saved yet.")[2].partition("</div>")[0]
    links = dict(re.findall('<a href="#([^"]+)">([^<]+)</a>', top))
    assert links == {
        "id_starts_at": "Starts",
        "id_title_es": "Title in Spanish",
        "interpretation-0": "Interpretation 1",
        "id_interpretation-0-language": "Language",
    }
    assert all(f'id="{each}"' in html for each in links)
