"""`manage.py sync_interface`: takes over the catalogs of the release for the desk."""

from typing import Any

from desk.finding.indexing import rebuild_all
from desk.finding.models import IndexedText
from desk.interface.syncing import sync
from languages.commands import SiteCommand


class Command(SiteCommand):
    """Run with each release, before its servers start; `make run` does it."""

    help = (
        "Brings the texts of the interface on the desk up to the catalogs of this release. What "
        "was changed on the desk stays in use."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints how many texts are new, changed and gone, and what the release has otherwise."""
        if not IndexedText.objects.exists():  # a release before this one did not have the index
            rebuild_all()
        found = sync()
        for each in found.kept:
            self.stdout.write(f"Changed on the desk and in the release; the desk’s stays: {each}")
        said = f"New: {found.new}. Changed: {found.changed}. Gone: {found.gone}."
        self.stdout.write(said)
