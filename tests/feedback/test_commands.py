import io
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from feedback.mail.outbox import enqueue
from feedback.messages import Message
from tests.feedback.smtp_server import recording

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def told(name: str) -> str:
    said = io.StringIO()
    call_command(name, stdout=said)
    return said.getvalue()


def test_waiting_mail_is_sent_into_the_folder(settings: Any, tmp_path: Path) -> None:
    settings.MAIL_SERVER, settings.MAIL_FOLDER = None, tmp_path
    enqueue("1", "f@example.org", "en", None, Message("x", "y", "z"), at=timezone.now())
    assert "Sent: 1. Refused: 0. Later: 0." in told("send_alerts")
    assert len(list(tmp_path.iterdir())) == 1


def test_server_that_is_away_ends_the_command_with_an_error(settings: Any) -> None:
    with recording() as gone:
        settings.MAIL_SERVER = gone.server
    enqueue("1", "f@example.org", "en", None, Message("x", "y", "z"), at=timezone.now())
    with pytest.raises(CommandError, match=r"No mail can be sent now\. 127\.0\.0\.1"):
        told("send_alerts")


def test_what_is_no_bounce_is_taken_without_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Subject: hello\n\nx")))
    assert "No report" in told("take_bounce")
