"""Records what is public of a district whenever it differs from what was recorded last."""

import logging
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from hashlib import sha256
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import DEFAULT_DB_ALIAS, Error, IntegrityError, connection, transaction
from django.utils import timezone

from districts.models import District
from opendata.models import FIRST, Entry, compressed
from opendata.queries import heads, latest
from opendata.record.documents import canonical, district_document, is_empty
from opendata.record.signing import sign
from publishing.changes import Change, listen
from publishing.content_versions import ScheduledStep, add_step
from publishing.replicas import reading_from

logger = logging.getLogger(__name__)

ATTEMPTS = 10  # each fails only because somebody else has recorded meanwhile

_later: ContextVar[set[int] | None] = ContextVar("later", default=None)


def record(district: District, redaction: dict[str, Any] | None = None) -> Entry | None:
    """Record what is public now: the new entry, or None if nothing differs.

    Whoever finds that somebody else has recorded meanwhile looks again. With a `redaction` there
    is always an entry. Raises the errors of the database.
    """
    for attempt in range(ATTEMPTS):
        with _from_primary():
            try:
                with _one_moment():
                    entry = _differing(district.pk, redaction)
                return _added(entry, district.pk) if entry else None
            except IntegrityError:
                if attempt == ATTEMPTS - 1:
                    raise
    return None


def look(district: District) -> None:
    """Record what time alone has changed since the last entry; one or two queries if nothing.

    For pages that show the record. They are shown without it where it cannot be written.
    """
    try:
        with _from_primary():
            last, now = heads(district).last(), timezone.now()
            steps = ScheduledStep.objects.filter(district_key=district.pk, at__lte=now)
            if last is None or steps.filter(at__gt=last.recorded_at).exists():
                record(district)
    except Error:
        logger.warning("What changed of %s by time is not recorded yet.", district, exc_info=True)


class _Recording:
    """Called after the commit; in a transaction there is one for each district."""

    def __init__(self, district_key: int) -> None:
        self.district_key = district_key

    def __call__(self) -> None:
        """What was saved stays saved, and the next look records it, if this fails."""
        try:
            record(District(pk=self.district_key))
        # Whatever fails here, an error would tell the editor that nothing was saved.
        except Exception:
            logger.exception("A change of district %s is not recorded yet.", self.district_key)


@contextmanager
def recording_once(districts: Iterable[int] = ()) -> Iterator[None]:
    """Record what several transactions change together once, after the last one.

    `districts` are the keys of those that an interrupted one has changed before.
    """
    later = {*districts}
    token = _later.set(later)
    try:
        yield
    finally:
        _later.reset(token)
        for key in sorted(later):
            transaction.on_commit(_Recording(key))


@listen
def follow(change: Change) -> None:
    """Record the district of a changed record once the change is there for everybody."""
    with suppress(ObjectDoesNotExist):  # what leads to it was deleted too, and is told of as well
        key = change.record.district_key
        if (later := _later.get()) is not None:
            later.add(key)
            return
        waiting = (call for _, call, *_ in connection.run_on_commit)
        if not any(isinstance(c, _Recording) and c.district_key == key for c in waiting):
            transaction.on_commit(_Recording(key))


def _differing(district_key: int, redaction: dict[str, Any] | None) -> Entry | None:
    """The entry for what is public now, not stored yet; None if nothing differs."""
    district = District.objects.filter(pk=district_key).first()
    if district is None:
        return None
    # Read before the document: so that is as new as the last entry, or newer.
    last, now = latest(district), timezone.now()
    document = district_document(district, now)
    if redaction is None and (document == last.document if last else is_empty(document)):
        return None
    content = canonical(document | {"salt": secrets.token_hex(16)})
    entry = Entry(
        district=district.uuid,
        number=last.number + 1 if last else 1,
        recorded_at=max(now, last.recorded_at) if last else now,
        compressed=compressed(content),
        sha256=sha256(content).hexdigest(),
        previous=last.hash if last else FIRST,
        redaction=redaction,
    )
    entry.hash = entry.computed_hash
    entry.signature = sign(entry.hash)
    return entry


@transaction.atomic
def _added(entry: Entry, district_key: int) -> Entry:
    """Store it. Raises IntegrityError if there is one with its number by now."""
    entry.save()
    add_step(district_key, hides=entry.redaction is not None)  # the pages that show the record
    return entry


@contextmanager
def _from_primary() -> Iterator[None]:
    """Read what was written, also where a page is made from a replica."""
    token = reading_from.set(DEFAULT_DB_ALIAS)
    try:
        yield
    finally:
        reading_from.reset(token)


@contextmanager
def _one_moment() -> Iterator[None]:
    """A transaction whose queries all see the same moment, where it is the outermost one.

    It only reads: a long document holds up nobody who writes.
    """
    if connection.in_atomic_block:
        yield
        return
    database: Any = connection
    mode = getattr(database, "transaction_mode", None)
    try:
        database.transaction_mode = "DEFERRED"  # of SQLite, which else takes its lock at once
        with transaction.atomic():
            if connection.vendor == "postgresql":
                connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield
    finally:
        database.transaction_mode = mode
