"""Timestamps (RFC 3161) of entries: a service outside says that a hash was there at a moment.

An entry covers those before it, so one of the newest entry is enough. They are asked for by a
command alone, since a service may take long or be away.
"""

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from django.conf import settings

from opendata.models import Entry, Timestamp

PATIENCE = 20  # seconds
LONGEST = 1024 * 1024  # bytes of an answer
EARLIER = timedelta(minutes=5)  # how much the clocks of a service and of this site may differ


class TimestampError(Exception):
    """The service gave no timestamp that can be used; the message says why."""


def stamp(entry: Entry) -> Timestamp:
    """Ask the configured service for a timestamp of the hash of an entry, and keep it.

    Raises TimestampError.
    """
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    message = bytes.fromhex(entry.hash)
    builder = TimestampRequestBuilder().data(message).hash_algorithm(HashAlgorithm.SHA256)
    request = builder.build()
    answer = _asked(request.as_bytes())
    found = _read(answer)
    if fault := _fault(found, entry):
        raise TimestampError(fault)
    if found.tst_info.nonce != request.nonce:
        raise TimestampError("It is the answer to another request.")
    return Timestamp.objects.create(
        entry=entry,
        service=settings.TIMESTAMP_URL,
        answer=answer,
        made_at=found.tst_info.gen_time,
    )


def faults_of(stamps: Iterator[Timestamp], roots: bytes = b"") -> Iterator[str]:
    """What is wrong with timestamps, as sentences.

    `roots`: certificates in PEM; with these, each timestamp has to be signed under one of them.
    """
    for each in stamps:
        try:
            found = _read(bytes(each.answer))
            fault = _fault(found, each.entry) or (roots and _unsigned(found, each.entry, roots))
        except TimestampError as error:
            fault = str(error)
        if fault:
            yield f"Timestamp of entry {each.entry.number}: {fault}"


def _asked(request: bytes) -> bytes:
    headers = {"Content-Type": "application/timestamp-query"}
    asked = Request(settings.TIMESTAMP_URL, request, headers)  # noqa: S310 - http, as the settings check
    try:
        with urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310
            found: bytes = answer.read(LONGEST)
    except (URLError, OSError) as error:
        raise TimestampError(f"{settings.TIMESTAMP_URL} gives no answer: {error}") from error
    return found


def _read(answer: bytes) -> Any:
    try:
        from rfc3161_client import decode_timestamp_response
    except ImportError:
        said = "It can be read only with what requirements/proof.txt installs."
        raise TimestampError(said) from None
    try:
        found = decode_timestamp_response(answer)
        granted = found.status == 0
    except ValueError as error:
        raise TimestampError(f"It cannot be read: {error}") from error
    if not granted:
        raise TimestampError("The service has refused it.")
    return found


def _fault(found: Any, entry: Entry) -> str:
    """Why it is not a timestamp of the entry; "" if it is."""
    told = found.tst_info.message_imprint.message
    if told != sha256(bytes.fromhex(entry.hash)).digest():
        return "it is of something else."
    if found.tst_info.gen_time < entry.recorded_at - EARLIER:
        return "it is older than the entry."
    return ""


def _unsigned(found: Any, entry: Entry, roots: bytes) -> str:
    from cryptography.x509 import load_pem_x509_certificates
    from rfc3161_client import VerificationError, VerifierBuilder

    builder = VerifierBuilder()
    for certificate in load_pem_x509_certificates(roots):
        builder = builder.add_root_certificate(certificate)
    try:
        builder.build().verify_message(found, bytes.fromhex(entry.hash))
    except VerificationError as error:
        return f"its signature does not hold: {error}."
    return ""
