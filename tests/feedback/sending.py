"""Sends the forms of families as a browser does, a while after the page was opened."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from districts.models import District
from feedback.tokens import new_token

A_MINUTE = timedelta(minutes=1)


def token(district: District, form: str = "ask", ago: timedelta = A_MINUTE) -> str:
    """The token of a page that was opened some time ago."""
    return new_token(form, district.pk, timezone.now() - ago)


def question(district: District, **typed: str) -> dict[str, str]:
    """What the form to ask sends."""
    given = {"kind": "question", "text": "Who is at the door?", "language": "vi", "contact": ""}
    return {"token": token(district), "website": "", **given, **typed}


def send(district: District, data: dict[str, str], address: str = "203.0.113.7") -> Any:
    """The answer to the form to ask, sent from an address, by somebody without cookies."""
    return Client().post(f"/vi/{district.slug}/ask/", data, REMOTE_ADDR=address)
