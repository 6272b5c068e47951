"""Puts the letter of a subscription into the outbox."""

from feedback.alerts.editions import Edition
from feedback.alerts.letters import written
from feedback.mail.letters import Letter
from feedback.mail.outbox import enqueue
from feedback.models import Subscription


def post(key: str, letter: Letter, row: Subscription, edition: Edition) -> bool:
    """Enqueue it, in the language of the edition; False if there was a mail with this key."""
    page = edition.page
    message = written(letter, row, page.district)
    mail = enqueue(
        key, row.address, row.language, page.district, message, at=page.at, about=row.uuid
    )
    return mail is not None
