"""Runs `make dev` as a real process in a copy of the checkout, on a free port."""

import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.deploy.process import start, until

BROKEN = """
def robots(request):
    raise RuntimeError("a mistake in the code")
"""


def asked(address: str) -> tuple[int, bool, str]:
    """Status, whether there is a content security policy, and content; 0 if nobody listens."""
    try:
        answer = urlopen(address, timeout=60)  # noqa: S310 - our own
    except HTTPError as error:
        answer = error
    except OSError:  # it is starting
        return 0, False, ""
    with answer:
        policy = "Content-Security-Policy" in answer.headers
        return answer.status, policy, answer.read().decode()


def wait_for(address: str, status: int, again: Callable[[], object] = bool) -> str:
    """What is answered once the status is this one, within minutes; calls `again` now and then."""
    for tries in range(1, 1200):
        if tries % 150 == 0:  # seldom: each call starts the server anew, which takes seconds
            again()
        found, _, content = asked(address)
        if found == status:
            return content
        time.sleep(0.1)
    pytest.fail(f"{address} still answers {found}")


def test_dev_serves_reloads_and_shows_errors(checkout: Path, free_port: int) -> None:
    shutil.rmtree(checkout / "var" / "static")
    address = f"http://127.0.0.1:{free_port}"
    with start(checkout, "deploy.dev", PORT=str(free_port)) as process:
        try:
            assert f"{address}/" in until(process, "Starting development server")
            wait_for(f"{address}/static/site.css", 200)
            wait_for(f"{address}/robots.txt", 200)
            assert asked(f"{address}/en/denver/")[:2] == (200, True)
            views = checkout / "sro_site" / "views.py"
            views.write_text(views.read_text() + BROKEN)
            # What is saved before Django has looked at the files once is never noticed.
            page = wait_for(f"{address}/robots.txt", 500, again=views.touch)
            assert "a mistake in the code" in page
            assert "views.py" in page
        finally:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert process.returncode == 0
    assert not (checkout / "var" / "static").exists()


@pytest.mark.parametrize(("name", "value"), [("HTTPS", "1"), ("ALLOWED_HOSTS", "example.org")])
def test_dev_with_a_setting_of_a_public_site_ends(
    refusing: Path, free_port: int, name: str, value: str
) -> None:
    with start(refusing, "deploy.dev", **{"PORT": str(free_port), name: value}) as process:
        printed, _ = process.communicate(timeout=120)
    assert process.returncode == 2
    assert "DEBUG: " in printed.splitlines()[-1]
    assert name in printed.splitlines()[-1]
