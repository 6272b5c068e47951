"""One round of alerts: looks at each district and enqueues what its readers are to be told."""

from datetime import datetime
from functools import partial
from itertools import groupby

from django.http import Http404
from django.utils import translation

from districts.models import District
from feedback.alerts.choosing import Wishes
from feedback.alerts.editions import Documents, Edition
from feedback.alerts.news import Reader, tell
from feedback.alerts.reminders import remind
from feedback.mail.writers import counted, writes_mails
from feedback.models import Subscription
from opendata.queries import heads
from opendata.record.recording import look


@writes_mails
def enqueue_alerts(at: datetime) -> int:
    """Enqueue what is due at this moment; how many mails. Any number may do so at once."""
    return sum(_of_district(each, at) for each in District.objects.order_by("pk"))


def _of_district(district: District, at: datetime) -> int:
    active = Subscription.objects.filter(district=district, replaced_by=None)
    rows = active.exclude(confirmed_at=None).order_by("language", "pk")
    if not rows.exists():
        return 0
    look(district)
    head, documents = heads(district).last(), Documents(district)
    number, count = head.number if head else 0, 0
    for language, group in groupby(rows.prefetch_related("schools"), lambda row: row.language):
        with translation.override(language):
            try:
                edition = Edition(district.slug, at, documents)
            except Http404:  # nobody is told of what is not public
                return 0
            count += sum(
                counted(partial(_of_reader, row, number, edition), f"subscription {row}")
                for row in group
            )
    return count


def _of_reader(row: Subscription, head: int, edition: Edition) -> int:
    """How many mails one reader gets."""
    schools = frozenset(str(school.uuid) for school in row.schools.all())
    wishes = Wishes(row.changes, row.meetings, schools)
    told = head > min(row.told, row.watched) and tell(Reader(row, wishes, head), edition)
    return int(told) + remind(row, wishes, edition)
