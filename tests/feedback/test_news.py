"""What subscribers are told, and when: in their language, once, and at once where it is urgent."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.html import escape

from districts.models import District
from events.models import Meeting
from feedback.alerts.rounds import enqueue_alerts
from feedback.models import OutgoingMail, Subscription
from opendata.record.recording import record
from tests.factories import make_district, make_meeting, make_milestone, make_school
from tests.feedback.alerts_site import address_of, links, mails, make_subscription

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }} {title} %(district)s %s",
    "=?utf-8?q?x=0ABcc:_other@example.org?=",
    "</p></div></body>",
)
MORNING = datetime(2021, 4, 20, 15, 0, tzinfo=UTC)  # 9 a.m. in Denver
EVENING = MORNING + timedelta(hours=8)
NEXT = EVENING + timedelta(days=1)


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def district(clock: Any) -> District:
    district = make_district(as_of="2021-04-15")
    record(district)
    return district


def meeting(district: District, days: int = 30, **fields: Any) -> Meeting:
    """Two hours from 6 p.m. in Denver."""
    starts = EVENING + timedelta(days=days, hours=1)
    return make_meeting(district, starts_at=starts, ends_at=starts + timedelta(hours=2), **fields)


def told(clock: Any, at: datetime) -> list[Any]:
    """The mails that are new at this moment."""
    clock.move_to(at)
    known = len(mails())
    count = enqueue_alerts(at)
    assert enqueue_alerts(at) == 0  # whatever was told is not told again
    assert len(mails()) == known + count
    return mails()[known:]


def test_all_that_changed_is_told_in_one_mail_a_day(district: District, clock: Any) -> None:
    District.objects.update(reply_address="office@example.org")
    milestone = make_milestone(district, title="Report")
    record(district)
    row = make_subscription(district)
    milestone.title = "Report <2> & more"
    milestone.save()
    record(district)
    clock.move_to(MORNING + timedelta(hours=1))
    meeting(district, title="Town hall", status="confirmed")
    record(district)
    assert told(clock, NEXT - timedelta(hours=5)) == []
    [mail] = told(clock, NEXT)
    assert mail.subject == "What has changed – Denver"
    assert mail.reply_to == "office@example.org"
    lines = mail.text.splitlines()
    assert "New meeting (Thursday, May 20, 2021): Town hall" in lines
    assert "Other wording (title): Report <2> & more" in lines
    assert "Report &lt;2&gt; &amp; more" in mail.html
    own = address_of(row)
    assert mail.headers["List-Unsubscribe"].endswith(f"{own}>")
    assert own in mail.text
    assert own in mail.html
    assert all(each.startswith("/en/") for each in links(mail.text))
    [file] = mail.files
    assert "SUMMARY;LANGUAGE=en:Town hall" in file.content
    assert told(clock, NEXT + timedelta(days=1)) == []


def test_reader_of_another_language_gets_it_whole_or_marked(district: District, clock: Any) -> None:
    row = make_subscription(district, language="am")
    meeting(district, title_en="Town hall", title_es="Reunión")
    record(district)
    [mail] = told(clock, NEXT)
    assert 'lang="am" dir="ltr"' in mail.html
    assert '<p class="fallback-label">' in mail.html
    assert '<span class="fallback" lang="en" dir="ltr">Town hall</span>' in mail.html
    assert "Reunión" not in mail.html + mail.text
    unmarked = re.sub(r"https?://\S+|\(English\)|Town hall|Denver Public Schools", "", mail.text)
    marked = [line for line in mail.text.splitlines() if "Town hall" in line]
    assert marked
    assert address_of(row, "am") in mail.text
    assert mail.subject.endswith("Denver")
    assert "meeting" not in unmarked.lower()


def test_mail_is_right_to_left_in_arabic(district: District, clock: Any) -> None:
    make_subscription(district, language="ar")
    make_milestone(district)
    record(district)
    [mail] = told(clock, NEXT)
    assert '<html lang="ar" dir="rtl">' in mail.html


def test_canceled_meeting_within_three_days_is_told_at_once_and_not_again(
    district: District, clock: Any
) -> None:
    soon, later = (
        meeting(district, 2, slug="soon", title="Soon"),
        meeting(district, 9, slug="later"),
    )
    record(district)
    make_subscription(district, reminders=False)
    make_subscription(district, reminders=False, address="b@example.org", meetings=False)
    for each in (soon, later):
        each.status, each.cancel_reason = "cancelled", "The hall is closed."
        each.save()
    record(district)
    at = MORNING + timedelta(minutes=5)
    [mail] = told(clock, at)
    assert mail.subject == "Meeting canceled: Soon – Denver"
    assert "Why: The hall is closed." in mail.text
    assert "STATUS:CANCELLED" in mail.files[0].content
    assert "later" not in mail.text
    [digest] = told(clock, NEXT)
    assert "Meeting canceled: Community meeting" in digest.text
    assert "Soon" not in digest.text


def test_new_meeting_that_is_canceled_meanwhile_is_never_announced(
    district: District, clock: Any
) -> None:
    make_subscription(district, reminders=False)
    soon, later = (
        meeting(district, 2, slug="soon", title="Soon"),
        meeting(district, 9, slug="later", title="Later"),
    )
    record(district)
    for each in (soon, later):
        each.status = "cancelled"
        each.save()
    record(district)
    [urgent] = told(clock, MORNING + timedelta(minutes=5))
    assert urgent.subject == "Meeting canceled: Soon – Denver"
    [digest] = told(clock, NEXT)
    assert "Meeting canceled: Later" in digest.text
    assert "Soon" not in digest.text
    assert "New meeting" not in digest.text


def test_meeting_moved_twice_is_told_each_time(district: District, clock: Any) -> None:
    soon = meeting(district, 2)
    record(district)
    make_subscription(district, reminders=False)
    subjects = []
    for minutes in (5, 10):
        clock.move_to(MORNING + timedelta(minutes=minutes))
        soon.starts_at += timedelta(hours=1)
        soon.ends_at += timedelta(hours=1)
        soon.save()
        record(district)
        subjects += [mail.subject for mail in told(clock, MORNING + timedelta(minutes=minutes))]
    assert len(subjects) == 2
    assert subjects[0] != subjects[1]
    assert all(subject.startswith("Meeting moved (was: ") for subject in subjects)
    assert told(clock, NEXT) == []  # both moves are known by then


def test_reminder_comes_two_days_before_and_again_for_another_day(
    district: District, clock: Any
) -> None:
    found = meeting(district, 4, title="Town hall", place="Library")
    make_subscription(district, changes=False, meetings=False)
    assert told(clock, MORNING + timedelta(days=1, hours=6)) == []
    assert told(clock, MORNING + timedelta(days=2, hours=-2)) == []  # at seven in the morning
    [mail] = told(clock, MORNING + timedelta(days=2))
    assert mail.subject.startswith("Town hall (Saturday, April 24, 2021, 6:00")
    assert "in 2 days" in mail.text
    assert "Library" in mail.text
    assert "BEGIN:VEVENT" in mail.files[0].content
    assert told(clock, MORNING + timedelta(days=3)) == []
    found.starts_at += timedelta(days=1)
    found.ends_at += timedelta(days=1)
    found.save()
    assert len(told(clock, MORNING + timedelta(days=3))) == 1
    found.status = "cancelled"
    found.save()
    assert told(clock, MORNING + timedelta(days=4)) == []


def test_who_chose_a_school_is_told_of_it_and_of_the_whole_district(
    district: District, clock: Any
) -> None:
    north, south = make_school(district, "north"), make_school(district, "south")
    record(district)
    row = make_subscription(district)
    row.schools.set([north])
    for name, schools in (("North", [north]), ("South", [south]), ("Both", [north, south])):
        make_milestone(district, title=name).schools.set(schools)
    make_milestone(district, title="All")
    meeting(district, 2, title="Of South").schools.set([south])
    record(district)
    sent = told(clock, NEXT)
    said = "\n".join(mail.text for mail in sent)
    assert [name for name in ("North", "Both", "All", "South") if f": {name}\n" in said] == [
        "North",
        "Both",
        "All",
    ]
    assert len(sent) == 1  # and no reminder of the meeting at the other school


def test_nothing_is_told_of_drafts_minor_edits_and_hidden_districts(
    district: District, clock: Any
) -> None:
    record(district)
    make_subscription(district)
    make_milestone(district, title="Draft", state="draft")
    record(district)
    assert told(clock, NEXT) == []
    make_milestone(district, title="Public")
    record(district)
    District.objects.update(state="draft")
    assert told(clock, NEXT + timedelta(days=1)) == []


def test_what_is_published_by_its_moment_is_told(district: District, clock: Any) -> None:
    record(district)
    make_subscription(district)
    make_milestone(district, title="Scheduled", publish_at=MORNING + timedelta(hours=1))
    record(district)
    [mail] = told(clock, NEXT)
    assert "New on the timeline: Scheduled" in mail.text


def test_robot_that_opens_every_link_twice_changes_nothing(district: District, clock: Any) -> None:
    make_subscription(district, language="my")
    make_milestone(district)
    meeting(district, 3)
    record(district)
    sent = [*told(clock, NEXT), *told(clock, NEXT + timedelta(hours=17))]
    assert len(sent) == 2
    before = list(Subscription.objects.values()), list(OutgoingMail.objects.values())
    robot = Client()
    for mail in sent * 2:
        for address in {*links(mail.text), *links(mail.html)}:
            assert robot.get(address).status_code == 200
    assert (list(Subscription.objects.values()), list(OutgoingMail.objects.values())) == before


def test_hostile_words_stay_words(district: District, clock: Any) -> None:
    make_subscription(district)
    for number, text in enumerate(HOSTILE):
        meeting(district, title=text, place=text, slug=f"m{number}")
    record(district)
    [mail] = told(clock, NEXT)
    assert "<script" not in mail.html
    assert "<img" not in mail.html
    assert mail.html.count("</body>") == 1
    assert [text for text in HOSTILE if text not in mail.text] == []
    assert [text for text in HOSTILE if escape(text) not in mail.html] == []
