"""An import of a spreadsheet holds up nobody; what is interrupted is gone on with or undone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.urls import reverse

from districts import spreadsheet_importing
from districts.models import District, School, SchoolDecision, SpreadsheetImport
from opendata.models import Entry
from publishing import parts, undoing
from publishing.history_entries import HistoryEntry
from publishing.spreadsheets.importing import Importing
from tests.admin_forms import filled, read
from tests.client import StaffClient, anew
from tests.concurrency import at_once
from tests.desk.exchange.words import rewrite
from tests.factories import (
    make_district,
    make_membership,
    make_phase,
    make_school,
    make_user,
)
from tests.timeline.sheets import confirm, preview
from timeline.models import Phase

pytestmark = pytest.mark.django_db(transaction=True)
KIND, IMPORT = "districts_school", reverse("admin:districts_school_import")
HEAD = "name,address,decided_by,outcome"
NEW = [f"School {letter},school-{letter.lower()},Council,keep" for letter in "ABCDE"]
POINTS = 6


class PowerCut(Exception):  # noqa: N818 - it is no error of anybody
    pass


@pytest.fixture
def editor(shared_database: None, monkeypatch: pytest.MonkeyPatch) -> StaffClient:
    """Edits Denver, which has two published schools; imports are written two at a time."""
    monkeypatch.setattr(parts, "RECORDS", 2)
    monkeypatch.setattr(parts, "PAUSE", 0)
    district = make_district()
    make_school(district, "north", name="North"), make_school(district, "south", name="South")
    return editor_of(district, "maria")


def editor_of(district: District, name: str) -> StaffClient:
    client = StaffClient()
    client.force_login(user := make_user(name))
    make_membership(user, district=district)
    return client


def denver() -> District:
    return District.objects.get(slug="denver")


def shown(client: StaffClient, lines: list[str] | None = None) -> Any:
    text = "\n".join([HEAD, *(lines or [*NEW, "North High,north,,", "South,south,,"])])
    return preview(client, KIND, text, denver())


def stored() -> dict[str, Any]:
    """All that the import changes, and undoing it puts back."""
    schools = School.objects.order_by("slug").values_list("slug", "name", "state")
    decisions = SchoolDecision.objects.order_by("school__slug")
    return {"schools": [*schools], "decisions": [*decisions.values_list("school__slug")]}


def imported() -> SpreadsheetImport:
    """The newest one."""
    found: SpreadsheetImport = SpreadsheetImport.objects.all()[0]
    return found


@pytest.fixture
def saves(editor: StaffClient, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What somebody else has saved before each part."""
    found: list[str] = []
    other = make_phase(make_district("boston"), title="Planning")

    def between(write: Callable[..., Any]) -> Callable[..., Any]:
        def after_somebody_else(*arguments: Any) -> Any:
            title = f"Saved {'again ' * len(found)}meanwhile"
            (failed,) = at_once(lambda: rewrite(other, title_en=title))
            assert failed is None
            assert Phase.objects.get(pk=other.pk).title == title
            found.append(title)
            return write(*arguments)

        return after_somebody_else

    monkeypatch.setattr(Importing, "_save", between(Importing._save))
    monkeypatch.setattr(undoing, "undo", between(undoing.undo))
    return found


def test_others_save_between_the_parts_of_a_dry_run_an_import_and_its_undoing(
    editor: StaffClient, saves: list[str]
) -> None:
    before = stored()
    page = shown(editor)
    assert (stored(), len(saves)) == (before, 3)  # six of the seven records are changed
    done = confirm(editor, page)
    assert (School.objects.count(), len(saves)) == (7, 6)
    undo = next(link for link in read(done).links if "/undo/" in link)
    assert editor.post(undo, filled(editor.get(undo))).status_code == 302
    assert stored() == before
    assert len(saves) == 12  # eleven changes


def test_what_a_file_leaves_as_it_is_takes_no_lock(editor: StaffClient, saves: list[str]) -> None:
    page = shown(editor, ["North,north,,", "South,south,,", ",,Council,", "South,south,,"])
    assert {step.effect for step in page.context["plan"].steps} == {"unchanged", "refused"}
    assert not saves


def test_the_public_record_has_one_entry_for_all_parts(
    editor: StaffClient, saves: list[str]
) -> None:
    entries = Entry.objects.filter(district=denver().uuid)
    page, before = shown(editor, ["N,north,,", "S,south,,", *NEW]), entries.count()
    done = confirm(editor, page)
    assert entries.count() == before + 1
    undo = next(link for link in read(done).links if "/undo/" in link)
    editor.post(undo, filled(editor.get(undo)))
    assert entries.count() == before + 2


def test_an_import_is_written_in_the_history_as_one(editor: StaffClient) -> None:
    confirm(editor, shown(editor))
    group = imported().group
    assert HistoryEntry.objects.filter(group=group, action="added").count() == 10
    assert {*HistoryEntry.objects.filter(way="csv").values_list("group", flat=True)} == {group}


