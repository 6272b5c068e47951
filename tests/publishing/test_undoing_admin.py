"""The pages that undo what was changed together, and restore what was deleted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from publishing.changes import acting
from publishing.history_entries import HistoryEntry, entries_of
from publishing.ways import Way
from tests.admin_forms import filled, page, read
from tests.client import StaffClient, delete
from tests.factories import make_district, make_membership, make_phase, make_user
from timeline.models import Phase

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PHASES = "/admin/timeline/phase/"


def test_a_list_action_is_undone_from_the_history_of_one_of_its_records() -> None:
    district = make_district(state="draft")
    phases = [make_phase(district, number, state="draft") for number in (1, 2)]
    editor = StaffClient()
    editor.force_login(make_membership(make_user(), district=district).user)
    hidden = make_phase(make_district("boston"), title="Elsewhere", state="draft")
    with acting(editor.user, way=Way.LIST):
        Phase.objects.update(state="published")
    history = editor.get(page(phases[0], "history"))
    assert "List action" in history.content.decode()
    address = next(link for link in read(history).links if "/undo/" in link)
    asked = editor.get(address)
    assert asked.content.decode().count("<li>Changed: Phase “") == 2
    assert "Elsewhere" not in asked.content.decode()
    editor.post(address)  # without what the page has shown
    assert not Phase.objects.exclude(state="published").exists()
    editor.post(address, filled(asked))
    assert {phase.state for phase in Phase.objects.exclude(pk=hidden.pk)} == {"draft"}
    assert Phase.objects.get(pk=hidden.pk).state == "published"
    latest = entries_of(phases[1])[0]
    assert (latest.way, latest.by) == (Way.UNDO, editor.user)
    again = editor.get(address).content.decode()
    assert again.count("It was changed since.") == 2
    assert "Nothing of it can be undone." in again
    assert entries_of(phases[1])[0] == latest
    stranger = StaffClient()
    elsewhere = hidden.district
    stranger.force_login(make_membership(make_user("ana"), district=elsewhere).user)
    assert stranger.get(address).status_code == 404


def test_a_deleted_record_is_restored_for_thirty_days() -> None:
    district = make_district()
    phase, kept = make_phase(district, 1, state="draft", title="Plan"), make_phase(district, 2)
    editor = StaffClient()
    editor.force_login(make_membership(make_user(), district=district).user)
    asked = editor.get(page(phase, "delete")).content.decode()
    assert "You can restore it for 30 days" in asked
    delete(editor, page(phase, "delete"))
    assert f"{PHASES}deleted/" in read(editor.get(PHASES)).links
    listed = editor.get(f"{PHASES}deleted/").content.decode()
    assert "1 · Plan" in listed
    entry = HistoryEntry.objects.get(action="deleted")
    translator = StaffClient()
    ana = make_membership(make_user("ana"), "translator", language="es", district=district).user
    translator.force_login(ana)
    assert translator.post(f"{PHASES}deleted/", {"entry": entry.pk}).status_code == 403
    stranger = StaffClient()
    stranger.force_login(make_membership(make_user("bo"), district=make_district("boston")).user)
    assert "1 · Plan" not in stranger.get(f"{PHASES}deleted/").content.decode()
    assert stranger.post(f"{PHASES}deleted/", {"entry": entry.pk}).status_code == 404
    for key in ("", "x", "²", "9" * 30):
        assert editor.post(f"{PHASES}deleted/", {"entry": key}).status_code == 404
    editor.post(f"{PHASES}deleted/", {"entry": entry.pk})
    assert Phase.objects.get(pk=phase.pk).title_en == "Plan"  # type: ignore[attr-defined]
    assert "Nothing was deleted" in editor.get(f"{PHASES}deleted/").content.decode()
    Phase.objects.filter(pk=phase.pk).delete()
    HistoryEntry.objects.update(at=timezone.now() - timedelta(days=31))
    assert "Nothing was deleted" in editor.get(f"{PHASES}deleted/").content.decode()
    assert Phase.objects.get() == kept
