"""Two processes that edit one district at once add to one chain."""

import os
import subprocess
import sys
from urllib.parse import quote

from django.db import connection

from opendata.queries import entries
from opendata.record.recording import record
from opendata.record.verifying import verify
from tests.factories import make_district
from tests.opendata.record.editing import EDITS

NAMES = ("one", "other")


def database_url() -> str:
    """The database of this test, for another process."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    user, password, host = (quote(known[name], safe="") for name in ("USER", "PASSWORD", "HOST"))
    return f"postgres://{user}:{password}@{host}:{known['PORT']}/{known['NAME']}"


def test_two_processes_record_all_that_they_change_in_one_chain(shared_database: None) -> None:
    district = make_district()
    settings = {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-m", "tests.opendata.record.editing", district.slug]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    started = [
        subprocess.Popen([*command, name], env={**os.environ, **settings}, **pipes)  # type: ignore[call-overload]
        for name in NAMES
    ]
    try:
        for each in started:
            assert each.stdout.readline() == "ready\n"
        for each in started:
            each.stdin.write("\n")
            each.stdin.close()
        assert [each.wait(timeout=300) for each in started] == [0, 0]
    finally:
        for each in started:
            each.kill()
            each.wait()
            each.stdout.close()
    record(district)  # what neither could record is recorded by whoever looks next
    found = list(entries(district))
    assert verify(found).faults == []
    assert [each.number for each in found] == [*range(1, len(found) + 1)]
    titles = {
        each["words"]["title"]["en"]["text"]
        for each in found[-1].document["records"]
        if each["type"] == "milestone"
    }
    assert titles == {f"{name} {number}" for name in NAMES for number in range(EDITS)}
