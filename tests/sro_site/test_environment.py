import re
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from sro_site import environment
from sro_site.environment import WrongSetting
from tests import postgres, tools

KEY = "k" * environment.SHORTEST_KEY


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("SECRET_KEY", "", "make run"),
        ("SECRET_KEY", "short", "has 5 characters"),
        ("DATABASE_URL", "site.sqlite3", "postgres://"),
        ("DATABASE_URL", "mysql://localhost/site", "postgres://"),
        ("DATABASE_URL", "postgres://localhost", "postgres://"),
        ("DATABASE_URL", "postgres://localhost:x/site", "postgres://"),
        ("ALLOWED_HOSTS", "https://example.org", "without scheme"),
        ("ALLOWED_HOSTS", "example.org:8000", "without scheme"),
        ("REDIS_URL", "localhost:6379", "redis://HOST"),
        ("DATA_LICENSE", "MIT", "creativecommons.org"),
        ("FRAME_ANCESTORS", "https://example.org/home", "without a path"),
        ("FRAME_ANCESTORS", "'self'; script-src *", "without a path"),
        ("HTTPS", "yes", "1 (on)"),
        ("DEBUG", "true", "1 (on)"),
        ("PROXIES", "some", "from 0 to 9"),
        ("LOG_LEVEL", "loud", "WARNING"),
        ("LOG_FORMAT", "xml", "neither text nor json"),
        ("RECORD_KEY_FILE", "/no/such/key.pem", "make_record_key /no/such/key.pem"),
        ("TIMESTAMP_URL", "example.org", "RFC 3161"),
        ("MAIL_URL", "smtp://mail.example.org", "?from="),
    ],
)
def test_read_names_a_wrong_setting_and_what_to_write(
    tmp_path: Path, name: str, value: str, advice: str
) -> None:
    with pytest.raises(WrongSetting, match=f"^{name}: .*{re.escape(advice)}") as caught:
        environment.read({"SECRET_KEY": KEY, name: value}, tmp_path)
    assert caught.value.name == name


@pytest.mark.parametrize("text", ["0", "65536", "-1", "8000x", "٨٠٠٠", "80.5"])
def test_port_that_is_none_is_named(text: str) -> None:
    with pytest.raises(WrongSetting, match=r"^PORT: .*from 1 to 65535"):
        environment.port({"PORT": text})


def test_port_for_numbers_is_off_unless_it_is_given() -> None:
    assert environment.metrics_port({}) == environment.metrics_port({"METRICS_PORT": " "}) == 0
    assert environment.metrics_port({"METRICS_PORT": "9100"}) == 9100
    with pytest.raises(WrongSetting, match=r"^METRICS_PORT: .*from 1 to 65535"):
        environment.metrics_port({"METRICS_PORT": "0"})


def test_workers_that_make_no_sense_are_named() -> None:
    with pytest.raises(WrongSetting, match=r"^WEB_CONCURRENCY: .*from 1 to 64"):
        environment.workers({"WEB_CONCURRENCY": "many"})


@pytest.mark.parametrize("text", ["sro", "/sro/", "/", "/a b", "//sro"])
def test_prefix_that_is_no_path_is_named(text: str) -> None:
    with pytest.raises(WrongSetting, match=r"^SCRIPT_NAME: .* such as /sro"):
        environment.prefix({"SCRIPT_NAME": text})


@pytest.mark.parametrize(
    "public", [{"HTTPS": "1"}, {"ALLOWED_HOSTS": "localhost, example.org"}, {"ALLOWED_HOSTS": "*"}]
)
def test_debug_is_not_taken_with_the_settings_of_a_public_site(
    tmp_path: Path, public: dict[str, str]
) -> None:
    given = {"SECRET_KEY": KEY, "DEBUG": "1"}
    assert environment.read(given, tmp_path).debug
    with pytest.raises(WrongSetting, match=f"^{'|'.join(['DEBUG', *public])}: "):
        environment.read(given | public, tmp_path)


