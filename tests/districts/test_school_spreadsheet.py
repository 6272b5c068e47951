"""The import of schools and decisions: a dry run, then all of it or nothing."""

from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from districts.models import District, School, SchoolDecision
from publishing.history_entries import HistoryEntry
from publishing.spreadsheets.entries import Entry
from publishing.ways import Way
from tests.admin_forms import filled, read
from tests.factories import make_decision, make_district, make_membership, make_school, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]
IMPORT = reverse("admin:districts_school_import")
LIST = reverse("admin:districts_school_changelist")
FILE = """\
name,address,decided_by,outcome,decided,effective
North High,north,Council,remove,"July 8, 2021",Fall 2021
North High,north,Board,keep,2022,
Peña School,,,,,
"""


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(user := make_user())
    make_membership(user, district=make_district())
    make_district("duluth")
    return client


def denver() -> District:
    return District.objects.get(slug="denver")


def upload(client: Client, text: str | bytes = FILE, district: District | None = None) -> Any:
    data = text if isinstance(text, bytes) else text.encode()
    file = SimpleUploadedFile("schools.csv", data, content_type="text/csv")
    return client.post(IMPORT, {"district": (district or denver()).pk, "file": file})


def steps(response: Any) -> list[tuple[int, str]]:
    return [(step.line, step.effect) for step in response.context["plan"].steps]


def logged() -> str:
    return " ".join(HistoryEntry.objects.values_list("said", flat=True))


def confirm(client: Client, shown: Any) -> Any:
    return client.post(IMPORT, filled(shown))


def test_a_dry_run_says_what_would_happen_and_does_nothing(editor: Client) -> None:
    response = upload(editor)
    assert steps(response) == [(2, "new"), (2, "new"), (3, "new"), (4, "new")]
    text = response.content.decode()
    (_, decision, *_) = response.context["plan"].steps
    assert decision.subject == (
        "School decision of “North High” decided_by: “” → “Council”. outcome: “” → “remove”. "
        "decided: “” → “July 8, 2021”. effective: “” → “Fall 2021”."
    )
    assert "July 8, 2021" in text
    assert not School.objects.exists()
    assert read(response).inline == []


def test_what_is_confirmed_is_imported_as_drafts_and_logged(editor: Client) -> None:
    assert confirm(editor, upload(editor)).url == LIST
    assert list(School.objects.values_list("slug", "name", "state", "district__slug")) == [
        ("north", "North High", "draft", "denver"),
        ("pena-school", "Peña School", "draft", "denver"),
    ]
    columns = ("school__slug", "decided_by_en", "outcome", "state")
    assert sorted(SchoolDecision.objects.values_list(*columns)) == [
        ("north", "Board", "keep", "draft"),
        ("north", "Council", "remove", "draft"),
    ]
    assert str(SchoolDecision.objects.get(outcome="remove").effective) == "2021-23"
    assert HistoryEntry.objects.filter(said__startswith="Imported from a file").count() == 4


def test_the_same_file_again_changes_nothing(editor: Client) -> None:
    confirm(editor, upload(editor))
    again = upload(editor)
    assert {effect for _, effect in steps(again)} == {"unchanged"}
    assert "seen" not in read(again).sent


def test_what_differs_is_shown_as_a_change_and_made_one(editor: Client) -> None:
    school = make_school(denver(), "north")
    make_decision(denver(), school=school, decided_by="Council", outcome="keep", decided="2021")
    text = "name,address,decided_by,outcome,decided\nNorth High,north,Council,remove,2021\n"
    shown = upload(editor, text)
    assert steps(shown) == [(2, "changed"), (2, "changed")]
    assert [str(each) for each in shown.context["plan"].steps[0].changes] == [
        "Change(column='name', was='North', now='North High')"
    ]
    confirm(editor, shown)
    school.refresh_from_db()
    assert (school.name, school.state) == ("North High", "published")
    assert school.decisions.get().outcome == "remove"


def test_a_published_date_is_not_moved_and_an_empty_cell_changes_nothing(editor: Client) -> None:
    school = make_school(denver(), "north", name="North High")
    told = {"decided_by": "Council", "outcome": "remove", "decided": "2021"}
    make_decision(denver(), school=school, effective="2021-23", **told)
    head = "name,address,decided_by,outcome,decided,effective"
    text = f"{head}\nNorth High,north,Council,remove,2021,"
    assert steps(upload(editor, f"{text}\n")) == [(2, "unchanged"), (2, "unchanged")]
    shown = upload(editor, f"{text}Fall 2022\n")
    assert steps(shown) == [(2, "refused"), (2, "unchanged")]
    said = shown.context["plan"].steps[0].subject
    assert said.startswith("effective: Families last saw “Fall 2021” and would see “Fall 2022”.")
    assert "“move_kind”: correction, narrowing or slip" in said
    answered = f"{head},move_kind\nNorth High,north,Council,remove,2021,Fall 2022,Slip\n"
    confirm(editor, upload(editor, answered))
    assert "“Fall 2021” → “Fall 2022”. The district moved it." in logged()
    SchoolDecision.objects.update(state="draft")
    assert steps(upload(editor, f"{text}Fall 2023\n"))[1] == (2, "changed")


