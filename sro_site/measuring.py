"""Ids of requests, and numbers for monitoring: a thin WSGI layer around all others.

Numbers say nothing about who reads what: requests by kind, status and what the store of kept pages
did, and the seconds that they took. `deploy/metrics.py` gives them to Prometheus.
"""

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

from prometheus_client import Counter, Histogram

from publishing.kept_pages.layer import Application, Environ
from sro_site.middleware import PROBES, STAFF
from sro_site.request_ids import HEADER, begin

BUCKETS = (0.005, 0.02, 0.1, 0.3, 1, 3, 10, 30)  # seconds

REQUESTS = Counter("sro_requests", "Requests answered", ("kind", "status", "store"))
SECONDS = Histogram("sro_request_seconds", "Until the answer begins", ("kind",), buckets=BUCKETS)


def measured(application: Application, static: str) -> Application:
    """`static` is where addresses of files begin."""
    is_asked_for = "PROMETHEUS_MULTIPROC_DIR" in os.environ

    def answer(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        began = time.perf_counter()
        identity = begin(environ.get("HTTP_X_REQUEST_ID", ""))

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            if is_asked_for:
                kind = _kind(environ.get("PATH_INFO", ""), static)
                REQUESTS.labels(kind, status[:3], _store(headers)).inc()
                SECONDS.labels(kind).observe(time.perf_counter() - began)
            return start_response(status, [*headers, (HEADER, identity)], *rest)

        return application(environ, start)

    return answer


def _kind(path: str, static: str) -> str:
    if path.startswith(static):
        return "file"
    if path.startswith(STAFF):
        return "staff"
    return "probe" if path in PROBES else "family"


def _store(headers: list[tuple[str, str]]) -> str:
    """What the store of kept pages did: one of few words."""
    said = next((value for name, value in headers if name == "Cache-Status"), "")
    if "last-good-copy" in said:
        return "last-good-copy"
    return "hit" if "hit" in said else "miss" if said else "none"
