"""One round of digests: each person is looked at once a day, and told only what is new."""

from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction

from desk.digest.letters import Part, part_of, written
from desk.finding.conditions import changed_between
from desk.models import DigestSubscription
from desk.queries import Queue
from districts.access import rights_of
from feedback.mail.outbox import enqueue
from feedback.mail.writers import counted, writes_mails
from languages.clock import day_of
from languages.freshness import TranslationState
from languages.registry import LANGUAGES, SOURCE

UNREAD = (TranslationState.MISSING, TranslationState.STALE)
IN_FLIGHT = timedelta(minutes=10)  # what is being saved now is visible by the next time


@writes_mails
def enqueue_digests(at: datetime) -> int:
    """Enqueue what is due at this moment; how many mails. Any number may do so at once."""
    due = DigestSubscription.objects.filter(looked_on__lt=day_of(at)).select_related("user")
    return sum(
        counted(partial(_tell, row, at), f"digest subscription {row}") for row in due.order_by("pk")
    )


def _tell(row: DigestSubscription, at: datetime) -> bool:
    """Note how far the person was told, and enqueue the mail; nothing if another has done so."""
    day, until = day_of(at), at - IN_FLIGHT
    parts = _parts(row, day, until)
    due = DigestSubscription.objects.filter(pk=row.pk, looked_on__lt=day)
    with transaction.atomic():
        if not due.update(looked_on=day, told_at=until) or not parts:
            return False
        key = f"desk_digest/{row.user_id}/{day.isoformat()}"
        mail = enqueue(key, row.address, SOURCE, None, written(parts), at=at, about=row.uuid)
        return mail is not None


def _parts(row: DigestSubscription, day: date, until: datetime) -> list[Part]:
    """By language, as far as the person may translate it today."""
    rights = rights_of(row.user)
    own = [code for code in LANGUAGES if code in row.languages and code in rights.languages()]
    queues = (
        Queue(rights, code, day, UNREAD, where=changed_between(code, row.told_at, until))
        for code in own
    )
    return [part for queue in queues if (part := part_of(queue))]
