from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import translation

from districts.models import Role
from events.entries import meeting_entry
from events.models import Meeting, MeetingMove
from publishing.stamps import STAMPS, stamp_of
from publishing.states import PublicationState
from tests.admin_forms import filled
from tests.factories import make_district, make_meeting, make_membership, make_move, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DAY = date(2021, 4, 12)
LATER = {"starts_at": "2021-04-15T19:00", "ends_at": "2021-04-15T21:00"}
PLACE = {"place": "South High"}
SAID = {
    "moved_kind": "move",
    "moved_announced_by": "Department of Safety",
    "moved_announced_on": "2021-04-10",
}


@pytest.fixture
def meeting() -> Meeting:
    return make_meeting(make_district(), place="North High")


@pytest.fixture
def editor(client: Client, meeting: Meeting) -> Client:
    client.force_login(user := make_user())
    make_membership(user, district=meeting.district)
    return client


def page(meeting: Meeting) -> str:
    return reverse("admin:events_meeting_change", args=[meeting.pk])


def change(client: Client, meeting: Meeting, **typed: Any) -> Any:
    with time_machine.travel(datetime(2021, 4, 12, 18, tzinfo=UTC), tick=False):
        return client.post(page(meeting), filled(client.get(page(meeting)), **typed))


def errors(response: Any) -> dict[str, list[str]]:
    return dict(response.context["adminform"].form.errors)


@pytest.mark.parametrize("typed", [LATER, PLACE, {"place": ""}])
def test_a_published_meeting_moves_only_with_who_announced_it_and_when(
    editor: Client, meeting: Meeting, typed: dict[str, str]
) -> None:
    before = (meeting.starts_at, meeting.place)
    refused = change(editor, meeting, **typed)
    assert set(errors(refused)) == {"moved_kind", "moved_announced_on"}
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.place) == before
    assert not MeetingMove.objects.exists()
    change(editor, meeting, **typed, **SAID)
    (move,) = MeetingMove.objects.all()
    assert (move.was_starts_at, move.was_place) == before
    assert (move.announced_by, move.announced_on) == ("Department of Safety", date(2021, 4, 10))
    assert move.recorded_by
    assert move.recorded_by.username == "maria"
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.place) != before


@pytest.mark.parametrize("typed", [{"address": "1 Main Street"}, {"status": "confirmed"}])
def test_a_first_announcement_is_not_a_move(
    editor: Client, meeting: Meeting, typed: dict[str, str]
) -> None:
    change(editor, meeting, **typed)
    assert not MeetingMove.objects.exists()
    assert Meeting.objects.filter(**typed).exists()


def test_a_draft_is_moved_as_one_likes_until_it_is_published_again(
    editor: Client, meeting: Meeting
) -> None:
    before = meeting.starts_at
    Meeting.objects.update(state=PublicationState.DRAFT)
    for typed in (LATER, {"starts_at": "2021-04-15T20:00"}):
        assert change(editor, meeting, **typed, **PLACE).status_code == 302
    assert not MeetingMove.objects.exists()
    explained = errors(change(editor, meeting, **SAID))
    assert "Explain the change when you publish it" in str(explained["moved_kind"])
    refused = change(editor, meeting, state="published")
    assert set(errors(refused)) == {"moved_kind", "moved_announced_on"}
    reason = {"publish_anyway": "It is tomorrow."}
    assert change(editor, meeting, state="published", **SAID, **reason).status_code == 302
    move = MeetingMove.objects.get()
    assert (move.was_starts_at, move.was_place) == (before, "North High")
    meeting.refresh_from_db()
    assert meeting.last_seen["starts_at"] == datetime(2021, 4, 16, 2, tzinfo=UTC)


@pytest.mark.parametrize("typed", [LATER, PLACE])
def test_a_list_does_not_publish_what_has_moved(
    editor: Client, meeting: Meeting, typed: dict[str, str]
) -> None:
    Meeting.objects.update(state=PublicationState.DRAFT)
    assert change(editor, meeting, **typed).status_code == 302
    stamp = stamp_of(Meeting.objects.get())
    posted = {"action": "publish", "_selected_action": [meeting.pk], STAMPS: stamp}
    answer = editor.post(reverse("admin:events_meeting_changelist"), posted, follow=True)
    assert "Not published: “Community meeting”." in answer.content.decode()
    assert Meeting.objects.get().state == PublicationState.WITHDRAWN


def test_a_draft_that_families_never_saw_is_not_asked(editor: Client, meeting: Meeting) -> None:
    editor.post(page(meeting), filled(editor.get(page(meeting)), _duplicate=""))
    copy = Meeting.objects.latest("pk")
    assert "moved_kind" not in filled(editor.get(page(copy)))
    reason = {"publish_anyway": "It is tomorrow."}
    assert change(editor, copy, state="published", **LATER, **reason).status_code == 302
    assert not MeetingMove.objects.exists()


def test_migration_stores_public_records_as_last_seen(meeting: Meeting) -> None:
    seen = meeting.last_seen
    assert seen["starts_at"] == meeting.starts_at
    QuerySet(Meeting).update(last_public={})
    import_module("events.migrations.0004_last_public").fill(apps, None)
    assert Meeting.objects.get().last_seen == seen


