"""Reminders of meetings, two days before; of a moved meeting there is one for its new day too."""

from datetime import timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.models import Meeting
from events.wording import summary
from feedback.alerts.choosing import Wishes
from feedback.alerts.editions import Edition
from feedback.alerts.posting import post
from feedback.mail.letters import Letter, Part
from feedback.models import OutgoingMail, Subscription
from languages.html import plain_text

DAYS = 2  # before the day of the meeting
HOUR = 8  # of the day in the district, from which on mails are not rude


def coming(edition: Edition) -> list[Meeting]:
    """The meetings of which readers are reminded now."""
    page = edition.page
    if page.at.astimezone(page.district.zone).hour < HOUR:
        return []
    last = page.district.today(page.at) + timedelta(days=DAYS)
    return [
        meeting
        for meeting in edition.meetings
        if meeting.starts_at > page.at
        and page.district.today(meeting.starts_at) <= last
        and not edition.entry(meeting).is_canceled
    ]


def remind(row: Subscription, wishes: Wishes, edition: Edition) -> int:
    """Enqueue what the reader was not reminded of yet; how many mails."""
    if not row.reminders:
        return 0
    due = {
        _key(row, meeting, edition): meeting
        for meeting in coming(edition)
        if wishes.concern([str(school.uuid) for school in meeting.schools.all()])
    }
    known = set(OutgoingMail.objects.filter(key__in=due).values_list("key", flat=True))
    return sum(_post(key, row, due[key], edition) for key in due if key not in known)


def _key(row: Subscription, meeting: Meeting, edition: Edition) -> str:
    day = edition.page.district.today(meeting.starts_at)
    return f"reminder/{row.uuid}/{meeting.uuid}/{day.isoformat()}"


def _post(key: str, row: Subscription, meeting: Meeting, edition: Edition) -> bool:
    with transaction.atomic():
        active = Subscription.objects.select_for_update().filter(pk=row.pk, replaced_by=None)
        return active.exists() and post(key, _letter(meeting, edition), row, edition)


def _letter(meeting: Meeting, edition: Edition) -> Letter:
    entry = edition.entry(meeting)
    context = {"entry": entry, "day": edition.page.day}
    html = SafeString(render_to_string("feedback/mails/meeting.html", context))
    when = plain_text(render_to_string("events/said.html", {"said": entry.said}))
    # Translators: the title of a meeting in a feed; {when} is a day with its hours.
    words = _("{title} ({when})")
    return Letter(
        subject=words.format(title=summary(entry), when=when),
        heading=_("A meeting is coming up"),
        parts=[Part(html, edition.address("meeting", meeting.slug), _("More about this meeting"))],
        files=edition.calendar_files({str(meeting.uuid)}),
    )
