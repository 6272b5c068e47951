"""Processes that send are killed at any moment: no mail is lost, and few come twice."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from queue import Queue

from django.db import connection
from django.utils import timezone

from feedback.mail.outbox import enqueue
from feedback.messages import Message
from feedback.models import MailState, OutgoingMail
from tests.feedback.smtp_server import Recorder, recording

STEPS = ("MAIL", "RCPT", "DATA", "TAKEN")
KILLS = 20
EARLIER = datetime(2026, 1, 1, tzinfo=UTC)


class Killer:
    """Kills whoever sends at a step of a mail; those before it are taken."""

    def __init__(self) -> None:
        self.children: Queue[int] = Queue()
        self.step, self.left = "", 0

    def __call__(self, step: str, _line: bytes) -> None:
        if step != self.step:
            return
        self.left -= 1
        if self.left < 0:
            self.step = ""
            os.kill(self.children.get(timeout=60), signal.SIGKILL)


@contextmanager
def sender(recorder: Recorder) -> Iterator[subprocess.Popen[str]]:
    """The process of `tests.feedback.sender` on the database of this test."""
    address = f"smtp://127.0.0.1:{recorder.port}?from=alerts@example.org"
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.feedback.sender", str(connection.settings_dict["NAME"])],
        env={**os.environ, "MAIL_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield process
        assert process.stdin
        process.stdin.close()


def run(process: subprocess.Popen[str], killer: Killer) -> None:
    """Send what waits, in a child that may be killed."""
    assert process.stdin
    assert process.stdout
    process.stdin.write("send\n")
    process.stdin.flush()
    killer.children.put(int(process.stdout.readline()))
    assert process.stdout.readline() == "done\n"


def test_killed_at_twenty_points_every_mail_arrives(shared_database: None) -> None:
    mails = [
        enqueue(f"{n}", f"{n}@example.org", "en", None, Message("x", "x", "x"), at=EARLIER)
        for n in range(KILLS + 4)
    ]
    with recording() as recorder, sender(recorder) as process:
        for number in range(KILLS):
            recorder.reply = killer = Killer()
            killer.step, killer.left = STEPS[number % 4], number % 3
            run(process, killer)
            assert not killer.step  # it was killed, and not at its end
            held = OutgoingMail.objects.filter(lease__isnull=False)
            assert held.update(leased_until=timezone.now() - timedelta(seconds=1)) == 1
        recorder.reply = Killer()
        run(process, Killer())
    assert set(recorder.ids) == {mail.message_id for mail in mails if mail}
    twice = Counter(recorder.ids)
    assert max(twice.values()) == 2
    assert sum(twice.values()) - len(mails) <= KILLS // len(STEPS)
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {MailState.SENT}
