"""What export and import cost: `python -m bench.exchange [ENTRIES]`, on Linux.

Times are of the processor. Memory is the highest use during the call, above what was in use before.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from tests.client import StaffClient
from tests.desk.exchange.hostile import HEADER, corrupt, foreign
from tests.desk.exchange.words import exported, rewritten
from tests.factories import make_district, make_milestone, make_user

PART = (
    b"--bench\r\nContent-Disposition: form-data; name=file; filename=words.po\r\n"
    b"Content-Type: text/plain\r\n\r\n"
)
END = b"\r\n--bench--\r\n"


class Upload:
    """The body of a request that is generated while it is read."""

    def __init__(self, size: int) -> None:
        self.left, self.tail = size, BytesIO(END)
        self.head = BytesIO(PART)
        self.size = size + len(PART) + len(END)

    def read(self, size: int = -1) -> bytes:
        if data := self.head.read(size):
            return data
        made = min(self.left, 65536 if size < 0 else size)
        self.left -= made
        return b"x" * made or self.tail.read(size)

    readline = read

    def close(self) -> None:
        """As a stream has to have it."""


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


def send_large(client: StaffClient, body: Any, size: int) -> Any:
    """Send it as a server would pass it on, without a copy in memory."""
    kind = {"CONTENT_TYPE": "multipart/form-data; boundary=bench", "CONTENT_LENGTH": size}
    address = {"REQUEST_METHOD": "POST", "PATH_INFO": "/desk/es/import/"}
    return client.request(**kind, **address, **{"wsgi.input": body})


def slowest(calls: list[Callable[[], Any]]) -> float:
    taken = []
    for call in calls:
        start = time.process_time()
        call()
        taken.append(time.process_time() - start)
    return max(taken)


def hostile(client: StaffClient, data: bytes) -> None:
    files = list(corrupt(data[:200_000].rpartition(b"\n\n")[0]))
    with measured("300 corrupt files"):
        worst = slowest([partial(send, client, file) for file in files])
    print(f"{'  the slowest of them':46} {worst:7.2f} s")
    large = {
        "5 MB in one string": HEADER + b'msgid "a"\nmsgstr "' + b"\\n" * 2_600_000 + b'"\n',
        "2,600,000 lines": HEADER + b"#\n" * 2_600_000,
        "a million entries": HEADER + foreign(1_000_000),
        "220,000 entries": HEADER + b"".join(b'msgid"%d"\nmsgstr""\n' % n for n in range(220_000)),
    }
    bodies: dict[str, Any] = {name: BytesIO(PART + file + END) for name, file in large.items()}
    sizes = {name: body.getbuffer().nbytes for name, body in bodies.items()}
    bodies["200 MB"] = upload = Upload(200 * 1024**2)
    sizes["200 MB"] = upload.size
    for name, body in bodies.items():
        with measured(name):
            response = send_large(client, body, sizes[name])
        assert b"words.po, line " in response.content  # noqa: S101
    with measured("20,000 foreign entries, with the dry run"):
        header = data.partition(b"\n\n")[0] + b"\n\n"
        client.get(send(client, header + foreign(20_000)).headers["Location"])


def main(entries: int) -> None:
    call_command("migrate", verbosity=0)
    client = StaffClient()
    client.force_login(make_user(is_superuser=True))
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
