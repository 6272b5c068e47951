"""The glossary of a language is written on the desk, and asks about words that it does not want."""

from typing import Any

import pytest
from django.test import Client

from desk.models import GlossaryTerm
from districts.models import Role
from tests.client import StaffClient
from tests.desk.exchange.words import exported, rewritten, steps
from tests.desk.unit_page import E0, address, post, sent, stands
from tests.factories import make_membership, make_phase, make_user
from timeline.models import Phase

pytestmark = [pytest.mark.django_db, pytest.mark.once]
GLOSSARY = "/desk/es/glossary/"
TERM = {"english": "planning", "translation": "planificación", "avoid": "planeación, plan"}


@pytest.fixture
def everywhere() -> StaffClient:
    """The desk of somebody who translates Spanish for all districts."""
    client = StaffClient()
    make_membership(user := make_user("everywhere"), Role.TRANSLATOR, language="es")
    client.force_login(user)
    return client


def send(client: Client, query: str = "", **given: str) -> Any:
    return client.post(f"{GLOSSARY}{query}", {**TERM, "seen": "", **given})


def test_a_term_is_used_at_once_and_asks_about_other_words(
    everywhere: Client, reviewer: Client, record: Phase
) -> None:
    assert send(everywhere, note="Of a school year").status_code == 302
    page = reviewer.get(address(record)).content.decode()
    assert 'name="insert" value="planificación"' in page
    assert "Of a school year" in page
    asked = post(reviewer, record, "save", "Planeacion del año").content.decode()
    assert "does not want “planeación” for “planning”, but “planificación”" in asked
    assert ">The text is correct. Save it despite the warnings above.</label>" in asked
    assert stands(record)[0] == ""
    assert post(reviewer, record, "save", "Planeación", anyway="on").status_code == 302
    other = make_phase(record.district, 2, title="Meetings")
    assert post(reviewer, other, "save", "El plan").status_code == 302


def test_a_text_without_a_term_is_saved_with_a_remark(
    everywhere: Client, reviewer: Client, record: Phase
) -> None:
    send(everywhere, also="programar")
    said = "The glossary has “planificación” for “planning”"
    with_term = reviewer.post(*sent(record, "next", "La planificación"), follow=True)
    assert said not in with_term.content.decode()
    record.refresh_from_db()
    without = reviewer.post(*sent(record, "next", "El año"), follow=True).content.decode()
    assert said in without
    assert f'<a href="{address(record)}">Open the text</a>' in without
    assert stands(record)[0] == "El año"
    assert said in reviewer.get(address(record)).content.decode()
    record.refresh_from_db()
    post(reviewer, record, "save", "Programar el año")
    assert said not in reviewer.get(address(record)).content.decode()


def test_words_not_to_use_are_asked_about_in_files_too(everywhere: Client, record: Phase) -> None:
    send(everywhere)
    changed = rewritten(exported("es"), {E0: "Planeación del año"})
    [step] = [each for each in steps(changed, make_user(is_superuser=True)).values() if each.said]
    assert step.asks
    assert "does not want “planeación”" in step.said[0]


def test_a_term_of_the_files_is_replaced(everywhere: Client) -> None:
    page = everywhere.get(GLOSSARY).content.decode()
    assert "?english=school+district&amp;translation=distrito+escolar" in page
    send(everywhere, english="school district", translation="distrito")
    page = everywhere.get(GLOSSARY).content.decode()
    assert page.count(">distrito escolar<") == 0
    twice = send(everywhere, english="school district").content.decode()
    assert "already exists" in twice


def test_two_who_change_a_term_lose_nothing(everywhere: Client) -> None:
    send(everywhere)
    term = GlossaryTerm.objects.get()
    query, seen = f"?term={term.pk}", term.seen
    assert send(everywhere, query, seen=seen, translation="plan anual").status_code == 302
    late = send(everywhere, query, seen=seen, translation="programación").content.decode()
    assert "It is now: planning: plan anual" in late
    assert 'value="programación"' in late
    assert send(everywhere, query, seen=term.seen, english="school").status_code == 200
    now = GlossaryTerm.objects.get().seen
    assert send(everywhere, query, seen=now, remove="on").status_code == 302
    assert not GlossaryTerm.objects.exists()
    assert everywhere.get(f"{GLOSSARY}{query}").status_code == 404


def test_who_translates_one_district_reads_it(reviewer: Client) -> None:
    page = reviewer.get(GLOSSARY).content.decode()
    assert "distrito escolar" in page
    assert "<form method=" not in page.partition("<h1>")[2]
    assert send(reviewer).status_code == 403


def test_what_no_text_may_have_is_refused(everywhere: Client) -> None:
    assert "spoiled" in send(everywhere, translation="Planifi\ufffdación").content.decode()
    assert not GlossaryTerm.objects.exists()
