"""`manage.py locate_interface`: finds a page for each text of the interface."""

from typing import Any

from django.core.wsgi import get_wsgi_application

from desk.interface.models import InterfaceText
from languages.commands import SiteCommand
from sro_site.export.crawl import own_site
from sro_site.interface_places import find_places


class Command(SiteCommand):
    """Run after districts were loaded; `make run` does it where texts are new."""

    help = "Finds, for the desk, a page of families on which each text of the interface is."

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints for how many texts a page is known."""
        found = find_places(get_wsgi_application(), own_site())
        rows = list(InterfaceText.objects.filter(is_used=True))
        moved = []
        for row in rows:
            path = found.get(row.whole_key.name, row.shown_at)
            if path != row.shown_at:
                row.shown_at = path
                moved.append(row)
        # Without `save`: no words are changed.
        InterfaceText.objects.bulk_update(moved, ["shown_at"], 500)
        known = sum(bool(row.shown_at) for row in rows)
        self.stdout.write(f"Texts of the interface: {len(rows)}, with a page: {known}.")
