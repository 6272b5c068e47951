"""Families' pages are read from the replica while it is fresh, and from what is there otherwise."""

from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import router

from districts.models import District
from publishing.kept_pages.databases import FreshVersions
from publishing.kept_pages.versions import Reading
from publishing.replicas import REPLICA, ReplicaRouter, reading_from
from sro_site import environment
from sro_site.environment import WrongSetting
from tests.publishing.kept_pages.site import Site, ask, read, serve


@dataclass
class Known:
    reading: Reading | None
    is_current: bool = True
    answers_in_a_moment: bool = False

    def are_reachable(self) -> bool:
        return self.is_current or self.answers_in_a_moment


@pytest.fixture
def both(monkeypatch: pytest.MonkeyPatch) -> FreshVersions:
    """Two databases with the same versions."""
    monkeypatch.setitem(settings.DATABASES, REPLICA, {})
    made: Any = FreshVersions()
    made.primary, made.replica = Known(read({None: 5})), Known(read({None: 5}, database=REPLICA))
    return made  # type: ignore[no-any-return]


def chosen(versions: FreshVersions) -> str:
    assert versions.reading
    return versions.reading.database


def test_without_a_replica_the_primary_is_read() -> None:
    assert FreshVersions().chosen is not None
    assert FreshVersions().replica is None


def test_replica_is_read_until_it_is_behind_for_too_long(both: Any) -> None:
    at = [100.0]
    with patch("publishing.kept_pages.databases.monotonic", lambda: at[0]):
        assert chosen(both) == REPLICA
        both.primary.reading = read({None: 6})
        at[0] += 0.5
        assert chosen(both) == REPLICA
        at[0] += 0.5
        assert chosen(both) == "default"
        both.replica.reading = read({None: 6}, database=REPLICA)
        assert chosen(both) == REPLICA


@pytest.mark.parametrize(
    ("away", "database"), [("replica", "default"), ("primary", REPLICA), ("both", "default")]
)
def test_what_answers_is_read(both: Any, away: str, database: str) -> None:
    both.replica.is_current = away == "primary"
    both.primary.is_current = away == "replica"
    assert chosen(both) == database
    assert both.is_current == (away != "both")


def test_page_is_read_from_the_database_of_its_version() -> None:
    site = Site()
    layer = serve(site)
    layer.versions.reading = read({1: 1}, database=REPLICA)  # type: ignore[misc]
    read_from: list[str] = []
    site.meanwhile = lambda: read_from.append(router.db_for_read(District))
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(router, "routers", [ReplicaRouter()])
        ask(layer, "/en/replica/")
        ask(layer, "/en/replica/", method="POST")
        assert router.db_for_write(District) == "default"
    assert read_from == [REPLICA, "default"]
    assert reading_from.get() == "default"


@pytest.mark.parametrize("is_current", [True, False])
def test_page_that_the_replica_cannot_give_is_read_from_the_primary(is_current: bool) -> None:
    site = Site()
    layer = serve(site)
    layer.versions.reading = read({1: 1}, database=REPLICA)  # type: ignore[misc]
    primary: Any = Known(read({1: 2}), is_current, answers_in_a_moment=True)
    layer.versions.primary = primary

    def fail() -> None:
        site.status = "503 Unavailable" if reading_from.get() == REPLICA else "200 OK"

    site.meanwhile = fail
    assert ask(layer, "/en/failing/")[0] == "200 OK"
    assert len(site.made) == 2


@pytest.mark.parametrize(
    ("database", "replica", "advice"),
    [
        ("", "postgres://a@b/c", "streaming replica"),
        ("postgres://a@b/c", "sqlite:///x", "streaming replica"),
        ("postgres://a@b/c", "postgres://a@b:x/c", "percent-encoded"),
    ],
)
def test_replica_of_another_kind_is_refused(
    database: str, replica: str, advice: str, tmp_path: Any
) -> None:
    given = {"SECRET_KEY": "x" * 50, "DATABASE_URL": database, "DATABASE_REPLICA_URL": replica}
    with pytest.raises(WrongSetting, match=f"^DATABASE_REPLICA_URL: .*{advice}"):
        environment.read(given, tmp_path)


def test_replica_is_taken(tmp_path: Any) -> None:
    urls = {"DATABASE_URL": "postgres://a@b/c", "DATABASE_REPLICA_URL": "postgres://a@d/c"}
    read = environment.read({"SECRET_KEY": "x" * 50, **urls}, tmp_path)
    assert read.replica
    assert (read.database["HOST"], read.replica["HOST"]) == ("b", "d")
