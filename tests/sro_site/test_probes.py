"""A server is ready once the database has its tables, and stays so while that is away."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from publishing.scopes import REACHABLE
from sro_site import probes

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _starting() -> Iterator[None]:
    probes._was_ready.clear()
    yield
    probes._was_ready.clear()


def test_server_is_ready_when_the_tables_are_there_and_stays_so(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = MigrationRecorder.Migration.objects.filter(app="publishing").latest("pk")
    last.delete()
    answer = client.get("/readyz", headers={"Host": "10.0.0.7"})
    assert (answer.status_code, answer.content) == (
        503,
        b"The database does not have the tables of this release.\n",
    )
    MigrationRecorder.Migration.objects.create(app="publishing", name=last.name)
    assert client.get("/readyz").content == b"ready\n"

    def cursor(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("no database")

    with monkeypatch.context() as context:
        context.setattr(connection, "cursor", cursor)
        away: Any = {REACHABLE: lambda: False}
        answer = client.get("/readyz", **away)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
        probes._was_ready.clear()
        assert client.get("/readyz").status_code == 503
