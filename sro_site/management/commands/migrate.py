"""Django's command, and the only one that makes an SQLite database if there is none."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections


class Command(migrate.Command):
    # Not `handle`: the checks before it open the database too.
    def execute(self, *args: Any, **options: Any) -> Any:
        database: Any = connections[options["database"]]
        database.may_create = True
        return super().execute(*args, **options)
