"""Redis is missing, killed, or hangs, while families read and staff save."""

import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from subprocess import DEVNULL, Popen
from tempfile import TemporaryDirectory

from bench.faults.postgres_down import PAGES, unread
from bench.faults.readers import again, bad, reading, slowest
from bench.faults.site import Running
from bench.faults.table import Row
from deploy.machines import free_ports
from tests import tools
from tests.nginx import until_open

REDIS = tools.Tool("redis-server", "", lambda: tools.on_path("redis-server"), lambda: None)
BROKEN = 6.0  # seconds
Server = Popen[bytes]


def rows(rng: random.Random, site: Running, server: Server) -> Iterator[Row]:
    """Each fault of the Redis that the site uses; it is gone in the end."""
    yield _try("Redis hangs", rng, site, lambda: server.send_signal(signal.SIGSTOP))
    server.send_signal(signal.SIGCONT)
    yield _try("Redis killed", rng, site, server.kill)


def _try(fault: str, rng: random.Random, site: Running, begin: Callable[[], None]) -> Row:
    staff = site.staff()
    with (
        reading(site.front, again(PAGES)) as known,
        reading(site.front, unread(rng), 4, 4) as new,
    ):
        time.sleep(1)
        begin()
        time.sleep(BROKEN / 2)
        staff.open()
        saved = staff.save(short_name=f"R{rng.randrange(10**6)}").status
        time.sleep(BROKEN / 2)
    replies = [*known.replies, *new.replies]
    counted = (
        f"{len(bad(replies))} of {len(replies)} GETs failed, slowest {slowest(replies):.1f} s; "
        f"form: {saved}"
    )
    return Row(fault, counted, not bad(replies) and saved == 302)


@contextmanager
def redis() -> Iterator[tuple[str, Server]]:
    """A REDIS_URL and its server, which may be gone when the block ends."""
    program = tools.require(REDIS)
    with TemporaryDirectory(prefix="faults-") as folder:
        (port,) = free_ports(1)
        options = ["--port", str(port), "--bind", "127.0.0.1", "--dir", folder, "--save", ""]
        process = Popen([program, *options], stdout=DEVNULL)
        try:
            until_open(port, process)
            yield f"redis://127.0.0.1:{port}/0", process
        finally:
            process.kill()
            process.wait(timeout=10)
