"""A process that does a round of alerts for each line that it reads, in a child of its own.

`python -m tests.feedback.sender DATABASE`. A line has the moment and the number of the query at
which the child is killed: 0 for none, -1 to send only what waits, which is quicker. It writes the
number of the child, then "done" once the child has ended or was killed. Django is loaded once, so
that a child costs next to nothing.
"""

import os
import signal
import sys
import traceback
from datetime import datetime
from itertools import count
from typing import Any

import django

django.setup()

from django.db import connection, connections  # noqa: E402 - the apps are loaded by now

from feedback.alerts.rounds import enqueue_alerts  # noqa: E402
from feedback.mail.sending import send_waiting  # noqa: E402


def main() -> None:
    connections.settings["default"]["NAME"] = sys.argv[1]
    for line in sys.stdin:
        if child := os.fork():
            os.waitpid(child, 0)
            print("done", flush=True)
        else:
            print(os.getpid(), flush=True)
            at, last = line.split()
            _round(datetime.fromisoformat(at), int(last))


def _round(at: datetime, last: int) -> None:
    numbers = count(1)

    def counted(execute: Any, *given: Any) -> Any:
        if next(numbers) == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*given)

    try:
        with connection.execute_wrapper(counted):
            if last >= 0:
                enqueue_alerts(at)
            send_waiting(lambda: at)
    except BaseException:
        traceback.print_exc()
    os._exit(0)


if __name__ == "__main__":
    main()
