from datetime import UTC, datetime

import pytest

from feedback.mail import refusals
from feedback.mail.bounces import take_report
from feedback.mail.outbox import enqueue
from feedback.messages import Message
from feedback.models import OutgoingMail

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
REPORT = """\
From: MAILER-DAEMON@mail.example.org
To: alerts@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

The mail could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; family@example.org
Action: {action}
Status: {status}

--b
Content-Type: {quoted}

Message-ID: {id}
Subject: x

x
--b--
"""


@pytest.fixture
def mail() -> OutgoingMail:
    found = enqueue("1", "family@example.org", "en", None, Message("x", "y", "z"), at=NOW)
    assert found
    return found


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[OutgoingMail]:
    found: list[OutgoingMail] = []
    monkeypatch.setattr(refusals, "_listeners", [found.append])
    return found


def report(mail_id: str, **fields: str) -> bytes:
    usual = {"action": "failed", "status": "5.1.1", "quoted": "message/rfc822"}
    return REPORT.format(id=mail_id, **usual | fields).encode()


@pytest.mark.parametrize("quoted", ["message/rfc822", "text/rfc822-headers"])
def test_report_counts_once_for_its_mail(
    mail: OutgoingMail, told: list[OutgoingMail], quoted: str
) -> None:
    content = report(mail.message_id, quoted=quoted)
    assert take_report(content, NOW)
    assert take_report(content, NOW)
    assert told == [mail]


def test_what_is_no_failure_for_good_does_not_count(
    mail: OutgoingMail, told: list[OutgoingMail]
) -> None:
    contents = [
        report(mail.message_id, action="delayed", status="4.4.1"),
        report(mail.message_id, status="4.2.2"),
        report(f"<{'0' * 32}@localhost>"),
        f"Subject: away\nIn-Reply-To: {mail.message_id}\n\nI am away.".encode(),
        b"\xff\x00 not a mail",
        b"",
        report(mail.message_id)[:300],
        # What a parser of mails takes without end.
        b"Content-Type: multipart/report; boundary=b\n\n--b\n"
        + b"Content-Type: message/rfc822\n\n" * 5000,
    ]
    assert not any(take_report(content, NOW) for content in contents)
    assert told == []