@pytest.mark.parametrize(
    ("given", "required"),
    [
        ({}, False),
        ({"ALLOWED_HOSTS": "localhost,127.0.0.1"}, False),
        ({"ALLOWED_HOSTS": "localhost,example.org"}, True),
        ({"HTTPS": "1"}, True),
        ({"SECOND_FACTOR": "1"}, True),
        ({"SECOND_FACTOR": "0", "HTTPS": "1"}, False),
    ],
)
def test_a_second_factor_is_required_where_others_reach_the_site(
    tmp_path: Path, given: dict[str, str], required: bool
) -> None:
    assert environment.read({"SECRET_KEY": KEY, **given}, tmp_path).second_factor is required


def test_https_needs_a_proxy(tmp_path: Path) -> None:
    given = {"SECRET_KEY": KEY, "HTTPS": "1"}
    assert environment.read({"SECRET_KEY": KEY}, tmp_path).proxies == 0
    assert environment.read(given, tmp_path).proxies == 1
    assert environment.read({**given, "PROXIES": "2"}, tmp_path).proxies == 2
    with pytest.raises(WrongSetting, match=r"^PROXIES: 0 .* Count it"):
        environment.read({**given, "PROXIES": "0"}, tmp_path)


def test_debug_is_refused_by_a_server_for_others() -> None:
    environment.refuse_debug({"DEBUG": "0"})
    with pytest.raises(WrongSetting, match=r"^DEBUG: .*make dev"):
        environment.refuse_debug({"DEBUG": "1"})


def test_everything_but_the_key_has_a_default(tmp_path: Path) -> None:
    settings = environment.read({"SECRET_KEY": KEY}, tmp_path)
    assert settings.database["NAME"] == str(tmp_path / "var" / "site.sqlite3")
    assert 0 < settings.database["CONN_MAX_AGE"] <= 60  # and not for ever: files get replaced
    assert settings.allowed_hosts == ["localhost", "127.0.0.1", "[::1]"]
    assert (settings.https, settings.debug, settings.log_level) == (False, False, "INFO")
    assert (environment.port({}), environment.workers({})) == (8000, 2)


def test_given_settings_are_taken(tmp_path: Path) -> None:
    given = {
        "SECRET_KEY": KEY,
        "DATABASE_URL": "postgres://someone@database.example.org:5433/site",
        "ALLOWED_HOSTS": " one.example.org, .example.net ",
        "HTTPS": "1",
        "LOG_LEVEL": "debug",
    }
    settings = environment.read(given, tmp_path)
    assert settings.database["HOST"] == "database.example.org"
    assert settings.allowed_hosts == ["one.example.org", ".example.net"]
    assert (settings.https, settings.log_level) == (True, "DEBUG")
    assert environment.port({"PORT": "8001"}) == 8001
    assert environment.prefix({"SCRIPT_NAME": "/schools/sro"}) == "/schools/sro"


def test_key_comes_from_its_file_when_none_is_given(tmp_path: Path) -> None:
    file = environment.secret_key_file(tmp_path)
    file.parent.mkdir()
    file.write_text(f"{KEY}\n")
    file.chmod(0o600)
    assert environment.read({}, tmp_path).secret_key == KEY
    assert environment.read({"SECRET_KEY": "x" * 60}, tmp_path).secret_key == "x" * 60


def test_key_comes_from_a_file_that_is_named(tmp_path: Path) -> None:
    file = tmp_path / "key"
    given = {"SECRET_KEY_FILE": str(file)}
    with pytest.raises(WrongSetting, match=rf"^SECRET_KEY_FILE: there is no file {file}"):
        environment.read(given, tmp_path)
    file.write_text(f"{KEY}\n")
    file.chmod(0o600)
    assert environment.read(given, tmp_path).secret_key == KEY
    with pytest.raises(WrongSetting, match=r"^SECRET_KEY_FILE: .*Keep one"):
        environment.read(given | {"SECRET_KEY": KEY}, tmp_path)
    file.chmod(0o644)
    with pytest.raises(WrongSetting, match=rf"^SECRET_KEY: others .* {file}"):
        environment.read(given, tmp_path)
    file.write_bytes(b"\xff" * 60)
    file.chmod(0o600)
    with pytest.raises(WrongSetting, match=rf"^SECRET_KEY: {file} cannot be read"):
        environment.read(given, tmp_path)


