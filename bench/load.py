"""How many requests a second a server answers (wrk), and the ratio of two servers."""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.servers import Server, gunicorn
from tests import tools

WRK = tools.Tool("wrk", "", lambda: tools.on_path("wrk"), lambda: None)
CONNECTIONS = 32
SECONDS = 1  # a run
RUNS = 11  # of each server, in turn
# Each server writes them anew.
OF_THE_SERVER = {"server", "date", "connection"}


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer as it was sent: status, headers and the bytes of its body."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        """The value of a header, "" without it."""
        return {each.lower(): value for each, value in self.headers}.get(name.lower(), "")


def fetch(address: str, accept_encoding: str = "", **headers: str) -> Sent:
    """Ask for an address ("http://127.0.0.1:8000/en/") once; raises OSError."""
    server, _, path = address.removeprefix("http://").partition("/")
    connection = HTTPConnection(server, timeout=60)
    connection.request("GET", f"/{path}", headers={"Accept-Encoding": accept_encoding, **headers})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    kept = [each for each in answer.getheaders() if each[0].lower() not in OF_THE_SERVER]
    return Sent(answer.status, kept, body)


def rate(address: str, accept_encoding: str) -> float:
    """Requests a second. Raises RuntimeError if an answer is no success."""
    options = [
        "-t2",
        f"-c{CONNECTIONS}",
        f"-d{SECONDS}s",
        "-H",
        f"Accept-Encoding: {accept_encoding}",
    ]
    command = [str(tools.require(WRK)), *options, address]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(said)
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if not found:
        raise RuntimeError(said)
    return float(found[1])


@dataclass(frozen=True, slots=True)
class Ratio:
    """The median of the ratios of runs one after the other, and the rates of the two servers."""

    value: float
    first: float
    second: float


def ratio(first: str, second: str, accept_encoding: str) -> Ratio:
    """How many requests the first address answers for each one of the second."""
    pairs = [(rate(first, accept_encoding), rate(second, accept_encoding)) for _ in range(RUNS)]
    return Ratio(
        median(one / other for one, other in pairs),
        median(one for one, _ in pairs),
        median(other for _, other in pairs),
    )


@contextmanager
def bare(sent: Sent) -> Iterator[Server]:
    """A WSGI application that does nothing but answer this, served as the site is."""
    with TemporaryDirectory(prefix="bench-") as folder:
        body, headers = Path(folder) / "body", Path(folder) / "headers"
        body.write_bytes(sent.body)
        headers.write_text(json.dumps(sent.headers))
        with gunicorn("bare", BARE_ANSWER=folder) as server:
            yield server
