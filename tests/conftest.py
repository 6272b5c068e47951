"""Fixtures for every test run."""

import gc
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol, TypeVar
from unittest.mock import patch

import pytest
from django.db import connection, connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.template import Context, Template
from django.utils.safestring import SafeString
from pytest_django import DjangoDbBlocker
from xdist.scheduler import LoadFileScheduling

from deploy import catalogs
from districts.models import District
from languages import locales, overlay
from tests.client import StaffClient
from tests.factories import make_district, make_membership, make_user

T = TypeVar("T")
DATABASE = {"db", "transactional_db", "django_db_setup"}
PAGES = "tests/pages/"
MADE_ONCE = {"django_content_type", "auth_permission"}
MARKS_OF_ALL = re.compile(r"^pytestmark = (\[[^]]*\]|.*)", re.MULTILINE)


class ForModule(Protocol):
    def __call__(self, function: Callable[[], T]) -> T: ...


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogs before anything is translated; workers find them done.

    Babel knows of the languages what it knows in a server.
    """
    if not hasattr(config, "workerinput"):
        catalogs.compile_all()
    locales.read_all()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not import a module whose own marks leave out all of its tests: it takes seconds."""
    if not collection_path.match("test_*.py"):
        return None
    text = collection_path.read_text()
    found = MARKS_OF_ALL.search(text)
    marks, asked = found[1] if found else "", config.option.markexpr
    no_pure = asked.startswith("pure") and "django_db" in marks
    once = "not once" in asked and ".once" in marks and "shared_database" not in text
    return no_pure or once or None


def pytest_collection_finish() -> None:
    """Look for garbage more rarely: by default it takes a tenth of the time of the tests."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what decides in which suite a test runs.

    Tests without database fixtures are pure; pytest-django refuses them a database.
    """
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if not item.get_closest_marker("django_db") and not DATABASE.intersection(fixtures):
            item.add_marker("pure")
        if "shared_database" in fixtures:
            item.add_marker("both")


class ByModule(LoadFileScheduling):  # type: ignore[misc]
    """Gives workers whole modules, the largest first, and all of `tests/pages` to one worker.

    So what the tests of a module, or of all pages, have in common is made once.
    """

    def _split_scope(self, nodeid: str) -> str:
        return one_unit(nodeid)


def one_unit(nodeid: str) -> str:
    """A name that is the same for all tests that one worker runs together."""
    return PAGES if nodeid.startswith(PAGES) else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByModule | None:
    return ByModule(config, log) if config.option.dist == "loadfile" else None


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Record all migrations as applied where the tables were made without them.

    Commands refuse to work on other tables, and the site is identified by when they were made.
    """
    with django_db_blocker.unblock():
        loader = MigrationLoader(connection, ignore_no_migrations=True)
        recorder = MigrationRecorder(connection)
        for app, name in sorted(loader.disk_migrations.keys() - loader.applied_migrations.keys()):
            recorder.record_applied(app, name)


@pytest.fixture(scope="session", autouse=True)
def _record_no_widgets(django_test_environment: None) -> None:
    """Keep Django from recording the context of each widget for `response.context`.

    An admin page has more than a hundred, and recording them took a fifth of its time.
    """

    recorded: Callable[[Template, Context], SafeString] = Template._render  # type: ignore[attr-defined]

    def render(template: Template, context: Context) -> SafeString:
        if str(template.name).startswith("django/forms/"):
            return template.nodelist.render(context)
        return recorded(template, context)

    Template._render = render  # type: ignore[attr-defined]


@pytest.fixture(scope="session", autouse=True)
def _take_no_slow_machine_for_a_database_that_hangs() -> Iterator[None]:
    """A page may take seconds to be made, and tests read the versions only when they ask."""
    with (
        patch("publishing.kept_pages.versions.CURRENT", 60),
        patch("search.finding.PATIENCE", 60_000),
        patch.multiple(
            "publishing.kept_pages.layer", PATIENCE=60, WITH_COPY=60, SILENT=60, HUNG=60
        ),
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def _empty_tables_quickly() -> Iterator[None]:
    """Delete what a test has committed, and keep what `migrate` made.

    Truncating a hundred tables and making all permissions anew took a third of a second each time.
    """

    def deleting(_style: Any, database: Any, **_options: bool) -> list[str]:
        names = database.introspection.django_table_names(only_existing=True, include_views=False)
        tables = map(database.ops.quote_name, sorted({*names} - MADE_ONCE))
        return [f"DELETE FROM {table}" for table in tables]  # noqa: S608 - names of our own

    def nothing(*_arguments: Any, **_options: Any) -> None:
        """No permission is lacking."""

    flush = "django.core.management.commands.flush"
    with patch(f"{flush}.sql_flush", deleting), patch(f"{flush}.emit_post_migrate_signal", nothing):
        yield


@pytest.fixture
def client() -> StaffClient:
    """Replaces Django's client."""
    return StaffClient()


@pytest.fixture
def district() -> District:
    """A public district in Denver."""
    return make_district()


@pytest.fixture
def editor(client: StaffClient, district: District) -> StaffClient:
    """The browser of an editor of the district."""
    client.force_login(user := make_user())
    make_membership(user, district=district)
    return client


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database that several threads use at once, each with its own connection.

    SQLite in memory has no locks between connections, so it goes into a file.
    """
    if connection.vendor != "sqlite":
        yield
        return
    memory, name = connections["default"], connections.settings["default"]["NAME"]
    path = tmp_path / "shared.sqlite3"
    memory.ensure_connection()
    memory.cursor().execute("VACUUM INTO %s", [str(path)])
    connections.settings["default"]["NAME"] = str(path)
    connections["default"] = connections.create_connection("default")
    yield
    connections["default"].close()
    connections.settings["default"]["NAME"] = name
    connections["default"] = memory


@pytest.fixture(scope="module")
def for_module(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[ForModule]:
    """Calls a function once, and shows the records that it makes to all tests of the module.

    It runs in a transaction that is rolled back after the last test of the module. The transactions
    of the tests are inside it, so each test finds the records unchanged. Do not combine it with
    `transactional_db`.
    """

    def call(function: Callable[[], T]) -> T:
        with django_db_blocker.unblock():
            return function()

    around = transaction.atomic()
    call(around.__enter__)
    yield call
    call(lambda: transaction.set_rollback(True))
    call(lambda: around.__exit__(None, None, None))


@pytest.fixture(autouse=True)
def _words_of_the_release() -> Iterator[None]:
    """No test uses words of the interface that another one has changed."""
    yield
    overlay.reset()


@pytest.fixture
def committed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have an import do at once what waits for a commit that a test never makes."""
    monkeypatch.setattr("desk.exchange.views.on_commit", lambda call: call())
