"""Django's command, and the only one that makes an SQLite database if there is none."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        database: Any = connections[options["database"]]
        database.may_create = True
        super().handle(*args, **options)
