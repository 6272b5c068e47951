"""What gunicorn passes on with the site's configuration, and what it refuses."""

import runpy
from datetime import timedelta
from email.parser import BytesParser
from socket import socketpair
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest
from django.conf import settings
from django.test import override_settings
from gunicorn.config import Config
from gunicorn.http import errors, wsgi
from gunicorn.http.errors import ParseException
from gunicorn.http.parser import RequestParser

PROXY = ("127.0.0.1", 40000)


FILE = str(settings.BASE_DIR / "deploy" / "gunicorn_conf.py")


@pytest.fixture(scope="module")
def configuration() -> Config:
    made = Config()
    given = runpy.run_path(FILE)
    for name in made.settings.keys() & given.keys():
        made.set(name, given[name])
    return made


def environ(configuration: Config, *headers: str, target: str = "/en/") -> dict[str, Any]:
    lines = [f"GET {target} HTTP/1.1", "Host: localhost", *headers, "", ""]
    raw = "\r\n".join(lines).encode()
    request = next(RequestParser(configuration, iter([raw]), PROXY))
    made: dict[str, Any] = wsgi.create(request, None, PROXY, ("127.0.0.1", 8000), configuration)[1]
    return made


def test_no_header_of_a_client_changes_what_the_server_says(configuration: Config) -> None:
    forged = ("X-Forwarded-Proto: https", "X-Forwarded-SSL: on", "SCRIPT_NAME: /x", "PATH_INFO: /x")
    found = environ(configuration, *forged, "X-Forwarded-For: 203.0.113.7")
    assert (found["wsgi.url_scheme"], found["REMOTE_ADDR"]) == ("http", "127.0.0.1")
    assert (found["SCRIPT_NAME"], found["PATH_INFO"]) == ("", "/en/")
    assert found["HTTP_X_FORWARDED_FOR"] == "203.0.113.7"  # for the site, which counts proxies


def test_the_log_tells_neither_who_has_asked_nor_what_for(configuration: Config) -> None:
    known = {"REQUEST_METHOD": "GET", "PATH_INFO": "/en/", "REMOTE_ADDR": "203.0.113.7"}
    answer = SimpleNamespace(status="404 Not Found", sent=120)
    log = configuration.logger_class(configuration)
    said = log.atoms(answer, None, {**known, "QUERY_STRING": "q=x"}, timedelta(seconds=1.5))
    assert configuration.access_log_format % said == "GET /en/ 404 120 bytes 1500 ms"
    assert len(said) == 5


@pytest.mark.parametrize(
    ("headers", "target"),
    [
        ([f"X-{number}: a" for number in range(80)], "/"),
        (["Cookie: " + "a" * 9000], "/"),
        ([], "/" + "a" * 9000),
    ],
)
def test_large_heads_are_refused(configuration: Config, headers: list[str], target: str) -> None:
    with pytest.raises(ParseException):
        environ(configuration, *headers, target=target)


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        (errors.LimitRequestLine(9000, 8190), b"414 Request-URI Too Long"),
        (errors.LimitRequestHeaders("x"), b"431 Request Header Fields Too Large"),
        (errors.InvalidRequestLine("GET /en/search/?q=x"), b"400 Bad Request"),
        (errors.InvalidResponseHeader("X"), b"500 Internal Server Error"),
        (RuntimeError("x"), b"500 Internal Server Error"),
    ],
)
def test_what_the_server_answers_itself_has_the_headers_of_the_site(
    configuration: Config, raised: Exception, status: bytes
) -> None:
    log = Mock()
    asked, answering = socketpair()
    with asked, answering, override_settings(SECURE_HSTS_SECONDS=60):
        worker: Any = SimpleNamespace(log=log)
        configuration.worker_class.handle_error(worker, None, answering, PROXY, raised)
        head, _, body = asked.recv(10_000).partition(b"\r\n\r\n")
    line, _, headers = head.partition(b"\r\n")
    assert line == b"HTTP/1.1 " + status
    found = BytesParser().parsebytes(headers)
    assert settings.SECURITY_HEADERS.items() <= dict(found.items()).items()
    assert "frame-ancestors 'none'" in found["Content-Security-Policy"]
    assert found["Strict-Transport-Security"].startswith("max-age=60")
    assert int(found["Content-Length"]) == len(body)
    assert "127.0.0.1" not in str(log.mock_calls) + body.decode()
    assert "q=x" not in str(log.mock_calls) + body.decode()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LISTEN_ADDRESS", "everywhere"),
        ("SECRET_KEY", "short"),
        ("DATABASE_REPLICA_URL", "sqlite:///x"),
        ("WEB_CONCURRENCY", "many"),
        ("DEBUG", "1"),
    ],
)
def test_wrong_setting_ends_the_server_with_what_to_write(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit, match=f"^The site was not started. {name}: "):
        runpy.run_path(FILE)


def test_server_listens_where_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTEN_ADDRESS", "10.0.0.11")
    monkeypatch.setenv("PORT", "8001")
    assert runpy.run_path(FILE)["bind"] == "10.0.0.11:8001"
