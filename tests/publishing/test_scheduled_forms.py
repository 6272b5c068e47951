"""Staff schedule records on their pages, in rows and in lists, on the clock of the district."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from districts.models import District, Role
from publishing.stamps import STAMPS, stamp_of
from publishing.withdrawals import Withdrawal
from tests import factories
from tests.admin_forms import filled, read
from tests.client import StaffClient, confirmed
from timeline.models import Milestone, Phase

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SEVEN = datetime(2026, 12, 1, 14, tzinfo=UTC)  # an hour before, in the same session
EIGHT = datetime(2026, 12, 1, 15, tzinfo=UTC)
TYPED = "2026-12-01T08:00"  # in Denver
SAID = "Tuesday, December 1, 2026, 8:00 AM (Mountain Time: America/Denver)"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(SEVEN, tick=False) as clock:
        yield clock


@pytest.fixture
def district() -> District:
    return factories.make_district()


def page(record: Model, view: str = "change") -> str:
    meta = record._meta
    args = [record.pk] if view == "change" else []
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{view}", args=args)


def send(client: Client, record: Model, **typed: str) -> Any:
    return client.post(page(record), filled(client.get(page(record)), **typed))


def told(answer: Any) -> str:
    assert answer.status_code == 302
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def errors(answer: Any) -> str:
    return " ".join(answer.context["adminform"].form.errors.get("publish_at", []))


def listed(client: Client, *records: Any, **sent: Any) -> Any:
    chosen = {"_selected_action": [each.pk for each in records], "action": "schedule"}
    stamps = {STAMPS: [stamp_of(each) for each in records]}
    return client.post(page(records[0], "changelist"), {**chosen, **stamps, **sent})


def state(record: Any) -> tuple[str, datetime | None]:
    record.refresh_from_db()
    return record.state, record.publish_at


def test_a_page_schedules_on_the_clock_of_the_district(
    editor: StaffClient, district: District, clock: time_machine.Traveller
) -> None:
    record = factories.make_meeting(district, state="draft")
    shown = editor.get(page(record)).content.decode()
    assert "Leave empty to publish it at once. Mountain Time: America/Denver" in shown
    said = told(send(editor, record, state="published", publish_at=TYPED, slug="later"))
    assert f"Families see this from {SAID} on." in said
    assert state(record) == ("published", EIGHT)
    assert f"Scheduled: {SAID}" in editor.get(page(record, "changelist")).content.decode()
    seen = editor.get("/en/denver/events/later/").content.decode()
    assert "Scheduled, not public yet" in seen
    assert Client().get("/en/denver/events/later/").status_code == 404
    # Nothing was seen, so nothing is asked when it goes back; its moment goes with it.
    assert told(send(editor, record, state="draft"))
    assert state(record) == ("draft", None)
    send(editor, record, state="published", publish_at=TYPED)
    clock.move_to(EIGHT)
    assert Client().get("/en/denver/events/later/").status_code == 200
    # Its moment is over by now: it stays as it is, also if something else is changed.
    assert told(send(editor, record, place="North High"))
    assert state(record) == ("published", EIGHT)
    asked = send(editor, record, state="withdrawn")
    assert "the meeting “Community meeting”" in str(asked.context["loss"].lines[0])
    assert told(confirmed(editor, page(record), filled(editor.get(page(record)), state="draft")))
    assert state(record) == ("withdrawn", None)
    assert "Withdrawn, not public" in editor.get("/en/denver/events/later/").content.decode()


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"publish_at": "2026-12-01T07:00"}, "This time has passed. Leave it empty"),  # now
        ({"publish_at": TYPED, "state": "draft"}, "also set the state to “Published”"),
        ({"publish_at": "2027-03-14T02:30"}, "02:30 does not exist on this day"),
        ({"publish_at": "2027-11-07T01:30"}, "01:30 happens twice on this day"),
        ({"publish_at": "0021-12-01T08:00"}, "The year 21 is out of range"),
    ],
)
def test_a_moment_that_cannot_be_meant_is_refused_and_kept_as_typed(
    editor: StaffClient, district: District, typed: dict[str, str], reason: str
) -> None:
    record = factories.make_document(district, state="draft")
    answer = send(editor, record, **{"state": "published", **typed})
    assert reason in errors(answer)
    assert filled(answer)["publish_at"] == [typed["publish_at"]]
    assert state(record) == ("draft", None)


def test_the_second_of_two_equal_times_can_be_chosen(
    editor: StaffClient, district: District
) -> None:
    record = factories.make_document(district, state="draft")
    twice = {"publish_at": "2027-11-07T01:30", "publish_at_which": "second"}
    assert told(send(editor, record, state="published", **twice))
    assert state(record)[1] == datetime(2027, 11, 7, 8, 30, tzinfo=UTC)


def test_a_new_record_and_a_new_district_are_scheduled_too(
    client: StaffClient, district: District
) -> None:
    client.force_login(factories.make_user(is_superuser=True))
    address = reverse("admin:timeline_phase_add")
    new = {"number": "7", "title_en": "Later", "state": "published", "publish_at": TYPED}
    assert told(client.post(address, filled(client.get(address), **new, district=district.pk)))
    assert Phase.objects.get(number=7).publish_at == EIGHT
    address = reverse("admin:districts_district_add")
    facts = {"slug": "duluth", "name": "Duluth", "short_name": "Duluth", "region": "Minnesota"}
    facts |= {"time_zone": "America/Chicago", "approach": "ended", "as_of": "May 2021"}
    facts |= {"content_languages": "en", "summary_en": "x", "sources_en": "x"}
    moment = {"state": "published", "publish_at": "2026-12-01T09:00"}
    assert told(client.post(address, filled(client.get(address), **facts, **moment)))
    assert District.objects.get(slug="duluth").publish_at == EIGHT


def test_rows_are_scheduled_on_the_page_of_what_they_belong_to(
    editor: StaffClient, district: District
) -> None:
    phase = factories.make_phase(district)
    record = factories.make_milestone(district, phase=phase, state="draft")
    row = {"milestones-0-state": "published", "milestones-0-publish_at": TYPED}
    assert told(send(editor, phase, **row))
    assert state(record) == ("published", EIGHT)
    assert told(send(editor, phase, title_en="Planning"))
    assert state(record) == ("published", EIGHT)
    answer = send(editor, phase, **{"milestones-0-publish_at": "2020-01-01T08:00"})
    assert "This time has passed." in answer.content.decode()
    area = factories.make_area(district)
    rows = {"commitments-TOTAL_FORMS": "1", "commitments-0-text_en": "Listen"}
    rows |= {"commitments-0-kind": "commitment", "commitments-0-position": "0"}
    rows |= {"commitments-0-state": "published", "commitments-0-publish_at": TYPED}
    assert told(send(editor, area, **rows))
    assert area.commitments.get().publish_at == EIGHT


def test_what_hides_it_even_then_is_told(editor: StaffClient, district: District) -> None:
    phase = factories.make_phase(district, publish_at=EIGHT.replace(hour=16))
    record = factories.make_milestone(district, phase=phase, state="draft")
    said = told(send(editor, record, state="published", publish_at=TYPED))
    assert f"Families don’t see this even from {SAID} on, because something it belongs to" in said
    assert "Families don’t see this yet, because" in told(send(editor, record, publish_at=""))


def test_of_two_editors_who_choose_other_moments_one_is_asked(
    editor: StaffClient, district: District
) -> None:
    record = factories.make_document(district, state="draft")
    opened, in_another_tab = (filled(editor.get(page(record))) for _ in "12")
    other = StaffClient()
    other.force_login(ben := factories.make_user("ben"))
    factories.make_membership(ben, district=district)
    told(send(other, record, state="published", publish_at=TYPED))
    # Whoever changed neither keeps both.
    assert told(editor.post(page(record), {**opened, "title_en": "Resolution of 2020"}))
    assert state(record) == ("published", EIGHT)
    late = {**in_another_tab, "state": "published", "publish_at": "2026-12-02T08:00"}
    asked = editor.post(page(record), late)
    assert "was changed" in errors(asked)
    assert state(record) == ("published", EIGHT)


def test_a_page_opened_before_its_moment_asks_before_it_hides(
    editor: StaffClient, district: District, clock: time_machine.Traveller
) -> None:
    record = factories.make_document(district, publish_at=EIGHT)
    opened = filled(editor.get(page(record)), state="draft")
    clock.move_to(EIGHT)
    asked = editor.post(page(record), opened)
    assert asked.context["loss"]
    assert state(record) == ("published", EIGHT)
    assert told(confirmed(editor, page(record), opened))
    assert state(record) == ("withdrawn", None)


def test_a_list_asks_for_the_moment_and_leaves_out_what_is_public(
    editor: StaffClient, district: District, clock: time_machine.Traveller
) -> None:
    draft = factories.make_milestone(district, state="draft", title="Vote")
    public = factories.make_milestone(district, title="Report")
    asked = listed(editor, draft, public)
    assert "Mountain Time: America/Denver" in asked.content.decode()
    assert state(draft) == ("draft", None)
    again = editor.post(page(draft, "changelist"), filled(asked, publish_at="2026-11-01T08:00"))
    assert "This time has passed." in again.content.decode()
    said = told(editor.post(page(draft, "changelist"), filled(again, publish_at=TYPED)))
    assert "Not scheduled: “Report”." in said
    assert "Scheduled: 1." in said
    assert (state(draft), state(public)) == (("published", EIGHT), ("published", None))
    address = page(draft, "changelist")
    editor.get(address)  # shows what was said
    found = editor.get(f"{address}?now=scheduled").content.decode()
    assert ("Vote" in found, "Report" in found) == (True, False)
    # Published from the list, it is public at once.
    assert "Published: 1." in told(listed(editor, draft, action="publish"))
    assert state(draft) == ("published", None)
    clock.shift(60)
    before = list(Milestone.objects.values_list("modified_at"))
    assert "published already" in told(listed(editor, draft, public, action="publish"))
    assert list(Milestone.objects.values_list("modified_at")) == before


def test_a_list_schedules_records_of_one_time_zone_alone(client: StaffClient) -> None:
    client.force_login(factories.make_user(is_superuser=True))
    zones = {"denver": "America/Denver", "duluth": "America/Chicago"}
    records = [
        factories.make_milestone(factories.make_district(name, time_zone=zone), state="draft")
        for name, zone in zones.items()
    ]
    assert "different time zones" in told(listed(client, *records, publish_at=TYPED))
    assert not Milestone.objects.filter(state="published").exists()


def test_a_list_says_what_is_withdrawn_and_what_is_a_draft(
    editor: StaffClient, district: District, clock: time_machine.Traveller
) -> None:
    public = factories.make_phase(district, 1)
    unseen = factories.make_phase(district, 2, publish_at=EIGHT)
    asked = listed(editor, public, unseen, action="unpublish")
    assert len(asked.context["loss"].lines) == 1
    said = told(editor.post(page(public, "changelist"), read(asked).sent))
    assert "Withdrawn: 1. Draft: 1." in said
    assert (state(public), state(unseen)) == (("withdrawn", None), ("draft", None))
    clock.shift(60)
    before = list(Phase.objects.values_list("modified_at"))
    said = told(listed(editor, public, unseen, action="unpublish"))
    assert "This is not published." in said
    assert list(Phase.objects.values_list("modified_at")) == before
    assert Withdrawal.objects.count() == 1


def test_translators_read_the_moment_on_the_clock_of_the_district(
    client: StaffClient, district: District
) -> None:
    client.force_login(user := factories.make_user())
    factories.make_membership(user, Role.TRANSLATOR, language="es")
    shown = client.get(page(factories.make_phase(district, publish_at=EIGHT))).content.decode()
    assert SAID in shown