def test_one_refused_line_keeps_all_the_others_out(editor: Client) -> None:
    make_school(denver(), "south", name="South High")
    file = "name,outcome\nEast,\n=1+1,\nSouth High,\n"
    shown = upload(editor, file)
    assert steps(shown) == [(3, "refused"), (4, "refused"), (2, "new")]
    text = shown.content.decode()
    assert "Nothing was imported." in text
    assert "Enter its address: “south”" in text
    assert "seen" not in read(shown).sent
    token = shown.context["plan"].token
    editor.post(IMPORT, {"district": denver().pk, "text": file, "seen": token})
    assert not School.objects.filter(slug="east").exists()


@time_machine.travel("2026-11-26T18:00Z", tick=False)
def test_a_decision_that_is_still_to_come_is_refused_with_its_line(editor: Client) -> None:
    head, *lines = FILE.splitlines()
    answer = upload(editor, "\n".join([head, lines[0], lines[1].replace("2022", "Spring 2027")]))
    assert steps(answer) == [(3, "refused"), (2, "new"), (2, "new")]
    assert "decided: This is in the future" in answer.content.decode()


def test_a_plan_that_is_no_longer_true_is_shown_again(editor: Client) -> None:
    shown = upload(editor)
    make_school(denver(), "north", name="North")
    again = confirm(editor, shown)
    assert "different from what you were shown" in again.content.decode()
    assert not SchoolDecision.objects.exists()
    assert confirm(editor, again).status_code == 302


def test_a_fault_half_way_leaves_nothing_behind(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = upload(editor)

    def fail(*_: Any, **__: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(SchoolDecision, "save", fail)
    with pytest.raises(DatabaseError):
        confirm(editor, shown)
    assert not School.objects.exists()
    assert not HistoryEntry.objects.filter(way=Way.CSV).exists()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "The submitted file is empty"),
        ("name\nPeña".encode("latin-1"), "schools.csv, line 2: It is not in UTF-8"),
        (b"name,principal\nNorth,Ann", "There is no column “principal”"),
        (b"name\n" + b"x" * 1024 * 1024, "larger than 1 MB"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_beside_its_field(
    editor: Client, data: bytes, reason: str
) -> None:
    response = upload(editor, data)
    assert response.status_code == 400
    assert reason in str(response.context["form"].errors["file"])


def test_no_file_at_all_is_refused(editor: Client) -> None:
    response = editor.post(IMPORT, {"district": denver().pk})
    assert "Choose a file." in response.content.decode()


def test_a_large_file_can_be_confirmed(editor: Client) -> None:
    lines = [f"ሀ School {number}\n# {'ሀ ' * 6000}" for number in range(30)]
    confirm(editor, upload(editor, "name\n" + "\n".join(lines)))
    assert School.objects.count() == 30


def test_schools_of_another_district_are_not_imported(editor: Client) -> None:
    response = upload(editor, district=District.objects.get(slug="duluth"))
    assert list(response.context["form"].errors) == ["district"]
    assert "Duluth" not in editor.get(IMPORT).content.decode()


@pytest.mark.parametrize("role", [None, "translator"])
def test_who_edits_no_district_cannot_import(client: Client, role: str | None) -> None:
    client.force_login(user := make_user())
    district = make_district()
    if role:
        make_membership(user, role, district=district, language="es")
        assert "Import CSV" not in client.get(LIST).content.decode()
    assert client.get(IMPORT).status_code == 403
    assert upload(client).status_code == 403


def test_the_list_of_schools_leads_to_the_import(editor: Client) -> None:
    assert IMPORT in read(editor.get(LIST)).links
    assert filled(editor.get(IMPORT))["district"] == [str(denver().pk)]


def test_a_school_that_is_added_at_this_very_moment_is_no_error(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = upload(editor, "name\nNorth High\n")
    own = Entry.save

    def late(entry: Entry, names: Any) -> Any:
        monkeypatch.setattr(Entry, "save", own)
        make_school(denver(), "north-high")
        return own(entry, names)

    monkeypatch.setattr(Entry, "save", late)
    assert confirm(editor, shown).status_code == 200
    assert School.objects.count() == 0  # as in this test the other one is undone as well


def test_a_school_that_reads_the_same_is_not_added_again(editor: Client) -> None:
    make_school(denver(), "st-marys", name="St. Mary’s School")
    shown = upload(editor, "name,address\nST. MARY'S SCHOOL,other\nLake,lake\nLAKE,lake-2\n")
    assert steps(shown) == [(2, "refused"), (4, "refused"), (3, "new")]
    assert "address: “st-marys”" in shown.content.decode()


def test_a_file_of_excel_is_imported_as_it_was_shown(editor: Client) -> None:
    data = "sep=\t\r\nname\tdecided_by\toutcome\t\r\nĐặng Văn Ngữ\tCouncil\tKeep\t\r\n"
    assert confirm(editor, upload(editor, data.encode("utf-16"))).url == LIST
    assert School.objects.get().slug == "dang-van-ngu"
    assert SchoolDecision.objects.get().decided_by == "Council"
