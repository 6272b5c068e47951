"""A published time that is no promise moves only with an answer, which the history keeps."""

import html
import re
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from districts.models import District, School
from publishing.history_entries import HistoryEntry
from publishing.stamps import STAMPS, stamp_of
from tests.admin_forms import filled
from tests.factories import (
    make_decision,
    make_district,
    make_finding,
    make_school,
    make_staffing,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MISTAKE = "Fixing a mistake"


def page(record: Any) -> str:
    return reverse(f"admin:{record._meta.label_lower.replace('.', '_')}_change", args=[record.pk])


def offered(asked: Any, name: str) -> dict[str, str]:
    """The answers that the page offers, `{label: value}`."""
    found = re.findall(rf'name="{name}-why" value="([^"]+)"> ([^<]+)<', asked.content.decode())
    return {html.unescape(label): value for value, label in found}


KINDS = pytest.mark.parametrize(
    ("make", "name"),
    [(make_staffing, "when"), (make_finding, "when"), (make_decision, "effective")],
)


@KINDS
def test_a_published_time_moves_with_an_answer(editor: Client, make: Any, name: str) -> None:
    record = make(denver(), **{name: "2021"})
    address = page(record)
    asked = editor.post(address, filled(editor.get(address), **{name: "May 2022"}))
    assert "Families last saw “2021” and would see “May 2022”" in asked.content.decode()
    assert "Your answer stays in the history of this page." in text(asked)
    assert filled(asked)[name] == ["May 2022"]
    answers = offered(asked, name)
    assert [*answers] == [MISTAKE, "The district moved it"]
    sent = filled(asked, **{f"{name}-why": answers[MISTAKE]})
    assert "Why is it changing?" in text(editor.post(address, {**sent, name: "June 2022"}))
    assert editor.post(address, sent).status_code == 302
    record.refresh_from_db()
    assert str(getattr(record, name)) == "2022-05"
    (kept,) = [e for e in HistoryEntry.objects.all() if MISTAKE in e.said]
    assert "“2021” → “May 2022”. Fixing a mistake." in kept.said
    assert "more exactly" in str(
        offered(editor.post(address, filled(editor.get(address), **{name: "5/20/2022"})), name)
    )


@KINDS
def test_what_was_moved_as_a_draft_is_asked_about_when_it_is_published_again(
    editor: Client, make: Any, name: str
) -> None:
    record = make(denver(), **{name: "2021"})
    address = page(record)
    type(record).objects.update(state="draft")
    moved = filled(editor.get(address), **{name: "2023"})
    assert editor.post(address, moved).status_code == 302
    (box,) = type(record).objects.all()
    chosen = {"action": "publish", "_selected_action": [box.pk], STAMPS: stamp_of(box)}
    listed = reverse(f"admin:{record._meta.label_lower.replace('.', '_')}_changelist")
    assert "Not published" in text(editor.post(listed, chosen, follow=True))
    asked = editor.post(address, filled(editor.get(address), state="published"))
    assert "Families last saw “2021” and would see “2023”" in text(asked)
    record.refresh_from_db()
    assert record.state == "withdrawn"
    sent = filled(asked, **{f"{name}-why": offered(asked, name)[MISTAKE]})
    assert editor.post(address, sent).status_code == 302
    record.refresh_from_db()
    assert (record.state, str(getattr(record, name))) == ("published", "2023")
    assert editor.post(address, filled(editor.get(address))).status_code == 302


@KINDS
def test_what_families_never_saw_moves_freely(editor: Client, make: Any, name: str) -> None:
    drafted = make(denver(), state="draft", **{name: "2021"})
    address = page(drafted)
    typed = {name: "2023", "state": "published"}
    assert editor.post(address, filled(editor.get(address), **typed)).status_code == 302
    District.objects.update(state="draft")
    below = make(denver(), **{name: "2021"})
    assert editor.post(page(below), filled(editor.get(page(below)), **typed)).status_code == 302


def test_a_status_below_a_school_that_was_withdrawn_asks(editor: Client) -> None:
    school = make_school(denver())
    school.history.create(has_sro=False, since="2027-21")
    School.objects.update(state="draft")
    name = "history-0-since"
    asked = editor.post(page(school), filled(editor.get(page(school)), **{name: "Fall 2027"}))
    answer = offered(asked, name)[MISTAKE]
    sent = filled(asked, **{f"{name}-why": answer})
    assert editor.post(page(school), sent).status_code == 302
    assert editor.post(page(school), filled(editor.get(page(school)))).status_code == 302


@pytest.mark.parametrize("app", ["districts", "timeline"])
def test_the_migration_keeps_what_families_see(app: str) -> None:
    school = make_school(make_district())
    seen: list[Any] = [
        make_decision(denver(), effective="2021"),
        school.history.create(has_sro=False, since="2027-21"),
        make_finding(denver(), when="2021"),
        make_staffing(denver(), when="2021"),
    ]
    drafted = make_finding(denver(), state="draft", when="2021")
    ours = [each for each in (*seen, drafted) if each._meta.app_label == app]
    for each in ours:
        QuerySet(type(each)).update(last_public={})
    name = {"districts": "0008_last_public", "timeline": "0009_last_public_of_figures"}[app]
    import_module(f"{app}.migrations.{name}").fill(apps, None)
    for each in ours:
        each.refresh_from_db()
        assert each.is_settled == (each != drafted)


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
