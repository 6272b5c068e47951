"""A phase is moved with the milestones in it: shown first, then all that is checked in one act."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from publishing.history_entries import HistoryEntry
from tests.admin_forms import filled, page, read
from tests.factories import (
    make_district,
    make_membership,
    make_milestone,
    make_phase,
    make_user,
)
from timeline.models import Milestone, Phase, TimeChange

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WHY = {"reason": "The vote was put off.", "announced_on": "4/14/2021"}


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel("2021-05-01T18:00Z", tick=False):
        yield


@pytest.fixture
def phase(client: Client) -> Phase:
    district = make_district()
    client.force_login(user := make_user())
    make_membership(user, district=district)
    phase = make_phase(district, when="2021-05-01/2021-06-30")
    make_milestone(district, phase=phase, title="Public", when="2021-05-10")
    make_milestone(district, phase=phase, title="Draft", when="2021-05-20", state="draft")
    make_milestone(district, phase=phase, title="Month", when="2021-06")
    make_milestone(district, phase=phase, title="Undated")
    done = make_milestone(district, phase=phase, title="Done", when="2021-04-01")
    done.statuses.create(status="done", since="2021-04-01")
    make_milestone(district, title="Elsewhere", when="2021-05-10")
    return phase


def address(phase: Phase) -> str:
    return reverse("admin:timeline_phase_shift", args=[phase.pk])


def ask(client: Client, phase: Phase, **typed: Any) -> Any:
    told = {"amount": "3", "span": "weeks", "direction": "later", **WHY, **typed}
    return client.post(address(phase), told)


def chosen(shown: Any) -> dict[str, Any]:
    """What the page sends: the checked boxes are read from what it was given."""
    return filled(shown, chosen=[r.value for r in shown.context["rows"] if not r.kept])


def times() -> dict[str, str]:
    return {str(each): str(each.when or "") for each in Milestone.objects.order_by("pk")}


MOVED = {
    "Public": "2021-05-31",
    "Draft": "2021-06-10",
    "Month": "2021-06",
    "Undated": "",
    "Done": "2021-04-01",
    "Elsewhere": "2021-05-10",
}


def test_dates_are_shown_and_then_moved_with_one_reason(client: Client, phase: Phase) -> None:
    assert address(phase) in read(client.get(page(phase))).links
    assert client.get(address(phase)).status_code == 200
    before = times()
    shown = ask(client, phase)
    assert {row.record.title: row.now for row in shown.context["rows"]} == {
        "Phase 1": "May 22, 2021 – July 21, 2021".replace(", 2021 –", " –"),
        "Public": "May 31, 2021",
        "Draft": "June 10, 2021",
        "Month": "June 2021",
        "Undated": "",
        "Done": "April 1, 2021",
    }
    text = shown.content.decode()
    assert "Stays. Its date is not known to the week." in text
    assert "Stays. It is done." in text
    assert (times(), TimeChange.objects.count()) == (before, 0)
    sent = chosen(shown)
    answers = [client.post(address(phase), sent) for _ in range(2)]  # a double click
    assert [answer.status_code for answer in answers] == [302, 302]
    assert times() == MOVED
    phase.refresh_from_db()
    assert str(phase.when) == "2021-05-22/2021-07-21"
    slips = TimeChange.objects.order_by("pk")
    assert [(str(c.owner), c.kind, c.reason, c.announced_on) for c in slips] == [
        (owner, "slip", WHY["reason"], date(2021, 4, 14)) for owner in ("1 · Phase 1", "Public")
    ]
    assert HistoryEntry.objects.filter(said__startswith="Moved with its phase").count() == 3


def test_what_is_not_checked_stays(client: Client, phase: Phase) -> None:
    shown = ask(client, phase, span="months", amount="1", direction="earlier")
    month = Milestone.objects.get(title="Month")
    sent = filled(shown, chosen=[f"milestone.{month.pk}"])
    assert client.post(address(phase), sent).status_code == 302
    assert times()["Month"] == "2021-05"
    assert times()["Public"] == "2021-05-10"
    again = client.post(address(phase), filled(ask(client, phase), chosen=[]))
    assert "nothing was chosen" in again.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"reason": ""}, "Fill this in: families have seen some of these dates."),
        ({"announced_on": ""}, "Fill this in: families have seen some of these dates."),
        ({"announced_on": "5/2/2021"}, "This date is in the future."),
        ({"amount": "0"}, "greater than or equal to 1"),
        ({"amount": "521"}, "less than or equal to 520"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    client: Client, phase: Phase, typed: dict[str, str], said: str
) -> None:
    shown = ask(client, phase, **typed)
    assert said in shown.content.decode()
    before = times()
    client.post(address(phase), chosen(shown) | {"seen": shown.context["token"]})
    assert times() == before
    assert not TimeChange.objects.exists()


def test_a_change_since_it_was_shown_is_shown_again(client: Client, phase: Phase) -> None:
    sent = chosen(ask(client, phase))
    with time_machine.travel("2021-05-01T18:01Z"):
        Milestone.objects.get(title="Draft").save()
    answer = client.post(address(phase), sent)
    assert "something has changed since" in answer.content.decode()
    assert times()["Public"] == "2021-05-10"


def test_only_who_edits_the_district_moves_its_dates(client: Client, phase: Phase) -> None:
    client.force_login(other := make_user("other"))
    make_membership(other, district=make_district("duluth"))
    assert ask(client, phase).status_code == 404
    make_membership(other, "translator", district=phase.district, language="es")
    client.force_login(type(other).objects.get(pk=other.pk))
    assert client.get(address(phase)).status_code == 403
    assert address(phase) not in client.get(page(phase)).content.decode()
