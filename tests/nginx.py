"""A temporary nginx with the configuration that the site ships."""

import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from deploy import nginx
from deploy.machines import free_ports

START = 180  # seconds, on a busy machine


@contextmanager
def running(
    program: Path, upstream: Sequence[str], var: Path, *, workers: int = 1, also: str = ""
) -> Iterator[str]:
    """Start nginx before the `upstream` servers; yield its address, without a final slash.

    `var` is the folder with the files in `static/`, `also` what else it serves (see
    `nginx.write`). Raises OSError, with what nginx said, if it does not start.
    """
    with tempfile.TemporaryDirectory(prefix="nginx-") as folder:
        (port,) = free_ports(1)
        config = nginx.write(Path(folder), port, upstream, var, workers=workers, also=also)
        with (Path(folder) / "said").open("w+") as said:
            process = subprocess.Popen([program, "-c", config, "-p", folder], stderr=said)
            try:
                until_open(port, process)
                yield f"http://127.0.0.1:{port}"
            except OSError as error:
                said.seek(0)
                raise OSError(f"{error}: {said.read()}") from error
            finally:
                process.terminate()
                process.wait(timeout=START)


def until_open(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the process listens. Raises OSError if it ends or takes too long."""
    end = time.monotonic() + START
    while process.poll() is None and time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise OSError(f"{process.args!r} does not listen")
