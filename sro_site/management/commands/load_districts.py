"""`manage.py load_districts [FILE …]`: adds districts from content files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from districts.models import District
from languages.columns import words_in
from languages.commands import SiteCommand
from languages.registry import SOURCE
from languages.titles import question
from sro_site.content.loading import load
from sro_site.content.reading import ContentError
from timeline.models import Milestone


class Command(SiteCommand):
    """Adds all districts or none; raises CommandError with file, line and reason."""

    help = "Adds the districts of content files (all of content/ if none is named)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path)
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing where there is a district already",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and District.objects.exists():
            self.stdout.write("There are districts already; nothing is loaded.")
            return
        files = options["files"] or sorted((settings.BASE_DIR / "content").glob("*.yaml"))
        try:
            districts = load(files)
        except (ContentError, OSError) as error:
            raise CommandError(f"{error}\nNothing has been changed.") from error
        names = ", ".join(district.name for district in districts)
        self.stdout.write(f"Loaded: {names}.")
        for milestone in Milestone.objects.filter(district__in=districts):
            if said := question(words_in(milestone, "title", SOURCE)):
                self.stderr.write(said)
