"""An SRO status whose time has come: the form asks whether it happened."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from districts.models import School
from tests.admin_forms import filled
from tests.factories import make_district, make_membership, make_school, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADD = reverse("admin:districts_school_add")
ASKED = "is over or ends today. Did this happen?"
FALL = {"has_sro": "on", "since": "Fall 2025"}


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    """November 26 in Denver, where it is three hours before midnight; in UTC it is the 27th."""
    with time_machine.travel(datetime(2026, 11, 27, 4, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def school() -> School:
    return make_school(make_district())


@pytest.fixture
def editor(client: Client, school: School) -> Client:
    client.force_login(user := make_user())
    make_membership(user, district=school.district)
    return client


def page(school: School) -> str:
    return reverse("admin:districts_school_change", args=[school.pk])


def row(typed: dict[str, str]) -> dict[str, str]:
    return {"history-TOTAL_FORMS": "1", **{f"history-0-{k}": v for k, v in typed.items()}}


def save(client: Client, school: School, **typed: str) -> Any:
    return client.post(page(school), filled(client.get(page(school)), **row(typed)))


def stored(school: School) -> list[tuple[str, bool]]:
    return [(str(each.since), each.confirmed) for each in school.history.all()]


@pytest.mark.parametrize("since", ["Fall 2025", "November 26, 2026", "since 2021"])
def test_a_time_that_has_come_is_asked_about_and_what_was_typed_kept(
    editor: Client, school: School, since: str
) -> None:
    answer = save(editor, school, **FALL | {"since": since})
    assert f"{since} {ASKED}" in answer.content.decode()
    assert stored(school) == []
    kept = filled(answer)
    assert (kept["history-0-has_sro"], kept["history-0-since"]) == (["on"], [since])


@pytest.mark.parametrize(
    ("answered", "confirmed", "read"),
    [
        ("confirmed", True, "Yes, there is a police officer (SRO) here"),
        ("outcome_unknown", False, "We don’t know. A police officer (SRO) was planned to come"),
    ],
)
def test_either_answer_is_taken_and_families_read_it(
    editor: Client, school: School, answered: str, confirmed: bool, read: str
) -> None:
    asked = save(editor, school, **FALL)
    typed = row({answered: "on"})
    assert editor.post(page(school), filled(asked, **typed)).status_code == 302
    assert stored(school) == [("2025-23", confirmed)]
    school.district.as_of = "2026"
    school.district.save()
    assert read in editor.get("/en/denver/schools/north-high/").content.decode()


@pytest.mark.parametrize("since", ["November 27, 2026", "Spring 2027", "2026", ""])
def test_a_plan_is_not_asked_about(editor: Client, school: School, since: str) -> None:
    assert save(editor, school, has_sro="on", since=since).status_code == 302
    assert len(stored(school)) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (FALL | {"confirmed": "on", "outcome_unknown": "on"}, "so the outcome is known"),
        ({"since": "Spring 2027", "outcome_unknown": "on"}, "It is shown as planned"),
        ({"since": "Spring 2027", "confirmed": "on"}, "This is in the future"),
    ],
)
def test_answers_that_contradict_each_other_are_refused(
    editor: Client, school: School, typed: dict[str, str], said: str
) -> None:
    assert said in save(editor, school, **typed).content.decode()
    assert stored(school) == []


def test_a_row_that_nobody_touched_is_not_asked_about_but_one_that_changes_is(
    editor: Client, school: School
) -> None:
    school.history.create(has_sro=True, since="2025-23")
    opened = filled(editor.get(page(school)))
    assert editor.post(page(school), {**opened, "name": "North"}).status_code == 302
    typed = {"history-0-since": "Summer 2025"}
    answer = editor.post(page(school), filled(editor.get(page(school)), **typed))
    assert f"Summer 2025 {ASKED}" in answer.content.decode()
    assert stored(school) == [("2025-23", False)]


def test_a_new_school_is_asked_as_well_and_what_was_typed_kept(
    editor: Client, school: School
) -> None:
    typed = {"name": "South High", "slug": "south-high", **row(FALL)}
    answer = editor.post(ADD, filled(editor.get(ADD), **typed))
    assert ASKED in answer.content.decode()
    assert filled(answer)["name"] == ["South High"]
    assert School.objects.count() == 1
    typed = row({"confirmed": "on"})
    assert editor.post(ADD, filled(answer, **typed)).status_code == 302
    assert stored(School.objects.get(slug="south-high")) == [("2025-23", True)]


def test_a_new_school_without_its_district_is_told_what_it_lacks(editor: Client) -> None:
    typed = {"name": "South High", "slug": "south-high", "district": "", **row(FALL)}
    answer = editor.post(ADD, filled(editor.get(ADD), **typed))
    assert list(answer.context["adminform"].form.errors) == ["district"]


def test_who_reads_the_rows_reads_what_is_stored_of_them(client: Client, school: School) -> None:
    school.history.create(has_sro=True, since="2025-23")
    client.force_login(user := make_user())
    make_membership(user, "translator", language="es")
    text = client.get(page(school)).content.decode()
    assert "Fall 2025" in text
    assert "outcome not known" not in text


@pytest.mark.parametrize("since", ["Fall 2027", ""])
@pytest.mark.parametrize("why", ["The district moved it", "Fixing a mistake"])
def test_a_plan_that_families_see_moves_only_with_a_reason(
    editor: Client, school: School, since: str, why: str
) -> None:
    school.history.create(has_sro=False, since="2027-21")
    asked = editor.post(
        page(school), filled(editor.get(page(school)), **{"history-0-since": since})
    )
    assert "Families last saw “Spring 2027” and would see" in asked.content.decode()
    assert stored(school) == [("2027-21", False)]
    (answer,) = re.findall(
        f'name="history-0-since-why" value="([^"]+)"> {why}', asked.content.decode()
    )
    other = filled(asked, **{"history-0-since-why": answer, "history-0-since": "Winter 2028"})
    assert "Why is it changing?" in editor.post(page(school), other).content.decode()
    sent = filled(asked, **{"history-0-since-why": answer})
    assert editor.post(page(school), sent).status_code == 302
    assert stored(school) == [("2027-23" if since else "None", False)]
    now = f"“{since}”" if since else "not known"
    kept = f"has no SRO, since: “Spring 2027” → {now}. {why}."
    assert kept in editor.get(f"{page(school)[:-7]}history/").content.decode()


@pytest.mark.parametrize(
    ("of_school", "of_status", "typed"),
    [
        ({"state": "draft"}, {}, {"since": "Fall 2027"}),
        ({}, {"since": None}, {"since": "Fall 2027"}),
        ({}, {"since": "2026-01", "confirmed": True}, {"since": "February 2026"}),
        ({}, {}, {"has_sro": "on"}),
        ({}, {}, {"since": "November 2026", "confirmed": "on"}),
    ],
)
def test_what_families_do_not_see_as_planned_moves_freely(
    editor: Client, school: School, of_school: Any, of_status: Any, typed: dict[str, str]
) -> None:
    School.objects.filter(pk=school.pk).update(**{"state": "published", **of_school})
    school.history.create(**{"has_sro": False, "since": "2027-21", **of_status})
    sent = filled(editor.get(page(school)), **{f"history-0-{k}": v for k, v in typed.items()})
    assert editor.post(page(school), sent).status_code == 302
