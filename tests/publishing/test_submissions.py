"""Tokens of forms, and pages that are sent again after they were saved."""

from datetime import timedelta
from itertools import cycle
from random import Random
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from events.models import Meeting
from publishing.submissions import LIFE, TOKEN, Submission, new_token
from tests.admin_forms import filled, read
from tests.factories import make_user
from tests.publishing.office import Office, counted, open_office, token
from tests.publishing.ways import WAYS
from timeline.models import Commitment, CommitmentStatus, Milestone, MilestoneStatus, Phase

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    pytest.mark.usefixtures("committed_at_once"),
]
ADD = reverse("admin:timeline_phase_add")
MEETINGS = reverse("admin:events_meeting_changelist")


@pytest.fixture
def office() -> Office:
    return open_office()


def change(record: Any) -> str:
    meta = record._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])


def phase_page(office: Office, **typed: Any) -> dict[str, Any]:
    facts = {"district": office.district.pk, "number": 7, "title_en": "Planning"}
    return filled(office.client.get(ADD), **{**facts, **typed})


def said(response: Any) -> str:
    return " ".join(str(each) for each in response.context["messages"])


def with_row(prefix: str, number: int = 0, **typed: str) -> dict[str, str]:
    row = {f"{prefix}-{number}-{name}": value for name, value in typed.items()}
    return {f"{prefix}-TOTAL_FORMS": str(number + 1), **row}


BUTTONS = ("act", "_duplicate", "undo")
NOT_SHOWN = ("csrfmiddlewaretoken", TOKEN, "password1", "password2", "file", *BUTTONS)


@pytest.mark.parametrize(
    ("name", "token"), [*zip(WAYS, cycle(["", "garbled\0", "of another"]), strict=False)]
)
def test_without_its_token_a_form_stores_nothing_and_is_shown_again(
    office: Office, name: str, token: str
) -> None:
    address, data = WAYS[name](office, Random(0))
    if token == "of another":
        token = new_token(make_user(), address)
    before = counted()
    answer = office.client.post(address, {**data, TOKEN: token})
    assert counted() == before
    assert "was lost on the way" in answer.content.decode()
    shown = read(answer).sent
    for key in [key for key in data if key not in NOT_SHOWN and not key.endswith("opened")]:
        typed = data[key] if isinstance(data[key], list) else [str(data[key])]
        assert shown.get(key, [""])[-1:] == typed[-1:], key
    if "file" not in data:
        pressed = {key: data[key] for key in NOT_SHOWN[2:] if key in data}
        assert office.client.post(address, {**data, **shown, **pressed}).status_code == 302
        assert counted() != before


def test_a_token_is_good_for_one_form_and_for_a_week(office: Office) -> None:
    for given in (new_token(office.user, MEETINGS), ""):
        answer = office.client.post(ADD, phase_page(office, **{TOKEN: given}))
        assert "was lost on the way" in answer.content.decode()
    data = phase_page(office)
    with time_machine.travel(timezone.now() + LIFE + timedelta(minutes=1)):
        office.client.force_login(office.user)
        old = office.client.post(ADD, data)
        assert "opened more than a week ago" in said(old)
        assert filled(old)["title_en"] == ["Planning"]
        assert not Phase.objects.filter(number=7).exists()
        assert office.client.post(ADD, filled(old)).status_code == 302


def test_old_submissions_go_as_new_ones_come(office: Office) -> None:
    office.client.post(ADD, phase_page(office))
    Submission.objects.update(at=timezone.now() - LIFE - timedelta(minutes=1))
    office.client.post(ADD, phase_page(office, number=8))
    assert Submission.objects.get().made["record"] == str(Phase.objects.get(number=8).pk)


def test_a_submission_stores_nothing_that_was_typed(office: Office) -> None:
    office.client.post(*WAYS["add User"](office, Random(0)))
    kept = str(list(Submission.objects.values()))
    assert "password1" in kept
    assert "a long and odd one" not in kept


def test_another_button_of_a_page_that_was_saved_is_no_second_record(office: Office) -> None:
    data = phase_page(office)
    office.client.post(ADD, {**data, "_addanother": "1"})
    second = office.client.post(ADD, {**data, "_save": "1"}, follow=True)
    assert "The phase “7 · Planning” was already saved." in said(second)
    assert Phase.objects.filter(number=7).count() == 1


