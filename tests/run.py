"""`make test`: all tests, some suites at a time, and what was left out.

- Without a database: what computes, reads or starts programs of its own.
- SQLite and PostgreSQL: what asks the database, in two far-apart time zones. What no database
  makes a difference to is left out on PostgreSQL.
- Chromium: the pages as a browser shows them, from a process of their own.

Arguments go to pytest. Ends with status 1 if a test failed, or if in CI anything was left out.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest

from deploy import catalogs
from tests import postgres, tools

# 25 hours apart: the two never have the same date.
EAST, WEST = "Pacific/Kiritimati", "Pacific/Pago_Pago"
NONE_CHOSEN = int(pytest.ExitCode.NO_TESTS_COLLECTED)  # the arguments may choose from one suite
TOLD_UNDER = ("ERRORS", "FAILURES")  # the headings of pytest
MOST_TOLD = 100  # lines of a suite's failures that are repeated at the end
# As many as two cores can run: with more, each test takes a sixth more of a processor. A suite that
# waits for servers half of its time runs beside them from the start, so that no core is idle. One
# that is split begins when the first of the others ends, and keeps all cores busy to the end.
AT_ONCE = 2
# Each worker makes a database, and what several tests have in common, once more.
MOST_WORKERS, MOST_OF_SPLIT = 4, 8


@dataclass
class Suite:
    """The tests of an expression of marks, and what came of them: a status of pytest, seconds.

    `waits`: for servers that its tests start, half of its time. `split`: over all cores.
    `ignored` are files and folders in `tests/` that have none of these tests: reading them would
    take seconds. `failures` are the lines that tell what failed.
    """

    name: str
    marks: str
    database: str = ""  # a URL, or nothing for SQLite in memory
    zone: str = EAST
    waits: bool = False
    split: bool = False
    ignored: list[str] = field(default_factory=lambda: ["tests/browser"])
    status: int = -1
    seconds: float = 0
    failures: list[str] = field(default_factory=list, repr=False)
    process: subprocess.Popen[str] | None = field(default=None, repr=False)

    def run(self, arguments: list[str], cores: int) -> None:
        """Run pytest and say what it says, each line after the name of the suite."""
        environment = {"DATABASE_URL": self.database, "TEST_TIME_ZONE": self.zone, "TZ": self.zone}
        # Without compiled files each process, also those that tests start, compiles all code again.
        environment["PYTHONDONTWRITEBYTECODE"] = ""
        command = [sys.executable, "-m", "pytest", "-q", "-rfEs", "-m", self.marks, *arguments]
        command += [f"--ignore={path}" for path in self.ignored]
        most, share = (MOST_OF_SPLIT, cores) if self.split else (MOST_WORKERS, cores // AT_ONCE)
        if (workers := min(share, most)) > 1:
            # One that has crashed is not replaced: the next would be given the same test.
            command += [f"--numprocesses={workers}", "--max-worker-restart=0"]
            command += ["--dist=loadfile"] if self.split else []  # `ByModule` of tests/conftest.py
        started = time.monotonic()
        self.process = subprocess.Popen(
            command,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        with self.process as process:
            for line in process.stdout or ():
                print(f"{self.name:20} | {line}", end="", flush=True)
                if self.failures or (line.startswith("=") and line.strip("= \n") in TOLD_UNDER):
                    self.failures.append(line)
        self.status, self.seconds = process.returncode, time.monotonic() - started


def main(arguments: list[str]) -> int:
    started = time.monotonic()
    catalogs.compile_all()  # before Django reads them, and once for all suites
    needed = (tools.POSTGRES, tools.NU, tools.XGETTEXT, tools.NGINX, tools.REDIS, tools.SQLITE)
    wanted = (*needed, tools.OPENSSL, tools.CHROMIUM)
    left_out = [f"{tool.name}: {tool.serves}" for tool in wanted if not tools.obtain(tool)]
    with ExitStack() as stack:
        suites = list(chosen(start_postgres(stack, left_out)))
        run_all(suites, arguments)
    report(suites, left_out, time.monotonic() - started)
    statuses = {suite.status for suite in suites} - {NONE_CHOSEN}
    return int(statuses != {0} or (tools.in_ci() and bool(left_out)))


def start_postgres(stack: ExitStack, left_out: list[str]) -> str:
    """The URL of a server that runs until `stack` ends; empty if it does not, and why not."""
    if initdb := tools.POSTGRES.find():
        try:
            return stack.enter_context(postgres.server(initdb.resolve().parent))
        except OSError as error:
            left_out.append(str(error))
    return ""


def chosen(url: str) -> Iterator[Suite]:
    """What can be run here: what waits for servers, then the others, the one that is split last."""
    yield Suite("without database", "pure and not browser", waits=True)
    if url:
        yield Suite("PostgreSQL", "not pure and (both or not once)", url, WEST)
    if tools.CHROMIUM.find():
        others = [f"tests/{name}" for name in sorted(os.listdir("tests")) if name != "browser"]
        yield Suite("Chromium", "browser", ignored=others)
    yield Suite("SQLite", "not pure", split=True)


def run_all(suites: list[Suite], arguments: list[str]) -> None:
    """Run the suites, each with its share of the cores; whatever ends this ends them too."""
    cores = os.cpu_count() or 1
    pool, beside = ThreadPoolExecutor(AT_ONCE), ThreadPoolExecutor(1)
    try:
        for run in [
            (beside if suite.waits else pool).submit(suite.run, arguments, cores)
            for suite in suites
        ]:
            run.result()
    finally:
        for each in (pool, beside):
            each.shutdown(wait=False, cancel_futures=True)
        for suite in suites:
            if suite.process and suite.process.poll() is None:
                suite.process.terminate()


def report(suites: list[Suite], left_out: list[str], seconds: float) -> None:
    for suite in suites:
        if suite.failures:
            print(f"\nWhat failed: {suite.name}\n", *suite.failures[-MOST_TOLD:], sep="")
    print("\nWhat was tested")
    words = {0: "passed", NONE_CHOSEN: "no test was chosen"}
    for suite in suites:
        said = words.get(suite.status, f"FAILED (status {suite.status})")
        print(f"  {suite.name}: {said}, in {suite.seconds:.0f} s")
    print(f"  All of it in {seconds:.0f} s.")
    print("What was left out" if left_out else "Nothing was left out.")
    for each in left_out:
        print(f"  {each}")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped too
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
