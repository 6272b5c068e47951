"""What is told of changes: all since the last mail once a day, and at once what cannot wait.

Each mail is stored in one transaction with how far the subscription has been told, so that of any
number of processes one tells it, and none if it is killed before.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from feedback.alerts.choosing import Wishes, is_of_meeting, is_urgent, marks, not_told
from feedback.alerts.editions import Edition
from feedback.alerts.posting import post
from feedback.mail.letters import Letter, Part
from feedback.models import Subscription
from languages.html import plain_text
from opendata.changes.for_families import Change, What
from opendata.changes.telling import MOST, Told
from opendata.changes.wording import hours_said, more

HOUR = 16  # of the day in the district, from which on the day's changes are told: after school


@dataclass(frozen=True, slots=True)
class Reader:
    """A subscription, what it wishes, and the number of the latest entry of the record."""

    row: Subscription
    wishes: Wishes
    head: int


def tell(reader: Reader, edition: Edition) -> bool:
    """Enqueue what is due for the reader, in whose language the edition is; whether it was."""
    if _is_due(reader.row, edition):
        return _tell_all(reader, edition)
    return _tell_urgent(reader, edition)


def _is_due(row: Subscription, edition: Edition) -> bool:
    page = edition.page
    now = page.at.astimezone(page.district.zone)
    is_new_day = row.told_at is None or page.district.today(row.told_at) < now.date()
    return is_new_day and now.hour >= HOUR


def _tell_all(reader: Reader, edition: Edition) -> bool:
    row = reader.row
    found = [each for each in edition.changes(row.told, reader.head) if reader.wishes.include(each)]
    found = not_told(found, row.told_early)
    told_at = edition.page.at if found else row.told_at
    now = {"told": reader.head, "watched": reader.head, "told_early": {}, "told_at": told_at}
    return _store(reader, edition, found, {"told": row.told}, now)


def _tell_urgent(reader: Reader, edition: Edition) -> bool:
    row, at = reader.row, edition.page.at
    if row.watched == reader.head:
        return False
    found = [
        each
        for each in edition.changes(row.watched, reader.head)
        if is_urgent(each, at) and (row.meetings or row.reminders)
        if Wishes(schools=reader.wishes.schools).include(each)
    ]
    now = {"watched": reader.head, "told_early": {**row.told_early, **marks(found)}}
    return _store(reader, edition, found, {"watched": row.watched}, now)


def _store(
    reader: Reader,
    edition: Edition,
    found: Sequence[Change],
    was: dict[str, int],
    now: dict[str, object],
) -> bool:
    """Note how far the reader was told, and enqueue the mail; nothing if another has done so."""
    rows = Subscription.objects.filter(pk=reader.row.pk, replaced_by=None, **was)
    with transaction.atomic():
        if not rows.update(**now) or not found:
            return False
        key = f"{'/'.join(was)}/{reader.row.uuid}/{reader.head}"
        return post(key, _letter(reader, edition, found), reader.row, edition)


def _letter(reader: Reader, edition: Edition, found: Sequence[Change]) -> Letter:
    told = edition.told(found[:MOST], reader.head)
    parts = [Part(_html(each, edition), each.address) for each in told]
    if found[MOST:]:
        parts.append(Part(more(len(found) - MOST)))
    parts.append(Part(SafeString(), edition.address("changes"), _("See all changes")))
    district = edition.page.district.short_name
    # Translators: the name of a feed; %(district)s is a short name such as "DPS".
    subject = _("What has changed – %(district)s") % {"district": district}
    if is_urgent(found[0], edition.page.at):
        subject = f"{plain_text(told[0].sentence).splitlines()[0]} – {district}"
    return Letter(
        subject=subject,
        heading=_("What has changed"),
        parts=parts,
        files=edition.calendar_files({c.record["id"] for c in found if is_of_meeting(c)}),
    )


def _html(told: Told, edition: Edition) -> SafeString:
    """The change in a sentence, the hours of its meeting where they are not in it, and why."""
    change, hours = told.change, SafeString()
    if change and is_of_meeting(change) and change.what is not What.MOVED:
        hours = hours_said(change.record, edition.page.district.zone)
    context = {"told": told, "hours": hours}
    return SafeString(render_to_string("feedback/mails/told.html", context))
