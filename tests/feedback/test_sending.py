from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from feedback.mail import refusals
from feedback.mail.outbox import KEPT, enqueue, forget_old, withdraw
from feedback.mail.sending import LEASE, PAUSES, Sent, send_waiting
from feedback.messages import Message
from feedback.models import MailState, OutgoingMail
from tests.concurrency import at_once
from tests.feedback.smtp_server import Recorder, recording

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)


def waiting(key: str = "1", **fields: Any) -> OutgoingMail:
    mail = enqueue(key, f"f{key}@example.org", "en", None, Message("x", "y", "z"), at=NOW)
    assert mail
    for name, value in fields.items():
        setattr(mail, name, value)
    mail.save()
    return mail


def send(now: datetime = NOW) -> Sent:
    return send_waiting(lambda: now)


@pytest.fixture
def recorder(settings: Any) -> Any:
    with recording() as found:
        settings.MAIL_SERVER, settings.MAIL_FROM = found.server, found.server.sender
        yield found


def test_mail_is_sent_once_and_its_words_are_forgotten(recorder: Recorder) -> None:
    mail = waiting()
    assert enqueue("1", "x@example.org", "en", None, Message("a", "b", "c"), at=NOW) is None
    assert send() == Sent(sent=1)
    assert send() == Sent()
    assert recorder.ids == [mail.message_id]
    assert recorder.mails[0]["To"] == "f1@example.org"
    mail.refresh_from_db()
    assert (mail.state, mail.recipient, mail.content) == (MailState.SENT, "", {})
    assert enqueue("1", "x@example.org", "en", None, Message("a", "b", "c"), at=NOW) is None
    assert (forget_old(NOW + KEPT), forget_old(NOW + KEPT * 2)) == (0, 1)


def test_mail_that_another_process_sends_is_left_alone(recorder: Recorder) -> None:
    waiting(lease="a" * 32, leased_until=NOW + LEASE)
    assert send() == Sent()
    assert send(NOW + LEASE) == Sent(sent=1)


def test_refused_address_is_told_and_not_asked_again(
    recorder: Recorder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[OutgoingMail] = []
    monkeypatch.setattr(refusals, "_listeners", [told.append])
    no = b"550 no such user f1@example.org"
    recorder.reply = lambda step, line: no if step == "RCPT" and b"f1@" in line else None
    first, _second = waiting("1"), waiting("2")
    assert send() == Sent(sent=1, refused=1)
    assert told == [first]
    assert send(NOW + LEASE) == Sent()
    assert "f1@" not in caplog.text


@pytest.mark.parametrize("step", ["RCPT", "DATA", "END"])
def test_mail_that_has_to_wait_is_tried_again_and_given_up(recorder: Recorder, step: str) -> None:
    mail, now = waiting("1"), NOW
    recorder.reply = lambda at, line: b"451 later" if at == step else None
    for pause in PAUSES:
        assert send(now) == Sent(later=1)
        assert send(now + pause - timedelta(seconds=1)) == Sent()
        now += pause
    assert send(now) == Sent(later=1)
    mail.refresh_from_db()
    assert (mail.state, mail.recipient) == (MailState.GIVEN_UP, "")


def test_mail_at_which_the_server_hangs_up_keeps_back_no_other(recorder: Recorder) -> None:
    waiting("1"), waiting("2")
    recorder.reply = lambda step, line: b"421 bye" if step == "MAIL" else None
    assert send().problem
    recorder.reply = lambda _step, _line: None
    assert send() == Sent(sent=1)
    assert send(NOW + PAUSES[0]) == Sent(sent=1)


def test_mail_that_cannot_be_written_keeps_back_no_other(recorder: Recorder) -> None:
    waiting("1", content={"subject": "x"})
    waiting("2")
    assert send() == Sent(sent=1, later=1)


def test_server_that_is_away_is_named_and_costs_no_attempt(settings: Any) -> None:
    with recording() as gone:
        settings.MAIL_SERVER = gone.server
    mail = waiting()
    assert "127.0.0.1" in send().problem
    mail.refresh_from_db()
    assert (mail.attempts, mail.lease) == (0, None)


def test_mails_go_into_a_folder_without_a_server(settings: Any, tmp_path: Path) -> None:
    settings.MAIL_SERVER, settings.MAIL_FOLDER = None, tmp_path / "mail"
    mail = waiting()
    assert send() == Sent(sent=1)
    [file] = (tmp_path / "mail").iterdir()
    assert file.name == f"{mail.message_id[1:33]}.eml"
    assert b"To: f1@example.org" in file.read_bytes()


def test_mails_of_what_is_gone_are_not_sent(recorder: Recorder) -> None:
    waiting("1", about="a" * 32)
    waiting("2")
    withdraw(OutgoingMail.objects.get(key="1").about)  # type: ignore[arg-type]
    assert send() == Sent(sent=1)


def test_two_at_once_send_each_mail_once(
    transactional_db: None, shared_database: None, settings: Any
) -> None:
    mails = [waiting(f"{n}") for n in range(12)]
    with recording() as recorder:
        settings.MAIL_SERVER = recorder.server
        done = at_once(send, send, send)
    assert sum(each.sent for each in done) == len(mails)
    assert sorted(recorder.ids) == sorted(mail.message_id for mail in mails)
