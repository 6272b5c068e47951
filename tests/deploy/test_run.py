"""Runs `make run` as a real process in a copy of the checkout, on a free port."""

import socket
from pathlib import Path

import pytest

from deploy import run
from sro_site import environment
from tests.deploy.conftest import FirstRun
from tests.deploy.process import serve_once, start


def test_run_serves_from_a_bare_checkout_and_again(first_run: FirstRun) -> None:
    assert "secret key" in first_run.printed
    assert "secret key" not in serve_once(first_run.checkout)
    key = first_run.checkout / "var" / "secret-key"
    assert key.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("WEB_CONCURRENCY", "0"),
        ("SECRET_KEY", "short"),
        ("DEBUG", "1"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "sqlite:////no/such/folder/site.sqlite3"),
        ("DATABASE_URL", "postgres://nobody:pass-word@127.0.0.1:1/site"),
    ],
)
def test_run_with_a_wrong_setting_ends_and_names_it(
    refusing: Path, free_port: int, name: str, value: str
) -> None:
    settings = {"PORT": str(free_port), name: value}
    with start(refusing, **settings) as process:
        printed, _ = process.communicate(timeout=120)
    assert process.returncode == 2
    assert f"{name}: " in printed.splitlines()[-1]
    assert "Traceback" not in printed
    assert "pass-word" not in printed


def test_check_port_in_use_says_so() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        with pytest.raises(environment.WrongSetting, match=f"PORT: {port} is in use"):
            run.check_port(port)


def test_check_port_of_another_machine_says_so() -> None:
    with pytest.raises(
        environment.WrongSetting, match=r"LISTEN_ADDRESS: 192\.0\.2\.1 is no address"
    ):
        run.check_port(8000, "192.0.2.1")


def test_secret_key_that_exists_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.delenv("SECRET_KEY_FILE", raising=False)
    file = tmp_path / "secret-key"
    run.keep_secret_key(file)
    made = file.read_text()
    run.keep_secret_key(file)
    assert file.read_text() == made
    assert len(made) >= environment.SHORTEST_KEY
