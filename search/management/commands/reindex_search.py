"""`manage.py reindex_search`: repairs the index that families search."""

from typing import Any

from languages.commands import SiteCommand
from publishing.content_versions import add_step
from search.index import rebuild


class Command(SiteCommand):
    """Prints how many entries were wrong; runs while the site is in use."""

    help = (
        "Compares the index that families search with all records, and repairs it. Saving a record "
        "keeps it correct; this repairs what was written to the database directly."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Repair it, and have all pages made again."""
        wrong = rebuild()
        add_step(None)
        self.stdout.write(f"Entries repaired: {wrong}.")
