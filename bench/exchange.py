"""What export and import cost: `python -m bench.exchange [ENTRIES]`, on Linux.

Times are of the processor. Memory is the highest use during the call, above what was in use before.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from opendata.record.recording import recording_once
from tests.client import StaffClient
from tests.desk.exchange.hostile import HEADER, foreign
from tests.desk.exchange.words import exported, rewritten
from tests.factories import make_district, make_milestone, make_user


def memory(name: str) -> int:
    """What this process uses now (VmRSS) or used at most (VmHWM), in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1]) // 1024


@contextmanager
def measured(name: str) -> Iterator[None]:
    Path("/proc/self/clear_refs").write_text("5")  # resets VmHWM
    before, start = memory("VmRSS"), time.process_time()
    yield
    taken = time.process_time() - start
    print(f"{name:46} {taken:7.2f} s  {memory('VmHWM') - before:4} MB more", flush=True)


def send(client: StaffClient, data: bytes) -> Any:
    return client.post("/desk/es/import/", {"file": SimpleUploadedFile("words.po", data)})


def hostile(client: StaffClient, data: bytes) -> None:
    """Files of 5 MB that are refused, and one whose entries are all unknown."""
    large = {
        "5 MB in one string": HEADER + b'msgid "a"\nmsgstr "' + b"\\n" * 2_500_000 + b'"\n',
        "2,500,000 lines": HEADER + b"#\n" * 2_500_000,
        "220,000 entries": HEADER + b"".join(b'msgid"%d"\nmsgstr""\n' % n for n in range(220_000)),
    }
    for name, file in large.items():
        with measured(name):
            response = send(client, file)
        if b"words.po, line " not in response.content:
            raise RuntimeError(f"{name}: answered with {response.status_code}")
    with measured("20,000 foreign entries, with the dry run"):
        header = data.partition(b"\n\n")[0] + b"\n\n"
        client.get(send(client, header + foreign(20_000)).headers["Location"])


def main(entries: int) -> None:
    call_command("migrate", verbosity=0)
    client = StaffClient()
    client.force_login(make_user(is_superuser=True))
    with recording_once():
        district = make_district()
        for number in range(entries):
            make_milestone(district, title=f"The board decides on part {number}")
    with measured(f"export of {entries} entries"):
        data = exported()
    hostile(client, data)
    words = {f"The board decides on part {n}": f"La junta decide parte {n}" for n in range(entries)}
    file = rewritten(data, words)
    with measured("upload and dry run"):
        address = send(client, file).headers["Location"]
        client.get(address)
    with measured("import"):
        client.post(address, {"effect": ["new"]})
    with measured("report"):
        client.get(address)
    with measured("undo"):
        client.post(address, {"undo": "1"})


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
