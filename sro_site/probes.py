"""What load balancers and monitoring ask: does this server work, and should it be sent readers?"""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.utils import timezone

from districts.models import District
from publishing.pages import PageRequest, asks

_was_ready: list[bool] = []  # this process has been ready once


@asks()
def healthz(request: PageRequest) -> HttpResponse:
    """200 if this server can show pages to families, else 503.

    It reads what they would read, because a database can answer and yet have no tables, or those of
    an older release.
    """
    try:
        District.objects.public(timezone.now()).first()
    except DatabaseError:
        return _answer("The districts cannot be read from the database.", 503)
    return _answer("ok", 200)


@asks()
def readyz(request: PageRequest) -> HttpResponse:
    """200 from the moment when the database has the tables of this release, before that 503.

    It stays so while the database is away: the last good copies of pages are better than no server.
    """
    if not _was_ready:
        try:
            executor = MigrationExecutor(connection)
            missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        except DatabaseError:
            return _answer("The database does not answer.", 503)
        if missing:
            return _answer("The database does not have the tables of this release.", 503)
        _was_ready.append(True)
    return _answer("ready", 200)


def _answer(text: str, status: int) -> HttpResponse:
    answer = HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8", status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
