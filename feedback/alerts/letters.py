"""Mails of alerts, which tell how to end them."""

from districts.models import District
from feedback.alerts.links import own_address
from feedback.mail.letters import Letter, rendered
from feedback.messages import Message
from feedback.models import Subscription


def written(letter: Letter, subscription: Subscription, district: District) -> Message:
    """The letter as a mail; the language of the subscription has to be active.

    `district` has its words in that language. The address to end it is also in headers, which mail
    programs use for a button of their own (RFC 2369, RFC 8058).
    """
    address = own_address(subscription)
    is_confirmed = subscription.confirmed_at is not None
    headers = {"List-Unsubscribe": f"<{address}>"}
    headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return rendered(
        letter,
        subscription.language,
        district,
        headers=headers if is_confirmed else {},
        is_confirmed=is_confirmed,
        own_address=address,
    )
