"""The life of a subscription: asked for, confirmed, changed, ended."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from feedback.alerts.links import hashed
from feedback.mail import refusals
from feedback.mail.outbox import withdraw
from feedback.models import OutgoingMail, Subscription
from feedback.retention import UNCONFIRMED_ADDRESS
from opendata.queries import heads

MOST_REFUSALS = 3


def find(token: str) -> Subscription | None:
    """The subscription that a link leads to; None if it was ended, or never confirmed in time."""
    rows = Subscription.objects.select_related("district", "replaced_by__district")
    found = rows.filter(token_hash=hashed(token)).first()
    return (found.replaced_by or found) if found else None


def confirm(subscription: Subscription, at: datetime) -> None:
    """Begin to send alerts, about what changes from now on; nothing if that was done before.

    An earlier subscription of the same address to the same district is replaced.
    """
    with transaction.atomic():
        row = Subscription.objects.select_for_update().filter(pk=subscription.pk).first()
        if row is None or row.confirmed_at:
            return
        head = heads(row.district).last()
        row.confirmed_at = row.told_at = at
        row.told = row.watched = head.number if head else 0
        row.save()
        _replace_earlier(row)


def _replace_earlier(row: Subscription) -> None:
    same = Subscription.objects.filter(district=row.district, address__iexact=row.address)
    earlier = list(same.exclude(pk=row.pk).exclude(confirmed_at=None))
    for each in earlier:
        withdraw(each.uuid)
    led = Q(pk__in=[each.pk for each in earlier]) | Q(replaced_by__in=earlier)
    Subscription.objects.filter(led).update(replaced_by=row, address="")


def end(subscription: Subscription) -> None:
    """Forget the address, and all that was still to be sent to it."""
    with transaction.atomic():
        withdraw(subscription.uuid)
        Subscription.objects.filter(pk=subscription.pk).delete()


def forget_unconfirmed(at: datetime) -> int:
    """Delete what nobody has confirmed in time; how many there were."""
    old = Subscription.objects.filter(confirmed_at=None, received_at__lte=at - UNCONFIRMED_ADDRESS)
    for each in (found := list(old)):
        end(each)
    return len(found)


@refusals.listen
def count_refusal(mail: OutgoingMail) -> None:
    """End a subscription whose address has not taken three mails, or the first one."""
    rows = Subscription.objects.filter(uuid__in=[mail.about])
    rows.update(bounces=F("bounces") + 1)
    for each in rows.filter(Q(bounces__gte=MOST_REFUSALS) | Q(confirmed_at=None)):
        end(each)
