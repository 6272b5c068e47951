"""The mail that asks whether somebody really wants alerts."""

from datetime import datetime, timedelta

from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from feedback.alerts.letters import written
from feedback.alerts.links import own_address
from feedback.mail.letters import Letter, Part
from feedback.mail.outbox import enqueue
from feedback.models import Subscription

MOST_ASKED = 3  # mails to one address within a day that nobody has confirmed
DAY = timedelta(days=1)


def ask_to_confirm(subscription: Subscription, at: datetime) -> None:
    """Enqueue it, unless this address got several lately, which others may have asked for."""
    lately = Subscription.objects.filter(
        address__iexact=subscription.address, confirmed_at=None, received_at__gt=at - DAY
    )
    if lately.count() > MOST_ASKED:
        return
    with translation.override(subscription.language):
        message = written(_confirmation(subscription), subscription, subscription.district)
    enqueue(
        f"confirm/{subscription.uuid}",
        subscription.address,
        subscription.language,
        subscription.district,
        message,
        at=at,
        about=subscription.uuid,
    )


def _confirmation(subscription: Subscription) -> Letter:
    title = _("Please confirm your email alerts")
    words = _("You asked for email alerts about: %(district)s")
    said = format_html("<p>{}</p>", words % {"district": subscription.district.name})
    asked = format_html("<p>{}</p>", _("They begin when you open this page and press the button:"))
    return Letter(title, title, [Part(said + asked, own_address(subscription), _("Confirm"))])
