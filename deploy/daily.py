"""What has to be done once a day: `python -m deploy.daily FOLDER`.

It records what time alone has changed in public, saves the public site as files in the folder,
forgets sessions that have ended, and finds pages for the texts of the interface. With `--again` it
does so every day until it is stopped, for machines without timers of their own.
"""

import argparse
import signal
import subprocess
import sys
import time

from deploy.run import ROOT

DAY = 24 * 60 * 60.0  # seconds
SOON = 10 * 60.0  # seconds after which a failure is tried again


def main() -> int:
    """1 if a command has failed."""
    parser = argparse.ArgumentParser(prog="python -m deploy.daily")
    parser.add_argument("folder")
    parser.add_argument("--again", action="store_true")
    asked = parser.parse_args()
    end_when_told()
    while True:
        failed = run(asked.folder)
        if not asked.again:
            return int(failed)
        time.sleep(SOON if failed else DAY)


def end_when_told() -> None:
    """End this program, and a command that it is running, when it is told to."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))


def run(folder: str) -> bool:
    """Run each command of `manage.py`, also after another one has failed; whether one has."""
    python = [sys.executable, "manage.py"]
    site = (["update_record"], ["export_static", folder])
    commands = (*site, ["clearsessions"], ["locate_interface"])
    done = [subprocess.run([*python, *each], cwd=ROOT) for each in commands]
    return any(each.returncode for each in done)


if __name__ == "__main__":
    sys.exit(main())
