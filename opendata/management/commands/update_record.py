"""`manage.py update_record`: records what is not recorded yet; for a daily timer."""

from typing import Any

from districts.models import District
from languages.commands import SiteCommand
from opendata.recording import record


class Command(SiteCommand):
    """Looks at each district: time alone may have changed it, or recording may have failed."""

    help = "Records what has changed in public without an edit, or could not be recorded before."

    def handle(self, *args: Any, **options: Any) -> None:
        made = [record(district) for district in District.objects.order_by("pk").iterator()]
        self.stdout.write(f"New entries: {sum(entry is not None for entry in made)}.")
