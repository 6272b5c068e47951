"""Helpers for tests of alerts."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from districts.models import District
from feedback.alerts.links import hashed, token_of
from feedback.alerts.subscribing import confirm
from feedback.models import OutgoingMail, Subscription
from feedback.tokens import new_token

EMAIL = "family@example.org"


def make_subscription(district: District, *, confirmed: bool = True, **fields: Any) -> Subscription:
    """All news in English, confirmed now."""
    usual: dict[str, Any] = {"address": EMAIL, "language": "en", "changes": True, "meetings": True}
    usual |= {"reminders": True}
    row = Subscription(district=district, **usual | fields)
    row.token = row.uuid
    row.token_hash = hashed(token_of(row.uuid))
    row.save()
    if confirmed:
        confirm(row, timezone.now())
        row.refresh_from_db()
    return row


def address_of(row: Subscription, language: str = "en") -> str:
    return f"/{language}/alerts/{token_of(row.uuid)}/"


def mails() -> list[Any]:
    """What the outbox holds, the first first."""
    return [each.message for each in OutgoingMail.objects.order_by("pk")]


def links(text: str) -> list[str]:
    """The addresses of the site in a mail, below its host."""
    return re.findall(r"https?://[^/\s\"<>]+(/[^\s\"<>]*)", text)


def typed(district: District, client: Client, **fields: Any) -> Any:
    """The answer to the form, filled in some seconds after it was opened."""
    token = new_token("alerts", district.pk, timezone.now() - timedelta(seconds=10))
    usual = {"email": EMAIL, "what": ["changes", "meetings"], "language": "en", "token": token}
    return client.post(f"/en/{district.slug}/alerts/", usual | fields)
