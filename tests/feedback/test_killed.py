"""Processes that tell and send are killed at any moment: no mail is lost, and few come twice."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from queue import Queue

from django.db import connection
from django.utils import timezone

from districts.models import District
from feedback.alerts.rounds import enqueue_alerts
from feedback.models import MailState, OutgoingMail
from opendata.record.recording import record
from tests.concurrency import at_once
from tests.factories import make_district, make_milestone
from tests.feedback.alerts_site import make_subscription
from tests.feedback.smtp_server import Recorder, recording

# Twenty points in all.
STEPS = ("MAIL", "RCPT", "DATA", "TAKEN") * 3
QUERIES = (9, 13, 17, 21, 25, 29, 33)


class Killer:
    """Kills whoever sends at a step of a mail; those before it are taken."""

    def __init__(self, step: str = "", left: int = 0) -> None:
        self.children: Queue[int] = Queue()
        self.step, self.left = step, left

    def __call__(self, step: str, _line: bytes) -> None:
        if step != self.step:
            return
        self.left -= 1
        if self.left < 0:
            self.step = ""
            os.kill(self.children.get(timeout=60), signal.SIGKILL)


class Sender:
    """The process of `tests.feedback.sender` on the database of this test."""

    def __init__(self, process: "subprocess.Popen[str]", recorder: Recorder, at: datetime) -> None:
        self.process, self.recorder, self.at = process, recorder, at

    def run(self, killer: Killer | None = None, *, last: int = -1) -> None:
        """A round in a child that may be killed, by `killer` or at its query with number `last`."""
        self.recorder.reply = killer = killer or Killer()
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{self.at.isoformat()} {last}\n")
        self.process.stdin.flush()
        killer.children.put(int(self.process.stdout.readline()))
        assert self.process.stdout.readline() == "done\n"
        assert not killer.step  # it was killed, and has not ended before
        held = OutgoingMail.objects.filter(lease__isnull=False)
        assert held.update(leased_until=self.at - timedelta(seconds=1)) <= 1


@contextmanager
def sender(recorder: Recorder, at: datetime) -> Iterator[Sender]:
    address = f"smtp://127.0.0.1:{recorder.port}?from=alerts@example.org"
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.feedback.sender", str(connection.settings_dict["NAME"])],
        env={**os.environ, "MAIL_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield Sender(process, recorder, at)
        assert process.stdin
        process.stdin.close()


def told(count: int) -> tuple[District, datetime]:
    """A district in which so many are to be told something, and the moment at which they are."""
    district = make_district()
    record(district)
    for number in range(count):
        make_subscription(district, address=f"{number}@example.org")
    make_milestone(district)
    record(district)
    day = district.today(timezone.now()) + timedelta(days=2)
    return district, district.start_of(day) + timedelta(hours=20)


def test_killed_at_twenty_points_each_mail_arrives(shared_database: None) -> None:
    _district, at = told(24)
    with recording() as recorder, sender(recorder, at) as process:
        for last in QUERIES:
            process.run(last=last)
        assert recorder.mails == []
        process.run(Killer("MAIL"), last=0)  # all are told by now
        for number, step in enumerate(STEPS):
            process.run(Killer(step, number % 2))
        process.run()
    ids = {mail["To"]: mail["Message-ID"] for mail in recorder.mails}
    assert len(ids) == len(set(recorder.ids)) == 24  # who got two got the same twice
    assert len(recorder.ids) - 24 <= len(STEPS) // 4 + len(QUERIES)
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {MailState.SENT}
    assert OutgoingMail.objects.count() == 24


def test_two_at_once_tell_each_reader_once(shared_database: None) -> None:
    _district, at = told(5)
    counts = at_once(*[lambda: enqueue_alerts(at)] * 3)
    assert sum(counts) == OutgoingMail.objects.count() == 5
    assert enqueue_alerts(at) == 0