def test_an_explanation_without_a_move_is_refused(editor: Client, meeting: Meeting) -> None:
    assert "Nothing has moved" in str(errors(change(editor, meeting, **SAID))["moved_kind"])


def test_a_move_is_not_announced_in_the_future(editor: Client, meeting: Meeting) -> None:
    said = {**SAID, "moved_announced_on": "2021-04-13"}
    assert "in the future" in str(errors(change(editor, meeting, **LATER, **said)))


def test_moves_cannot_be_changed_but_are_translated(client: Client, meeting: Meeting) -> None:
    move = make_move(meeting)
    client.force_login(user := make_user())
    make_membership(user, Role.TRANSLATOR, district=meeting.district, language="vi")
    address = reverse("admin:events_meetingmove_change", args=[move.pk])
    client.post(address, filled(client.get(address), announced_by_vi="Ban An toàn", kind="x"))
    move.refresh_from_db()
    assert (move.kind, getattr(move, "announced_by_vi", "")) == ("move", "Ban An toàn")
    assert client.post(address.replace("change", "delete")).status_code == 403


def test_each_move_led_to_what_the_next_one_left(meeting: Meeting) -> None:
    hour = timedelta(hours=1)
    times = {"was_starts_at": meeting.starts_at - hour, "was_ends_at": meeting.ends_at - hour}
    make_move(meeting, **times, was_place="South High")
    make_move(meeting, **times, was_place="West High")
    with translation.override("en"):
        first, second = meeting_entry(meeting, meeting.district, DAY).moves
    assert (first.was, first.now) == (None, None)
    assert (first.was_place, first.now_place) == ("South High", "West High")
    assert second.was
    assert second.now
    assert (second.was.hours, second.now.hours) == ("5:00 – 7:00 PM", "6:00 – 8:00 PM")
    assert (second.was_place, second.now_place) == ("West High", "North High")


def test_an_address_that_is_announced_later_has_not_moved(meeting: Meeting) -> None:
    make_move(meeting, was_place="North High")
    meeting.address = "1 Main Street"
    meeting.save()
    with translation.override("en"):
        (move,) = meeting_entry(meeting, meeting.district, DAY).moves
    assert (move.was_place, move.now_place) == ("", "")


def test_who_announced_a_move_is_asked_for(editor: Client, meeting: Meeting) -> None:
    refused = change(editor, meeting, **LATER, **{**SAID, "moved_announced_by": ""})
    assert list(errors(refused)) == ["moved_announced_by"]
    change(
        editor, meeting, **LATER, **{**SAID, "moved_announced_by": "", "moved_kind": "correction"}
    )
    assert MeetingMove.objects.get().kind == "correction"


def test_who_opened_the_page_before_a_revision_leaves_it_as_it_is(
    editor: Client, meeting: Meeting
) -> None:
    sent = filled(editor.get(page(meeting)))
    meeting.status = "cancelled"
    meeting.save()
    assert editor.post(page(meeting), {**sent, "title_es": "Reunión"}).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.status, getattr(meeting, "title_es", None)) == ("cancelled", "Reunión")


def test_a_translator_saves_the_words_of_a_published_meeting(
    client: Client, meeting: Meeting
) -> None:
    client.force_login(user := make_user("hoa"))
    make_membership(user, Role.TRANSLATOR, district=meeting.district, language="vi")
    typed = {"title_vi": "Cuộc họp", "moved_kind": "move", "moved_announced_by": "x"}
    answer = client.post(page(meeting), filled(client.get(page(meeting)), **typed))
    assert answer.status_code == 302, errors(answer)
    meeting.refresh_from_db()
    assert getattr(meeting, "title_vi", None) == "Cuộc họp"
    assert not MeetingMove.objects.exists()


def test_a_move_counts_as_a_change_of_the_meeting(meeting: Meeting) -> None:
    before = meeting.modified_at
    make_move(meeting)
    meeting.refresh_from_db()
    assert meeting.modified_at > before


def test_pages_say_what_was_and_what_is_now(client: Client, meeting: Meeting) -> None:
    make_move(meeting)
    for address in ("/en/denver/events/", "/en/denver/events/community-meeting/"):
        html = client.get(f"{address}?on=2021-04-12").content.decode()
        assert "This meeting has been moved." in html
        was, now = html.split("<del>")[1].split("</del>")
        assert "5:00 – 7:00 PM" in was
        assert "6:00 – 8:00 PM" in now
        assert "Announced:" in html
        assert "By: Department of Safety" in html


def test_a_correction_is_shown_as_a_correction(client: Client, meeting: Meeting) -> None:
    make_move(meeting, kind="correction", announced_by="")
    html = client.get("/en/denver/events/community-meeting/").content.decode()
    assert "Correction: the earlier information was wrong." in html
    assert "By:" not in html


def test_who_announced_it_is_as_urgent_as_the_meeting(meeting: Meeting) -> None:
    move = make_move(meeting)
    assert move.days == meeting.days
    assert move.units.get(language="es").first_day == meeting.days[0]
