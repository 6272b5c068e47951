"""gunicorn's threads, whose own answers bear the headers of the site.

gunicorn refuses a request that is malformed or too long before the site sees it. Its own answer to
that has no header of security and repeats the request; its log has the address of the reader.
"""

from contextlib import suppress
from http import HTTPStatus
from socket import socket
from typing import Any

from django.conf import settings
from gunicorn.http import errors
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
STATUSES: dict[type[Exception], HTTPStatus] = {
    errors.LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    errors.LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    errors.ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
    errors.UnsupportedTransferCoding: HTTPStatus.NOT_IMPLEMENTED,
    # These two are raised for a header of the site's own answer.
    errors.InvalidResponseHeader: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.InvalidResponseHeaderName: HTTPStatus.INTERNAL_SERVER_ERROR,
}


class Worker(ThreadWorker):  # type: ignore[misc]
    """Answers what gunicorn could not read, or what the site has failed on."""

    def handle_error(self, _req: Any, client: socket, _addr: Any, exc: Exception) -> None:
        """Called by gunicorn with the exception, and with the connection to whoever asks."""
        is_refused = isinstance(exc, errors.ParseException)
        other = HTTPStatus.BAD_REQUEST if is_refused else HTTPStatus.INTERNAL_SERVER_ERROR
        status = STATUSES.get(type(exc), other)
        if status is HTTPStatus.INTERNAL_SERVER_ERROR:
            self.log.exception("A request failed")
        else:
            self.log.warning("A request was refused: %s %s", status.value, status.phrase)
        with suppress(OSError):  # whoever asked may be gone
            write_nonblock(client, refusal(status))


def refusal(status: HTTPStatus) -> bytes:
    """An answer with one line of text, after which the connection is closed."""
    body = f"{status.phrase}\n"
    headers = {
        "Connection": "close",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        **settings.SECURITY_HEADERS,
    }
    if settings.SECURE_HSTS_SECONDS:
        lasting = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains"
        headers["Strict-Transport-Security"] = lasting
    lines = [f"HTTP/1.1 {status.value} {status.phrase}", *map(": ".join, headers.items()), "", body]
    return "\r\n".join(lines).encode()
