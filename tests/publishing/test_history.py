"""What the history keeps of each change, on every way in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from districts.models import Membership, School
from events.models import Interpretation
from publishing.changes import Way, acting
from publishing.history import note
from publishing.history_entries import Action, HistoryEntry, entries_of, last_entry
from tests.client import StaffClient
from tests.factories import (
    make_district,
    make_document,
    make_meeting,
    make_milestone,
    make_phase,
    make_school,
    make_user,
)
from timeline.models import Milestone, MilestoneStatus, Phase

pytestmark = pytest.mark.django_db


def kept(record: Any) -> list[tuple[str, dict[str, Any]]]:
    """The actions and changes in the history of a record, the oldest first."""
    return [(entry.action, entry.changes) for entry in reversed(entries_of(record))]


def test_a_save_keeps_who_when_which_way_and_from_what_to_what() -> None:
    user, milestone = make_user(), make_milestone(make_district(), when="2021-05", title="Vote")
    found: Any = Milestone.objects.get()
    with acting(user, way=Way.DESK) as act:
        found.when, found.title_es, found.position = "2021-23", "Votación", 2
        found.save()
    entry = entries_of(milestone)[0]
    assert (entry.by, entry.way, entry.group) == (user, Way.DESK, act.group)
    assert entry.district_key == milestone.district_id
    mark = entry.changes.pop("translations")
    assert entry.changes == {
        "when": ["2021-05", "2021-23"],
        "title_es": ["", "Votación"],
        "position": [0, 2],
    }
    assert mark[0] == {"title": {"es": None}}
    assert mark[1]["title"]["es"][2] is False


def test_who_only_noted_something_is_not_who_changed_it() -> None:
    ana, bert, phase = make_user("ana"), make_user("bert"), make_phase(make_district())
    with acting(ana):
        phase.number = 7
        phase.save()
    with acting(bert):
        note(phase, "Discarded the draft by ana.")
    found = last_entry([(Phase, phase.pk)])
    assert found
    assert found.by == ana


def test_a_save_that_changes_nothing_writes_nothing_and_costs_no_query() -> None:
    milestone = make_milestone(make_district(), title_es="Hito")
    status = MilestoneStatus.objects.create(milestone=milestone, status="planned")
    count = HistoryEntry.objects.count()
    for record in (milestone, status, Milestone.objects.get()):
        record.save()
    assert HistoryEntry.objects.count() == count
    with CaptureQueriesContext(connection) as asked:
        milestone.position = 7
        milestone.save()
    assert len([q for q in asked if "historyentry" in q["sql"]]) == 1


def in_bulk(phase: Phase) -> None:
    Phase.objects.filter(pk=phase.pk).update(number=7)


def by_bulk_update(phase: Phase) -> None:
    phase.number = 7
    Phase.objects.bulk_update([phase], ["number"])


def in_part(phase: Phase) -> None:
    phase.number, phase.when = 7, None  # the time is not written
    phase.save(update_fields=["number"])


@pytest.mark.parametrize("write", [in_bulk, by_bulk_update, in_part])
def test_each_way_of_writing_is_seen(write: Callable[[Phase], None]) -> None:
    phase = make_phase(make_district(), 1, when="2021")
    write(phase)
    assert kept(phase) == [(Action.ADDED, {}), (Action.CHANGED, {"number": [1, 7]})]


def test_what_is_hidden_in_bulk_keeps_both_states() -> None:
    phase = make_phase(make_district())
    Phase.objects.update(state="draft")
    assert kept(phase)[-1] == (Action.CHANGED, {"state": ["published", "withdrawn"]})


def test_links_are_kept_on_the_record_that_has_them() -> None:
    district = make_district()
    schools = [make_school(district, slug) for slug in ("north", "south", "west")]
    north, south, west = (school.pk for school in schools)
    milestone = make_milestone(district)
    milestone.schools.set([north, south])
    schools[2].milestones.add(milestone)
    schools[0].milestones.clear()
    milestone.schools.remove(south)
    milestone.schools.clear()
    assert [changes["schools"] for _, changes in kept(milestone)[1:]] == [
        [[], [north, south]],
        [[north, south], [north, south, west]],
        [[north, south, west], [south, west]],
        [[south, west], [west]],
        [[west], []],
    ]
    assert all(kept(school) == [(Action.ADDED, {})] for school in schools)


def test_a_part_is_in_the_history_of_its_owner() -> None:
    meeting = make_meeting(make_district())
    row = Interpretation.objects.create(meeting=meeting, language="es")
    row.channel = "Room 2"
    row.save()
    row.delete()
    actions = [Action.ADDED, Action.ADDED, Action.CHANGED, Action.DELETED]
    assert [action for action, _ in kept(meeting)] == actions
    gone = entries_of(meeting)[0]
    assert (gone.changes["channel"], gone.changes["language"]) == (["Room 2", None], ["es", None])


def test_a_cascade_keeps_all_that_is_needed_to_bring_it_back() -> None:
    district = make_district()
    document, school = make_document(district), make_school(district)
    milestone = make_milestone(district, document=document, title_vi="Bỏ phiếu", when="2021-05")
    milestone.schools.set([school])
    keys = document.pk, milestone.pk
    with acting(None) as act:
        document.delete()
        school.delete()
    together = HistoryEntry.objects.filter(group=act.group)
    told = {entry.content_type.model: entry for entry in together}
    assert told["milestone"].changes == {"document_id": [keys[0], None]}
    assert told["school"].changes["milestones"] == [[milestone.pk], None]
    assert told["school"].name == str(school)
    milestone.delete()
    held = HistoryEntry.objects.get(
        object_id=keys[1], content_type__model="milestone", action="deleted"
    )
    assert held.changes["title_vi"] == ["Bỏ phiếu", None]
    assert held.changes["when"] == ["2021-05", None]
    assert "when_lower" not in held.changes


def test_what_accounts_may_do_is_in_their_history() -> None:
    root = make_user("root", is_superuser=True)
    with acting(root, way=Way.FORM):
        user = User.objects.create_user("maria")
        user.is_staff = True
        user.save()
        membership = Membership.objects.create(user=user, role="editor", district=make_district())
        membership.role = "translator"
        membership.save()
        membership.delete()
        user.set_password("something long")
        user.save()
    client = StaffClient()
    client.force_login(user)
    user.save(update_fields=["last_login"])
    found = kept(user)
    assert found[1] == (Action.CHANGED, {"is_staff": [False, True]})
    assert found[3] == (Action.CHANGED, {"role": ["editor", "translator"]})
    assert found[4][1]["role"] == ["translator", None]
    assert [e.said for e in entries_of(user)[:2]] == ["Signed in.", "The password was changed."]
    assert not any("password" in changes for _, changes in found)
    assert {entry.by for entry in entries_of(user)[1:]} == {root}


def test_what_was_loaded_without_a_history_has_one_from_its_first_change_on() -> None:
    school = make_school(make_district())
    HistoryEntry.objects.all().delete()
    School.objects.update(name="West High")
    assert [changes["name"][1] for _, changes in kept(school)] == ["West High"]
