"""A published time that is no promise moves only with an answer, which the history keeps."""

import html
import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from districts.models import District
from tests.admin_forms import filled
from tests.factories import (
    make_decision,
    make_district,
    make_finding,
    make_membership,
    make_school,
    make_staffing,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MISTAKE = "Fixing a mistake"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(user := make_user())
    make_membership(user, district=make_district())
    return client


def page(record: Any) -> str:
    return reverse(f"admin:{record._meta.label_lower.replace('.', '_')}_change", args=[record.pk])


def offered(asked: Any, name: str) -> dict[str, str]:
    """The answers that the page offers, `{label: value}`."""
    found = re.findall(rf'name="{name}-why" value="([^"]+)"> ([^<]+)<', asked.content.decode())
    return {html.unescape(label): value for value, label in found}


@pytest.mark.parametrize(
    ("make", "name"),
    [(make_staffing, "when"), (make_finding, "when"), (make_decision, "effective")],
)
def test_a_published_time_moves_with_an_answer(editor: Client, make: Any, name: str) -> None:
    record = make(denver(), **{name: "2021"})
    address = page(record)
    asked = editor.post(address, filled(editor.get(address), **{name: "May 2022"}))
    assert "Families see “2021” and would see “May 2022”" in asked.content.decode()
    assert "Your answer stays in the history of this page." in text(asked)
    assert filled(asked)[name] == ["May 2022"]
    answers = offered(asked, name)
    assert [*answers] == [MISTAKE, "The district moved it"]
    sent = filled(asked, **{f"{name}-why": answers[MISTAKE]})
    assert "Why is it changing?" in text(editor.post(address, {**sent, name: "June 2022"}))
    assert editor.post(address, sent).status_code == 302
    record.refresh_from_db()
    assert str(getattr(record, name)) == "2022-05"
    (kept,) = [e for e in LogEntry.objects.all() if MISTAKE in e.get_change_message()]
    assert "“2021” → “May 2022”. Fixing a mistake." in kept.get_change_message()
    assert "more exactly" in str(
        offered(editor.post(address, filled(editor.get(address), **{name: "5/20/2022"})), name)
    )
    type(record).objects.update(state="draft")
    moved = filled(editor.get(address), **{name: "2023"})
    assert editor.post(address, moved).status_code == 302


def test_a_row_of_a_school_asks_as_well(editor: Client) -> None:
    school = make_school(denver())
    decision = make_decision(school.district, school=school, effective="2021")
    name = "decisions-0-effective"
    asked = editor.post(page(school), filled(editor.get(page(school)), **{name: ""}))
    assert "would see not known. Why is it changing?" in text(asked)
    answer = offered(asked, name)["The district moved it"]
    assert editor.post(page(school), filled(asked, **{f"{name}-why": answer})).status_code == 302
    decision.refresh_from_db()
    assert decision.effective is None
    history = text(editor.get(f"{page(school)[:-7]}history/"))
    assert "takes effect: “2021” → not known. The district moved it." in history


def text(response: Any) -> str:
    return html.unescape(" ".join(response.content.decode().split()))


def denver() -> District:
    return District.objects.get(slug="denver")
