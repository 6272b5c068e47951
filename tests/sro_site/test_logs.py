"""What the log says about a refused request, and about a failed one."""

import json
import logging
import runpy
import sys
from logging.config import DictConfigurator
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings

from feedback.alerts.links import token_of
from sro_site.logs import JsonFormatter, WithoutClientTracebacks
from sro_site.request_ids import request_id


@pytest.mark.parametrize(("status", "told"), [(400, False), (404, False), (500, True)])
def test_log_has_tracebacks_only_of_server_errors(status: int, told: bool) -> None:
    try:
        raise ValueError
    except ValueError:
        record = logging.LogRecord("x", logging.WARNING, "", 1, "", (), sys.exc_info())
    record.status_code = status
    assert WithoutClientTracebacks().filter(record)
    assert bool(record.exc_info) is told


def formatters() -> dict[str, logging.Formatter]:
    """Those of the site and of gunicorn, as their settings make them."""
    own = runpy.run_path(str(settings.BASE_DIR / "deploy" / "gunicorn_conf.py"))
    ours: Any = settings.LOGGING
    given: dict[str, Any] = {
        "site": ours["formatters"]["text"],
        "gunicorn": own["logconfig_dict"]["formatters"]["generic"],
    }
    configurator = DictConfigurator({"version": 1})
    return {name: configurator.configure_formatter(dict(each)) for name, each in given.items()}


@pytest.mark.parametrize("name", ["site", "gunicorn"])
def test_no_address_forges_a_line(name: str) -> None:
    forged = "/en/\n2026-01-01 INFO x GET /admin/ 200\r\x1b[2K\x85\u2028\u202e\x00"
    record = logging.LogRecord("x", logging.WARNING, "", 1, "GET %s 404", (forged,), None)
    said = formatters()[name].format(record)
    assert len(said.splitlines()) == 1
    assert said.isprintable()
    assert "/en/\\u000a2026-01-01" in said


def test_a_traceback_keeps_its_lines() -> None:
    try:
        raise ValueError
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "failed", (), sys.exc_info())
    assert len(formatters()["site"].format(record).splitlines()) > 2


def test_json_has_one_line_a_record_and_the_id_of_the_request() -> None:
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 1, "Not %s", ("\nfound",), None
    )
    token = request_id.set("0123abcd")
    try:
        line = JsonFormatter().format(record)
    finally:
        request_id.reset(token)
    assert "\n" not in line
    told = json.loads(line)
    assert told.pop("time").endswith("+00:00")
    assert told == {
        "level": "WARNING",
        "logger": "django.request",
        "request": "0123abcd",
        "message": "Not \nfound",
    }


def test_json_of_an_answer_says_nothing_about_who_has_asked() -> None:
    record = logging.LogRecord("gunicorn.access", logging.INFO, "", 1, "", (), None)
    record.args = {"m": "GET", "U": "/en/", "s": "200", "B": 5, "M": 3, "h": "10.0.0.7", "q": "me"}
    told = json.loads(JsonFormatter().format(record))
    told.pop("request", None)
    assert told | {"time": ""} == {
        "time": "",
        "level": "INFO",
        "logger": "gunicorn.access",
        "method": "GET",
        "path": "/en/",
        "status": "200",
        "bytes": 5,
        "milliseconds": 3,
    }


def test_json_has_the_traceback_of_an_error() -> None:
    try:
        raise ValueError("broken")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "failed", (), sys.exc_info())
    assert "ValueError: broken" in json.loads(JsonFormatter().format(record))["traceback"]


@pytest.mark.parametrize("name", ["site", "gunicorn"])
def test_no_line_has_the_token_of_alerts(name: str) -> None:
    key = token_of(UUID(int=1))
    path = f"/en/alerts/{key}/"
    record = logging.LogRecord("x", logging.WARNING, "", 1, "POST %s 400", (path,), None)
    assert formatters()[name].format(record).endswith("POST /en/alerts/…/ 400")
    assert "POST /en/alerts/…/ 400" in json.loads(JsonFormatter().format(record))["message"]
    parts = {"m": "POST", "U": path, "s": "400"}
    record = logging.LogRecord("gunicorn.access", logging.INFO, "", 1, "", (parts,), None)
    assert json.loads(JsonFormatter().format(record))["path"] == "/en/alerts/…/"