@pytest.mark.parametrize(
    ("given", "address"),
    [("", "127.0.0.1"), ("0.0.0.0", "0.0.0.0"), ("::1", "[::1]"), ("[fd00::1]", "[fd00::1]")],  # noqa: S104
)
def test_address_to_listen_on(given: str, address: str) -> None:
    assert environment.listen_address({"LISTEN_ADDRESS": given}) == address


@pytest.mark.parametrize("text", ["localhost", "10.0.0.1:8000", "10.0.0", "http://10.0.0.1"])
def test_address_to_listen_on_that_is_none_is_named(text: str) -> None:
    with pytest.raises(WrongSetting, match=rf"^LISTEN_ADDRESS: “{text}” is no IP address"):
        environment.listen_address({"LISTEN_ADDRESS": text})


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_key_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    file = environment.secret_key_file(tmp_path)
    file.parent.mkdir()
    file.write_text(KEY)
    file.chmod(mode)
    with pytest.raises(WrongSetting, match=r"^SECRET_KEY: others .* Remove it"):
        environment.read({}, tmp_path)


@pytest.mark.parametrize(
    "url",
    [
        "postgres://maria:se/cret@127.0.0.1:1/site",
        "postgres://maria:1/se@cret@127.0.0.1:1/site",
        "postgres://maria:se@se/cret@127.0.0.1:1/site",
        "postgres://maria:1/se?cret=cret@127.0.0.1:1/site",
        "postgres://maria:1/se#cret@127.0.0.1:1/site",
        "postgres://maria:se[cret@127.0.0.1:1/site",
        "oracle://maria:secret@127.0.0.1/site",
    ],
)
def test_password_is_never_printed(tmp_path: Path, url: str) -> None:
    with pytest.raises(WrongSetting, match="percent-encoded") as caught:
        environment.read({"SECRET_KEY": KEY, "DATABASE_URL": url}, tmp_path)
    told = "".join(traceback.format_exception(caught.value))
    assert "cret" not in told.replace(f'"{url}"', "").replace("SECRET", "")


@pytest.mark.parametrize("written", ["p%40ss%2Fword%3F%23%25", "p@ss%2Fword%3F%23%"])
def test_password_with_signs_is_understood(tmp_path: Path, written: str) -> None:
    url = f"postgres://maria:{written}@db.example.org/site"
    settings = environment.read({"SECRET_KEY": KEY, "DATABASE_URL": url}, tmp_path)
    assert settings.database["PASSWORD"] == "p@ss/word?#%"
    assert settings.database["HOST"] == "db.example.org"
    assert "p@ss" not in repr(settings)
    assert KEY not in repr(settings)


@pytest.fixture
def server() -> Iterator[postgres.Server]:
    with postgres.running(tools.require(tools.POSTGRES).resolve().parent) as started:
        yield started


def ask(connection: BaseDatabaseWrapper) -> None:
    """What a request does in a thread that has the connection."""
    connection.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    connection.close_if_unusable_or_obsolete()


def test_kept_connection_outlives_a_restart_of_the_database(
    server: postgres.Server, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    given = {"SECRET_KEY": KEY, "DATABASE_URL": server.url}
    databases = {"default": environment.read(given, tmp_path).database}
    connection = ConnectionHandler(databases)["default"]
    with django_db_blocker.unblock():
        ask(connection)
        kept = connection.connection
        ask(connection)
        assert connection.connection is kept
        server.stop()
        server.start()
        ask(connection)
        server.stop()
        with pytest.raises(OperationalError):
            ask(connection)
        server.start()
        ask(connection)
        connection.close()
