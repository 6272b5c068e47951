"""Sends mail every few minutes until it is stopped: `python -m deploy.alerts`.

For machines without timers of their own.
"""

import subprocess
import sys
import time
from typing import NoReturn

from deploy.daily import end_when_told
from deploy.run import ROOT

PAUSE = 5 * 60.0  # seconds


def main() -> NoReturn:
    """What fails is tried again the next time."""
    end_when_told()
    while True:
        subprocess.run([sys.executable, "manage.py", "send_alerts"], cwd=ROOT)
        time.sleep(PAUSE)


if __name__ == "__main__":
    main()
