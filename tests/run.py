"""`make test`: all tests on both databases, in two far-apart time zones, and what was left out.

Those in a browser run once: what they see is the same on both. Arguments
go to pytest. Ends with status 1 if a test failed, or if in CI anything was left out.
"""

import os
import signal
import subprocess
import sys

import pytest

from tests import postgres, tools

# 25 hours apart: on no instant do both have the same date.
EAST, WEST = "Pacific/Kiritimati", "Pacific/Pago_Pago"
NONE_CHOSEN = int(pytest.ExitCode.NO_TESTS_COLLECTED)  # the arguments may choose from one suite
PYTEST = [sys.executable, "-m", "pytest", "-rs", "--numprocesses=auto", "--maxprocesses=4"]


def main(arguments: list[str]) -> int:
    wanted = (tools.POSTGRES, tools.NU, tools.XGETTEXT, tools.CHROMIUM)
    left_out = [f"{tool.name}: {tool.serves}" for tool in wanted if not tools.obtain(tool)]
    without_browser = ["-m", "not browser", *arguments]
    results = {"SQLite": run_suite(without_browser, "", EAST)}
    if initdb := tools.POSTGRES.find():
        try:
            with postgres.server(initdb.resolve().parent) as url:
                results["PostgreSQL"] = run_suite(without_browser, url, WEST)
        except OSError as error:
            left_out.append(str(error))
    if tools.CHROMIUM.find():
        results["Chromium"] = run_suite(["-m", "browser", *arguments], "", EAST)
    report(results, left_out)
    statuses = set(results.values()) - {NONE_CHOSEN}
    return int(statuses != {0} or (tools.in_ci() and bool(left_out)))


def run_suite(arguments: list[str], database: str, zone: str) -> int:
    """Run pytest on this database (a URL, or "" for SQLite) in this zone; return its status."""
    print(f"→ Tests on {'PostgreSQL' if database else 'SQLite'}, in {zone}", flush=True)
    environment = {**os.environ, "DATABASE_URL": database, "TEST_TIME_ZONE": zone, "TZ": zone}
    return subprocess.run([*PYTEST, *arguments], env=environment).returncode


def report(results: dict[str, int], left_out: list[str]) -> None:
    print("\nWhat was tested")
    words = {0: "passed", NONE_CHOSEN: "no test was chosen"}
    for suite, status in results.items():
        print(f"  {suite}: {words.get(status, f'FAILED (status {status})')}")
    print("What was left out" if left_out else "Nothing was left out.")
    for each in left_out:
        print(f"  {each}")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped too
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
