"""What the site's commands share: they use the configured database and never create one."""

from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from languages import overlay

ADVICE = "Write the DATABASE_URL of the site before the command, or start the site once: make run"


class SiteCommand(BaseCommand):
    """A command that first prints which database it uses; it says what pages say in all languages.

    Raises CommandError if the database does not exist, does not answer, or lacks the tables of this
    release.
    """

    requires_migrations_checks = True

    def check_migrations(self) -> None:
        """Refuse a database that cannot be used; Django would only warn."""
        self.stdout.write(f"Database: {_database()}")
        try:
            executor = MigrationExecutor(connection)
            missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        except Error as error:
            said = str(error).splitlines()[0].removesuffix(".")
            raise CommandError(f"The database cannot be used: {said}. {ADVICE}") from error
        if missing:
            raise CommandError(f"The database does not have the tables of this release. {ADVICE}")
        overlay.refresh()


def _database() -> str:
    """A description of the database, without its password."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(settings["NAME"])
    return f"{settings['NAME']} on {settings['HOST'] or 'this machine'}"
