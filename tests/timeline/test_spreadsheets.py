"""Lists as spreadsheets: downloaded, changed, and imported again."""

import csv
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from districts.models import District, School
from events.models import Interpretation, Meeting
from languages.edtf import parse
from publishing.spreadsheets.files import neutral
from tests.admin_forms import filled, read
from tests.factories import make_membership, make_milestone, make_user
from tests.publishing.spreadsheets.test_workbooks import workbook
from tests.timeline.sheets import (
    ODD,
    confirm,
    downloaded,
    make_everything,
    said,
    steps,
    upload,
    url,
)
from timeline.models import Commitment, Milestone, TimeChange

pytestmark = [pytest.mark.django_db, pytest.mark.once]
KINDS = {
    "districts_school": School,
    "events_meeting": Meeting,
    "timeline_milestone": Milestone,
    "timeline_commitment": Commitment,
}


@pytest.fixture
def editor(client: Client) -> Client:
    """Edits Denver, where everything has several rows and odd words."""
    client.force_login(user := make_user())
    make_membership(user, district=make_everything("denver"))
    return client


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_downloaded_is_imported_as_unchanged(editor: Client, kind: str) -> None:
    rows = downloaded(editor, kind)
    assert {row["district"] for row in rows} == {"denver"}
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+"))]
    shown = upload(editor, kind, rows)
    assert {effect for _, effect in steps(shown)} == {"unchanged"}, said(shown)
    assert "seen" not in read(shown).sent
    # As Excel would save it: without our columns of keys, and with its own dates.
    bare = [{k: v for k, v in row.items() if k not in ("version", "state")} for row in rows]
    assert {effect for _, effect in steps(upload(editor, kind, bare))} == {"unchanged"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_template_is_a_file_that_adds_nothing(editor: Client, kind: str) -> None:
    text = editor.get(url(kind, "template")).content.decode("utf-8-sig")
    file = SimpleUploadedFile("list.csv", text.encode())
    shown = editor.post(
        url(kind, "import"), {"district": District.objects.get(slug="denver").pk, "file": file}
    )
    assert steps(shown) == []
    example = dict(zip(*[list(csv.reader(StringIO(text)))[n] for n in (0, 2)], strict=True))
    example |= dict.fromkeys({"id", "phase", "workstream", "schools"} & {*example}, "")
    assert "new" in {effect for _, effect in steps(upload(editor, kind, [example]))}, said(shown)


@pytest.mark.parametrize("kind", KINDS)
def test_another_districts_records_are_neither_written_nor_changed(
    editor: Client, kind: str
) -> None:
    make_everything("duluth")
    other = Client()
    other.force_login(make_user("root", is_superuser=True))
    (foreign, *_) = [row for row in downloaded(other, kind) if row["district"] == "duluth"]
    assert "no " in said(upload(editor, kind, [{**foreign, "district": ""}]))
    assert "you chose" in said(upload(editor, kind, [foreign]))
    assert upload(editor, kind, [foreign], "duluth").status_code == 400
    (mine, *_) = downloaded(editor, kind)
    part = next(name for name in mine if name.endswith("_id") and name != "nces_id")
    rows = [row for row in downloaded(other, kind) if row["district"] == "duluth" and row[part]]
    stolen = {**mine, part: rows[0][part]}
    assert f"{part}: This record has no such row" in said(upload(editor, kind, [stolen]))


def test_edited_cells_are_saved_and_new_lines_added_as_drafts(editor: Client) -> None:
    kind = "timeline_milestone"
    rows = downloaded(editor, kind)
    first = next(row for row in rows if row["title"] == neutral(ODD))
    first["detail"], first["phase"], first["workstream"] = "", "", ""
    blank = dict.fromkeys(first, "")
    new = {**blank, "title": "New", "when": "May-22", "phase": "1", "status": "Planned"}
    more = {**blank, "title": "new", "status": "Done", "status_since": "5/3/2021"}
    shown = upload(editor, kind, [*rows, new, more])
    line = len(rows) + 2
    assert [each for each in steps(shown) if each[1] != "unchanged"] == [
        (rows.index(first) + 2, "changed"),
        (line, "new"),
        (line, "new"),
        (line + 1, "new"),
    ]
    assert "detail: “First line.\n\n- second” → “”." in said(shown)
    confirm(editor, kind, shown)
    changed = Milestone.objects.get(title=ODD, district__slug="denver")
    assert (changed.detail, changed.phase, changed.schools.count()) == ("", None, 2)
    made = Milestone.objects.get(title="New")
    assert (made.state, made.when, made.district.slug) == ("draft", parse("2022-05"), "denver")
    assert {(s.status, str(s.since or "")) for s in made.statuses.all()} == {
        ("planned", ""),
        ("done", "2021-05-03"),
    }


def test_words_in_other_languages_fill_in_what_is_missing(editor: Client) -> None:
    kind, district = "timeline_milestone", District.objects.get(slug="denver")
    old: Any = make_milestone(district, title="Old", title_es="Vieja", detail="More")
    rows = [
        {"title": "Old", "title_es": "Antigua", "title_vi": "Cũ", "detail_es": "Más"},
        {"title": "New", "title_es": "Nueva", "title_vi": "", "detail_es": ""},
    ]
    shown = upload(editor, kind, rows)
    assert [effect for _, effect in steps(shown)] == ["conflict", "new"]
    confirm(editor, kind, shown)
    old.refresh_from_db()
    assert (old.title_es, old.title_vi, old.detail_es) == ("Vieja", None, None)
    new: Any = Milestone.objects.get(title="New")
    assert (new.title_es, new.title_vi) == ("Nueva", None)
    rows[0] |= {"title": "Older", "id": str(old.pk), "title_es": ""}
    rows[1]["id"] = ""
    shown = upload(editor, kind, rows)
    assert [effect for _, effect in steps(shown)] == ["changed", "unchanged"]
    confirm(editor, kind, shown)
    old.refresh_from_db()
    assert (old.title_en, old.title_vi, old.detail_es) == ("Older", "Cũ", "Más")
    states = {(u.field, u.language): u.status for u in old.units.all()}
    assert (states["title", "vi"], states["title", "es"]) == ("draft", "stale")
    refused = upload(editor, kind, [{"title_xx": "X"}])
    assert "There is no column “title_xx”" in refused.content.decode()


def test_errors_name_the_line_the_column_and_what_to_write(editor: Client) -> None:
    kind = "timeline_milestone"
    blank = dict.fromkeys(downloaded(editor, kind)[0], "")
    wrong = [
        {"title": "A", "when": "soon", "ongoing": "maybe"},
        {"title": "B", "phase": "7"},
        {"title": "C", "document": "Minutes"},
        {"title": "D", "state": "published"},
        {"title": "E", "reduction_percent": "101", "status": "finished"},
        {"title": "", "when": "2021"},
        {"title": "F", "detail": "=1"},
        {"title": "G", "version": "v1", "id": "12345"},
        {"title": "H", "position": "last"},
    ]
    shown = upload(editor, kind, [{**blank, **row} for row in wrong])
    told = [(step.line, step.subject) for step in shown.context["plan"].steps]
    for number, part in [
        (2, "ongoing: Write yes or no."),
        (3, "phase: The district has no “7”. It has: 1."),
        (4, "document: Several are called “Minutes”."),
        (5, "state: An import leaves this as it is: “draft”."),
        (6, "reduction_percent: Ensure this value is less than or equal to 100."),
        (7, "title: The title is missing."),
        (8, "detail: “=1” looks like a spreadsheet formula."),
        (9, "version: Leave this as it was downloaded, or empty."),
        (10, "position: Enter a whole number."),
    ]:
        assert [text for line, text in told if line == number and part in text], (number, told)
    assert not Milestone.objects.filter(title__in="ABCDEFGH").exists()


@time_machine.travel("2021-04-20T18:00Z", tick=False)
def test_a_published_time_moves_only_with_the_answers_of_the_form(editor: Client) -> None:
    kind = "timeline_milestone"
    rows = [row for row in downloaded(editor, kind) if row["title"] == neutral(ODD)][:1]
    rows[0]["when"] = "June 2021"
    shown = upload(editor, kind, rows)
    assert "move_kind: Families last saw “May 2021” and will now see “June 2021”." in said(shown)
    rows[0] |= {"move_kind": "slip"}
    assert "move_reason: Enter why the date changed." in said(upload(editor, kind, rows))
    rows[0] |= {"move_reason": "The vote was put off.", "move_announced_on": "4/19/2021"}
    confirm(editor, kind, upload(editor, kind, rows))
    change = TimeChange.objects.get()
    assert (str(change.was), str(change.now), change.kind) == ("2021-05", "2021-06", "slip")
    assert (change.reason, change.announced_on) == ("The vote was put off.", date(2021, 4, 19))
    assert str(change.recorded_by) == "maria"
    # The same file again says nothing new, although the answers are still in it.
    assert steps(upload(editor, kind, rows)) == [(2, "unchanged"), (2, "unchanged")]


def test_what_somebody_else_has_changed_is_a_conflict_only_where_the_file_says_otherwise(
    editor: Client,
) -> None:
    kind = "timeline_milestone"
    (row,) = [row for row in downloaded(editor, kind) if row["title"] == "Undated"]
    Milestone.objects.filter(title="Undated", district__slug="denver").update(position=7)
    edited = {**row, "scope": "All of them"}
    shown = upload(editor, kind, [edited])
    assert (steps(shown), "position" in said(shown)) == ([(2, "changed")], False)
    edited["position"] = "3"
    shown = upload(editor, kind, [edited])
    assert steps(shown) == [(2, "conflict")]
    assert "position: “7” → “3”." in said(shown)
    confirm(editor, kind, shown)
    stored: Any = Milestone.objects.filter(title="Undated", district__slug="denver")
    assert stored.values_list("position", "scope_en").get()[0] == 7
    assert not stored.get().scope
    (step,) = shown.context["plan"].steps
    confirm(editor, kind, upload(editor, kind, [edited]), choose=step.token)
    assert stored.values_list("position", "scope_en").get() == (3, "All of them")


def test_a_workbook_is_imported_as_it_was_shown(editor: Client) -> None:
    kind = "timeline_milestone"
    data = workbook(["Title", "When", "Position"], ["Vote", date(2022, 5, 3), 4.0])
    district = District.objects.get(slug="denver")
    file = SimpleUploadedFile("list.xlsx", data)
    shown = editor.post(url(kind, "import"), {"district": district.pk, "file": file})
    assert steps(shown) == [(2, "new")]
    confirm(editor, kind, shown)
    made = Milestone.objects.get(title="Vote")
    assert (str(made.when), made.position) == ("2022-05-03", 4)


def test_more_than_a_file_may_change_is_refused(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("publishing.spreadsheets.importing.LARGEST", 1)
    shown = upload(editor, "timeline_commitment", [{"text": each} for each in ("A", "B", "C")])
    assert (3, "refused") in steps(shown)
    assert "Split it into smaller files." in said(shown)
    monkeypatch.setattr("publishing.spreadsheets.importing.LONGEST", 1)
    row = {"title": "Vote", "status": "planned"}
    rows = [row | {"status_since": each} for each in ("2021", "2022")]
    shown = upload(editor, "timeline_milestone", rows)
    assert steps(shown) == [(2, "refused")]
    assert "lines about one record. Split it into smaller files." in said(shown)


def test_a_file_sent_twice_is_imported_once(editor: Client) -> None:
    kind = "timeline_commitment"
    blank = dict.fromkeys(downloaded(editor, kind)[0], "")
    sent = filled(upload(editor, kind, [{**blank, "text": "Once"}]))
    answers = [editor.post(url(kind, "import"), sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Commitment.objects.filter(text="Once").count() == 1


def test_meetings_are_typed_on_the_districts_clock(editor: Client) -> None:
    kind = "events_meeting"
    (row, second) = downloaded(editor, kind)
    assert (row["starts"], row["ends"]) == ("2021-11-07 01:30 (second)", "2021-11-07 02:30")
    blank = dict.fromkeys(row, "")
    new = {**blank, "title": "Meeting", "starts": "5/20/2021 6 p.m.", "ends": "2021-05-20 20:00"}
    new |= {"interpretation_language": "Spanish", "interpretation_status": "Confirmed"}
    shown = upload(editor, kind, [new, {**new, "interpretation_language": "Vietnamese"}])
    assert steps(shown) == [(2, "new"), (2, "new"), (3, "new")], said(shown)
    confirm(editor, kind, shown)
    made = Meeting.objects.get(slug="meeting-2021-05-20")
    assert (made.starts_at, made.state) == (datetime(2021, 5, 21, 0, 0, tzinfo=UTC), "draft")
    assert {each.language for each in made.interpretation.all()} == {"es", "vi"}
    wrong = {**blank, "title": "Night", "starts": "2021-11-07 01:30", "ends": "2021-03-14 02:30"}
    text = said(upload(editor, kind, [wrong]))
    assert "starts: 01:30 happens twice on this day" in text
    assert "ends: 02:30 does not exist on this day" in text
    spoken = {**second, "language": "Spanish"}
    assert "interpretation_language: Spanish, interpretation: The meeting itself is held" in said(
        upload(editor, kind, [spoken])
    )
    assert Interpretation.objects.count() == 4


def test_a_translator_downloads_what_is_listed_and_imports_nothing(client: Client) -> None:
    client.force_login(user := make_user())
    district = make_everything("denver")
    make_membership(user, "translator", district=district, language="es")
    kind = "timeline_milestone"
    page = client.get(url(kind, "changelist") + "?now=draft").content.decode()
    assert "export/?now=draft" in page
    assert "Import a spreadsheet" not in page
    assert len(downloaded(client, kind)) == 3
    assert downloaded(client, kind, "?now=draft") == []
    assert client.get(url(kind, "export") + "?nonsense=1").status_code == 302
    assert client.get(url(kind, "template")).status_code == 403
    assert upload(client, kind, [{"title": "x"}]).status_code == 403
