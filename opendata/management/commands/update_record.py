"""`manage.py update_record`: records what is not recorded yet; for a daily timer."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from districts.models import District
from languages.commands import SiteCommand
from opendata.models import Entry
from opendata.queries import heads
from opendata.record.recording import record
from opendata.record.timestamps import TimestampError, stamp


class Command(SiteCommand):
    """Looks at each district: time alone may have changed it, or recording may have failed.

    Ends with status 1, after all of them, if a timestamp could not be had.
    """

    help = (
        "Records what has changed in public without an edit, or could not be recorded before. With "
        "TIMESTAMP_URL, also asks for a timestamp of each newest entry that has none."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        made, stamped, failures = 0, 0, []
        for district in District.objects.order_by("pk").iterator():
            made += record(district) is not None
            if settings.TIMESTAMP_URL and (entry := _without_timestamp(district)):
                try:
                    stamp(entry)
                    stamped += 1
                except TimestampError as error:
                    failures.append(f"{district.slug}: {error}")
        self.stdout.write(f"New entries: {made}.")
        if settings.TIMESTAMP_URL:
            self.stdout.write(f"New timestamps: {stamped}.")
        if failures:
            raise CommandError("\n".join(failures))


def _without_timestamp(district: District) -> Entry | None:
    entry = heads(district).last()
    return entry if entry and not entry.timestamps.exists() else None
