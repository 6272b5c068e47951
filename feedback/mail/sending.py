"""Sends what waits in the outbox. Any number of processes may do so at once.

A mail is claimed with a lease, sent outside of any transaction, and settled. A process that is
killed between the server's "250" and that leaves a lease behind, after which the mail is sent once
more under the same Message-ID: nobody could know whether the server has it.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from feedback.mail import refusals
from feedback.mail.transports import (
    NotNowError,
    RefusedError,
    Transport,
    UnavailableError,
    transport,
)
from feedback.messages import composed
from feedback.models import MailState, OutgoingMail

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=15)  # longer than a server may take for one mail
# After each attempt that failed; after the last one it is given up.
PAUSES = tuple(timedelta(minutes=each) for each in (5, 15, 60, 180, 360, 720, 1440))
Clock = Callable[[], datetime]


@dataclass
class Sent:
    """What became of the mails that waited; `problem` says why no more could be sent, if so."""

    sent: int = 0
    refused: int = 0
    later: int = 0
    problem: str = ""


def send_waiting(clock: Clock = timezone.now) -> Sent:
    """Send each mail that is due, one after the other."""
    found = Sent()
    mail = _claim(clock())
    if mail is None:
        return found
    try:
        with transport() as way:
            while mail:
                _send(mail, way, found, clock())
                mail = _claim(clock())
    except UnavailableError as error:
        _release(mail)
        found.problem = str(error)
    return found


def _claim(now: datetime) -> OutgoingMail | None:
    """The next mail that is due, for this process alone; None if there is none."""
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    due = OutgoingMail.objects.filter(free, state=MailState.WAITING, due_at__lte=now)
    while mail := due.order_by("due_at", "pk").first():
        mail.lease, mail.leased_until, mail.attempts = uuid4(), now + LEASE, mail.attempts + 1
        claimed = due.filter(pk=mail.pk).update(
            lease=mail.lease, leased_until=mail.leased_until, attempts=F("attempts") + 1
        )
        if claimed:
            return mail
    return None


def _send(mail: OutgoingMail, way: Transport, found: Sent, now: datetime) -> None:
    """Raises UnavailableError if no other mail can be sent either."""
    try:
        way.send(_composed(mail))
    except UnavailableError:
        _postpone(mail, now)  # it may itself be the reason
        raise
    except RefusedError as error:
        logger.warning("Mail %s was refused: %s", mail, _without_address(error, mail))
        found.refused += 1
        with transaction.atomic():
            _settle(mail, MailState.REFUSED, now)
            refusals.tell(mail)
    except NotNowError as error:
        logger.warning("Mail %s has to wait: %s", mail, _without_address(error, mail))
        found.later += 1
        _postpone(mail, now)
    else:
        found.sent += 1
        _settle(mail, MailState.SENT, now)


def _composed(mail: OutgoingMail) -> EmailMessage:
    """Raises NotNowError for what cannot be written: it must not keep back the others."""
    try:
        return composed(mail.message, mail.envelope(settings.MAIL_FROM))
    except (LookupError, TypeError, ValueError) as error:
        raise NotNowError(f"cannot be written: {error}") from error


def _postpone(mail: OutgoingMail, now: datetime) -> None:
    if mail.attempts > len(PAUSES):
        _settle(mail, MailState.GIVEN_UP, now)
        return
    due = now + PAUSES[mail.attempts - 1]
    _own(mail).update(lease=None, leased_until=None, due_at=due)


def _settle(mail: OutgoingMail, state: MailState, now: datetime) -> None:
    """Whose address and words are not needed any more."""
    _own(mail).update(
        state=state, settled_at=now, lease=None, leased_until=None, recipient="", content={}
    )


def _release(mail: OutgoingMail | None) -> None:
    """The mail was not tried at all."""
    if mail:
        _own(mail).update(lease=None, leased_until=None, attempts=F("attempts") - 1)


def _own(mail: OutgoingMail) -> QuerySet[OutgoingMail]:
    """The row, unless another process has it now."""
    return OutgoingMail.objects.filter(pk=mail.pk, lease=mail.lease)


def _without_address(error: Exception, mail: OutgoingMail) -> str:
    """What a server says, without whom the mail is for."""
    return str(error).replace(mail.recipient, "…")
