"""What the log says about a refused request, and about a failed one."""

import logging
import sys

import pytest

from sro_site.logs import WithoutClientTracebacks


@pytest.mark.parametrize(("status", "told"), [(400, False), (404, False), (500, True)])
def test_log_has_tracebacks_only_of_server_errors(status: int, told: bool) -> None:
    try:
        raise ValueError
    except ValueError:
        record = logging.LogRecord("x", logging.WARNING, "", 1, "", (), sys.exc_info())
    record.status_code = status
    assert WithoutClientTracebacks().filter(record)
    assert bool(record.exc_info) is told
