"""A running site is replaced by one with new code, while it is read, watched and logged."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import urlopen

import pytest

from deploy import restart
from deploy.machines import free_ports
from tests.deploy.process import start, until


def test_restart_brings_new_code_and_loses_no_reader(checkout: Path) -> None:
    port, metrics = free_ports(2)
    settings = {"PORT": str(port), "WEB_CONCURRENCY": "1"}
    also = {"LOG_FORMAT": "json", "METRICS_PORT": str(metrics)}
    address = f"http://127.0.0.1:{port}/en/"
    file = checkout / "var" / f"gunicorn-{port}.pid"
    with start(checkout, **settings, **also) as process, ThreadPoolExecutor(1) as log:
        until(process, "is ready:")
        assert process.stdout
        printed = log.submit(process.stdout.read)  # who prints would wait if nobody read it
        answers: list[int] = []
        ended = threading.Event()
        reader = threading.Thread(target=_read, args=(address, answers, ended))
        reader.start()
        try:
            old = restart.running(file)
            views = checkout / "sro_site" / "probes.py"
            views.write_text(views.read_text().replace('"ready"', '"new code"'))
            command = [sys.executable, "-c", _REPLACE.format(old, str(file))]
            subprocess.run(command, cwd=checkout, check=True)
            assert restart.running(file) != old
            assert _text(f"http://127.0.0.1:{port}/readyz") == "new code\n"
            assert b"Permissions-Policy" in _refused(port)
            assert 'sro_requests_total{kind="family",status="200"' in _text(
                f"http://127.0.0.1:{metrics}/metrics"
            )
        finally:
            ended.set()
            reader.join()
            _end(process, file)
    assert set(answers) == {200}
    lines = [json.loads(line) for line in printed.result().splitlines() if line.startswith("{")]
    read = [each for each in lines if each.get("path") == "/en/"]
    assert read[0]["status"] == "200"
    assert read[0]["request"]
    assert "127.0.0.1" not in json.dumps(read)


# On a machine that does much else, a server takes minutes to start.
_REPLACE = """
from pathlib import Path
from deploy import restart
restart.START = restart.END = 600
restart.replace({}, Path({!r}))
"""


def _read(address: str, answers: list[int], ended: threading.Event) -> None:
    while not ended.wait(0.05):
        try:
            with urlopen(address, timeout=60) as answer:  # noqa: S310 - our own server
                answers.append(answer.status)
        except OSError:
            answers.append(0)


def _refused(port: int) -> bytes:
    """The server's own answer to what is no request."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(b"no request\r\n\r\n")
        return line.recv(10_000)


def _text(address: str) -> str:
    with urlopen(address, timeout=60) as answer:  # noqa: S310 - our own server
        text: str = answer.read().decode()
        return text


def _end(process: "subprocess.Popen[str]", file: Path) -> None:
    """End all servers; the output of the new one goes where that of the first one went."""
    for each in (file.with_name(f"{file.name}.2"), file):
        while pid := restart.process_of(each):
            os.kill(pid, signal.SIGTERM)
            time.sleep(0.2)
            process.poll()


def test_restart_of_a_site_that_does_not_run_says_how_to_start_it(tmp_path: Path) -> None:
    with pytest.raises(restart.RestartError, match="make run"):
        restart.running(tmp_path / "gunicorn-8000.pid")
    (tmp_path / "gunicorn-8000.pid").write_text("not a number")
    with pytest.raises(restart.RestartError, match="names no process"):
        restart.running(tmp_path / "gunicorn-8000.pid")
