"""The outbox: what is to be sent is stored with what it is about, and sent later."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings

from districts.models import District
from feedback.messages import Message
from feedback.models import MailState, OutgoingMail

KEPT = timedelta(days=60)  # as long as a report may come that a mail could not be delivered


def enqueue(
    key: str,
    to: str,
    language: str,
    district: District | None,
    message: Message,
    *,
    at: datetime,
    about: UUID | None = None,
) -> OutgoingMail | None:
    """Store a mail to be sent; None if one with this key was stored before.

    Call it in the transaction that stores what the mail tells. `to` is one plain address.
    """
    domain = settings.MAIL_FROM.rpartition("@")[2]
    mail, is_new = OutgoingMail.objects.get_or_create(
        key=key,
        defaults={
            "message_id": f"<{uuid4().hex}@{domain}>",
            "district": district,
            "about": about,
            "language": language,
            "recipient": to,
            "content": message.stored,
            "created_at": at,
            "due_at": at,
        },
    )
    return mail if is_new else None


def withdraw(about: UUID) -> None:
    """Forget the mails that were to be sent about this, and those that were sent."""
    OutgoingMail.objects.filter(about=about).delete()


def forget_old(at: datetime) -> int:
    """Delete the rows of mails that were settled long ago; how many there were."""
    old = OutgoingMail.objects.exclude(state=MailState.WAITING)
    return old.filter(settled_at__lt=at - KEPT).delete()[0]
