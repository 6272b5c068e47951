"""`manage.py reindex_desk`: rebuilds the index by which texts are found on the desk."""

from typing import Any

from desk.finding.indexing import rebuild_all
from languages.commands import SiteCommand


class Command(SiteCommand):
    """Prints how many texts there are; runs while the site is in use."""

    help = (
        "Rebuilds what the filters of a queue find texts by: their words, and whether their checks "
        "find something. It keeps who changed them and when."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """See `rebuild_all`."""
        self.stdout.write(f"Texts: {rebuild_all()}.")
