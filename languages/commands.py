"""What the site's own commands have in common: they work in the site's database, and make none."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

ADVICE = "Write the DATABASE_URL of the site before the command, or start the site once: make run"


class SiteCommand(BaseCommand):
    """A command that first says in which database it works.

    Ends with a CommandError where that is not there, does not answer, or has not the tables of
    this release.
    """

    requires_migrations_checks = True

    def check_migrations(self) -> None:
        """Django itself would make an empty file of SQLite, and warn at most."""
        name = _database()
        self.stdout.write(f"Database: {name}")
        if connection.vendor == "sqlite" and not _is_there():
            raise CommandError(f"There is no database at {name}. {ADVICE}")
        try:
            executor = MigrationExecutor(connection)
            missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        except Error as error:
            said = str(error).splitlines()[0]
            raise CommandError(f"The database cannot be used: {said}. {ADVICE}") from error
        if missing:
            raise CommandError(f"The database has not the tables of this release. {ADVICE}")


def _database() -> str:
    """Which one it is, without its password."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(settings["NAME"])
    return f"{settings['NAME']} on {settings['HOST'] or 'this machine'}"


def _is_there() -> bool:
    database: Any = connection
    return database.is_in_memory_db() or Path(database.settings_dict["NAME"]).is_file()
