"""A digest is asked for, changed and ended."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F

from desk.models import DigestSubscription
from feedback.mail import refusals
from feedback.mail.outbox import withdraw
from feedback.models import OutgoingMail
from languages.clock import day_of

MOST_REFUSALS = 3


def subscribe(user: User, address: str, languages: Sequence[str], at: datetime) -> None:
    """Send digests of these languages, of what changes from now on if there were none before."""
    now = {"address": address, "languages": [*languages], "refusals": 0}
    DigestSubscription.objects.update_or_create(
        user=user,
        defaults=now,
        create_defaults={**now, "told_at": at, "looked_on": day_of(at)},
    )


def end(subscription: DigestSubscription) -> None:
    """Send no more digests, and none that still waits."""
    with transaction.atomic():
        withdraw(subscription.uuid)
        DigestSubscription.objects.filter(pk=subscription.pk).delete()


@refusals.listen
def count_refusal(mail: OutgoingMail) -> None:
    """End a subscription whose address has not taken so many mails."""
    rows = DigestSubscription.objects.filter(uuid__in=[mail.about])
    rows.update(refusals=F("refusals") + 1)
    for each in rows.filter(refusals__gte=MOST_REFUSALS):
        end(each)