@contextmanager
def cut_after(queries: float) -> Iterator[list[str]]:
    """Make the query after this many fail."""
    asked: list[str] = []

    def count(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        if len(asked) >= queries:
            raise PowerCut
        asked.append(sql)
        return execute(sql, *arguments)

    with connection.execute_wrapper(count):
        yield asked


def test_an_import_that_fails_anywhere_is_gone_on_with_or_undone(editor: StaffClient) -> None:
    before, page = stored(), shown(editor)
    with cut_after(float("inf")) as queries:
        done = confirm(editor, page)
    after, halves = stored(), 0
    for number in range(POINTS):
        undo = next(link for link in read(done).links if "/undo/" in link)
        editor.post(undo, filled(editor.get(undo)))
        assert stored() == before
        page = shown(editor)
        with suppress(PowerCut), cut_after(len(queries) * (number + 1) // (POINTS + 2)):
            confirm(editor, page)
        halves += stored() not in (before, after)
        address = page.request["PATH_INFO"]
        told = editor.get(address)
        if imported().is_unfinished:
            assert address in read(editor.get(IMPORT)).links  # under “Not finished”
            editor.post(address, {"go_on": "1"})
        elif not imported().begun_at:
            confirm(editor, told)
        assert stored() == after, number
        assert imported().applied_at
        assert not imported().left
        assert HistoryEntry.objects.filter(group=imported().group, action="added").count() == 10
        done = editor.get(address)
        assert "New: 10. Changed: 1." in done.content.decode()
    assert halves


def test_what_was_interrupted_is_stopped_and_taken_back(editor: StaffClient) -> None:
    before, page = stored(), shown(editor)
    address = page.request["PATH_INFO"]
    with patch.object(Importing, "_save", _once(Importing._save)), suppress(PowerCut):
        confirm(editor, page)
    assert School.objects.count() == 4
    assert "Not all is imported yet" in editor.get(address).content.decode()
    stopped = editor.post(address, {"stop": "1"})
    editor.post(address, {"go_on": "1"})
    assert School.objects.count() == 4
    assert "It was stopped before all was imported" in editor.get(address).content.decode()
    undo = stopped.headers["Location"]
    editor.post(undo, filled(editor.get(undo)))
    assert stored() == before


def test_an_import_that_is_stopped_meanwhile_goes_no_further(editor: StaffClient) -> None:
    page, own = shown(editor), Importing._save

    def stopped_after(*arguments: Any) -> None:
        own(*arguments)
        SpreadsheetImport.stop(imported().pk, at=imported().made_at)

    with patch.object(Importing, "_save", stopped_after):
        confirm(editor, page)
    assert School.objects.count() == 4
    assert imported().applied_at is None


def test_an_undoing_that_is_interrupted_is_finished_by_undoing_again(editor: StaffClient) -> None:
    before = stored()
    done = confirm(editor, shown(editor))
    undo = next(link for link in read(done).links if "/undo/" in link)
    with patch.object(undoing, "undo", _once(undoing.undo, tries=2)), suppress(PowerCut):
        editor.post(undo, filled(editor.get(undo)))
    assert stored() != before
    again = next(link for link in read(editor.get(IMPORT)).links if "/undo/" in link)
    editor.post(again, filled(editor.get(again)))
    assert stored() == before


def _once(call: Callable[..., Any], tries: int = 1) -> Callable[..., Any]:
    left = [None] * tries

    def answer(*arguments: Any) -> Any:
        if not left:
            raise PowerCut
        left.pop()
        return call(*arguments)

    return answer


def test_two_clicks_and_two_who_go_on_at_once_store_once(editor: StaffClient) -> None:
    page, district = shown(editor), denver()
    address, sent = page.request["PATH_INFO"], filled(page)
    same = [partial(editor.post, address, sent)] * 2  # a double click
    other = partial(editor.post, address, filled(editor.get(address)))  # another tab
    answers = at_once(*same, other, partial(editor.post, address, {"go_on": "1"}))
    assert {answer.status_code for answer in answers} == {302}, answers
    assert School.objects.filter(district=district).count() == 7
    assert SchoolDecision.objects.count() == 5
    assert HistoryEntry.objects.filter(group=imported().group, action="added").count() == 10
    assert not imported().left


def test_a_file_that_two_people_import_at_once_is_stored_once(editor: StaffClient) -> None:
    people = [editor, editor_of(denver(), "ana")]
    pages = [(client, shown(client)) for client in people]
    at_once(*(partial(confirm, client, page) for client, page in pages))
    assert (School.objects.count(), SchoolDecision.objects.count()) == (7, 5)


def test_only_who_has_sent_a_file_and_still_edits_the_district_decides(
    editor: StaffClient,
) -> None:
    page = shown(editor)
    address, sent = page.request["PATH_INFO"], anew(filled(page))
    del sent["csrfmiddlewaretoken"]
    assert editor_of(denver(), "ana").post(address, sent).status_code == 404
    milestones = address.replace("districts/school", "timeline/milestone")
    assert editor.get(milestones).status_code == 404
    editor.user.memberships.all().delete()  # type: ignore[union-attr]
    assert editor.post(address, sent).status_code in (403, 404)
    assert School.objects.count() == 2


def test_files_are_compared_outside_of_transactions(
    editor: StaffClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside: list[bool] = []
    own = spreadsheet_importing.SpreadsheetRun._importing

    def seen(*arguments: Any) -> Any:
        inside.append(connection.in_atomic_block)
        return own(*arguments)

    monkeypatch.setattr(spreadsheet_importing.SpreadsheetRun, "_importing", seen)
    confirm(editor, shown(editor))
    assert inside == [False, False]