def test_who_goes_back_to_a_page_that_added_changes_what_it_added(office: Office) -> None:
    page = office.client.get(ADD)
    opened = page.wsgi_request.get_full_path()
    typed = {"district": office.district.pk, "number": 8, "title_en": "Planning"}
    office.client.post(opened, filled(page, **typed))
    back = office.client.get(opened)
    assert back.url == change(Phase.objects.get(number=8))
    assert "You have already added this" in said(office.client.get(back.url))
    Phase.objects.filter(number=8).delete()
    assert TOKEN in read(office.client.get(opened)).sent


def test_what_was_typed_after_saving_changes_the_record_that_it_made(office: Office) -> None:
    data = phase_page(office)
    office.client.post(ADD, data)
    made = Phase.objects.get(number=7)
    before = counted()
    shown = office.client.post(ADD, {**data, "title_en": "Planning anew", "when": "someday"})
    assert counted() == before
    assert "You have already saved this page. Not saved yet: Title, When" in said(shown)
    assert f'action="{change(made)}"' in shown.content.decode()
    assert filled(shown)["when"] == ["someday"]
    office.client.post(change(made), filled(shown, when="May 2021"))
    assert str(Phase.objects.get(number=7)) == "7 · Planning anew"
    assert str(Phase.objects.get(number=7).when) == "2021-05"


def test_rows_that_were_saved_are_not_added_again(office: Office) -> None:
    address, data = WAYS["add Milestone"](office, Random(0))
    office.client.post(address, data)
    made = Milestone.objects.latest("pk")
    more = with_row("statuses", 1, status="done", since="June 2021")
    shown = office.client.post(address, {**data, "statuses-0-since": "March 2021", **more})
    assert "Not saved yet: Statuses." in said(shown)
    assert office.client.post(change(made), filled(shown)).status_code == 302
    found = MilestoneStatus.objects.filter(milestone=made).values_list("status", "since")
    assert [(status, str(since)) for status, since in found] == [
        ("planned", "2021-03"),
        ("done", "2021-06"),
    ]


def test_a_changed_page_that_was_saved_is_shown_with_what_was_typed_since(office: Office) -> None:
    address, data = WAYS["status of a commitment"](office, Random(0))
    office.client.post(address, data)
    typed = {"title_en": "Safety first", "commitments-0-status": "dropped"}
    Commitment.objects.filter(pk=office.commitment.pk).update(position=5)
    shown = office.client.post(address, {**data, **typed})
    assert CommitmentStatus.objects.count() == 1
    assert "Not saved yet: Title, Commitments." in said(shown)
    sent = filled(shown)
    assert sent["commitments-0-position"] == ["5"]
    office.client.post(address, sent)
    office.area.refresh_from_db()
    assert str(office.area) == "Safety first"
    assert CommitmentStatus.objects.filter(status="dropped").count() == 1


def test_another_action_on_the_same_list_is_carried_out(office: Office) -> None:
    Meeting.objects.update(state="draft")
    listed = {**token(office, MEETINGS), "_selected_action": [str(office.meeting.pk)]}
    for action in ("duplicate_selected", "unpublish", "duplicate_selected"):
        office.client.post(MEETINGS, {**listed, "action": action})
    assert Meeting.objects.count() == 3


def test_who_translates_the_same_page_again_has_no_conflict_with_oneself(office: Office) -> None:
    address, data = WAYS["translation"](office, Random(0))
    office.client.post(address, data)
    assert office.client.post(address, {**data, "text": "otra cosa"}).status_code == 302
    milestone: Any = Milestone.objects.get()
    assert milestone.title_es == "otra cosa"
    milestone.title_es = "de otra persona"
    milestone.save()
    conflict = office.client.post(address, {**data, "text": "mía"})
    assert "Someone else changed this translation" in conflict.content.decode()


def test_a_window_that_adds_is_closed_both_times(office: Office) -> None:
    address = f"{ADD}?_popup=1"
    data = {**phase_page(office), "_popup": "1"}
    first, second = (office.client.post(address, data) for _ in range(2))
    assert first.content == second.content
    assert str(Phase.objects.get(number=7).pk) in second.content.decode()


def test_who_may_not_change_what_was_added_does_not_see_it(office: Office) -> None:
    data = phase_page(office)
    office.client.post(ADD, data)
    office.user.is_superuser = False
    office.user.save()
    assert office.client.post(ADD, {**data, "title_en": "Other"}).status_code == 403
