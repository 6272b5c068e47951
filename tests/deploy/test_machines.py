"""Two databases as `deploy/compose.yaml` has them: the site follows each change of the primary."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from unittest.mock import patch

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connections
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from deploy.machines import Machines, machines
from publishing.content_versions import ScheduledStep, VersionStep
from publishing.kept_pages import databases
from publishing.kept_pages.databases import FreshVersions
from publishing.kept_pages.versions import Versions
from publishing.replicas import REPLICA
from sro_site import environment
from tests import tools

# The data is temporary: it need not survive a power failure.
OPTIONS = [
    part
    for each in ("fsync", "synchronous_commit", "full_page_writes")
    for part in ("-c", f"{each}=off")
]
PRIMARY = "primary"  # the name of its connection here; "default" is that of the tests
PATIENCE = 120.0  # seconds for a step that takes a fraction of one


@pytest.fixture
def pair(django_db_blocker: DjangoDbBlocker) -> Iterator[Machines]:
    """Two databases with the tables of the versions, and connections as the site makes them."""
    tools.require(tools.POSTGRES)
    with machines(OPTIONS, "--no-sync") as made, django_db_blocker.unblock():
        made.create()
        made.start("database1")
        read = environment.read(made.environment, settings.BASE_DIR)
        assert read.replica
        own = ConnectionHandler({"default": {}, PRIMARY: read.database, REPLICA: read.replica})
        for name in (PRIMARY, REPLICA):
            connections[name] = own[name]
        with own[PRIMARY].schema_editor() as editor:
            editor.create_model(VersionStep)
            editor.create_model(ScheduledStep)
        made.start("database2")
        yield made
        for name in (PRIMARY, REPLICA):
            own[name].close()
            del connections[name]


def save() -> None:
    """What a form does, in a thread that keeps its connection."""
    connections[PRIMARY].close_if_unusable_or_obsolete()
    try:
        VersionStep.objects.using(PRIMARY).create(district_key=1)
    finally:
        connections[PRIMARY].close_if_unusable_or_obsolete()


def saved(pair: Machines, name: str) -> int:
    """How many forms a server has."""
    with psycopg.connect(pair.url(name)) as connection:
        found = connection.execute("SELECT count(*) FROM publishing_versionstep").fetchone()
    assert found
    return int(found[0])


def ask(pair: Machines, name: str, statement: str) -> None:
    """As the administrator of a server."""
    place = f"host={pair.home(name)} port={pair.ports[name]} user=postgres"
    with psycopg.connect(place, autocommit=True) as connection:
        connection.execute(statement)


def until(done: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < ends
        time.sleep(0.02)


class Site:
    """Where a page would be read from, at a moment that tests choose."""

    def __init__(self) -> None:
        self.versions, self.now = FreshVersions(), 0.0
        self.primary = self.versions.primary = Versions(PRIMARY)
        self.replica = self.versions.replica = Versions(REPLICA)

    def reads(self) -> str:
        """The name of the connection, after the versions were looked up once more."""
        for each in (self.primary, self.replica):
            with suppress(DatabaseError):
                each.read()
        with patch.object(databases, "monotonic", lambda: self.now):
            assert self.versions.reading
            return self.versions.reading.database

    def reads_all_from_replica(self) -> bool:
        """Whether the replica is read, and has everything."""
        is_read = self.reads() == REPLICA
        here, there = self.primary.reading, self.replica.reading
        return (
            is_read
            and here is not None
            and there is not None
            and here.content.site == there.content.site
        )


def test_site_follows_when_the_replica_lags_or_ends_or_takes_the_place_of_the_primary(
    pair: Machines,
) -> None:
    site = Site()
    save()
    until(site.reads_all_from_replica)
    ask(pair, "database2", "SELECT pg_wal_replay_pause()")
    save()
    assert site.reads() == REPLICA  # so new that nobody can know it yet
    site.now += databases.LAG
    assert site.reads() == PRIMARY
    ask(pair, "database2", "SELECT pg_wal_replay_resume()")
    until(site.reads_all_from_replica)
    pair.end("database2", at_once=True)
    assert site.reads() == PRIMARY
    with pytest.raises(OSError, match="is still the primary"):
        pair.database("database2", "promote")
    pair.start("database2")
    until(site.reads_all_from_replica)
    pair.end("database1", at_once=True)
    assert site.reads() == REPLICA
    with pytest.raises(DatabaseError):
        save()
    pair.database("database2", "promote")
    save()
    assert saved(pair, "database2") == 3
    with pytest.raises(OSError, match="is the primary now"):
        pair.start("database1")
    shutil.rmtree(pair.home("database1") / "data")
    pair.start("database1")
    for name in (PRIMARY, REPLICA):
        connections[name].close()  # as each thread does after some minutes
    save()
    until(site.reads_all_from_replica)
    assert saved(pair, "database1") == saved(pair, "database2") == 4
    check_that_it_can_be_restored(pair, "database2")


def check_that_it_can_be_restored(pair: Machines, name: str) -> None:
    """In the same test, since each database takes seconds to make."""
    home, before = pair.home(name), saved(pair, name)
    pair.database(name, "backup", str(home / "base"))
    save()
    moment = datetime.now(UTC).isoformat()
    save()
    ask(pair, name, "SELECT pg_switch_wal()")
    pair.end(name)  # which waits for the archive
    pair.end("database1", at_once=True)
    with pytest.raises(OSError, match="Nothing was changed"):
        pair.database(name, "restore", str(home / "base"), moment)
    shutil.rmtree(home / "data")
    pair.database(name, "restore", str(home / "base"), moment)
    pair.start(name)
    assert saved(pair, name) == before + 1
    save()
    assert saved(pair, name) == before + 2


def test_program_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deploy.machines.SEARCHED", "")
    with machines() as made, pytest.raises(OSError, match=r"redis-server is missing.*apt-get"):
        made.start("cache")
