"""A process that sends what waits, once for each line that it reads, in a child of its own.

`python -m tests.feedback.sender DATABASE`. It writes the number of the child, then "done" once the
child has ended or was killed. Django is loaded once, so that a child costs next to nothing.
"""

import os
import sys
import traceback

import django

django.setup()

from django.db import connections  # noqa: E402 - the apps are loaded by now

from feedback.mail.sending import send_waiting  # noqa: E402


def main() -> None:
    connections.settings["default"]["NAME"] = sys.argv[1]
    for _line in sys.stdin:
        if child := os.fork():
            os.waitpid(child, 0)
            print("done", flush=True)
        else:
            print(os.getpid(), flush=True)
            _send()


def _send() -> None:
    try:
        send_waiting()
    except BaseException:
        traceback.print_exc()
    os._exit(0)


if __name__ == "__main__":
    main()
