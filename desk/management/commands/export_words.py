"""`manage.py export_words LANGUAGE FILE`: writes texts into a PO, XLIFF or CSV file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from desk.exchange.rows import Form
from desk.exchange.writing import Asked, TooMuchError, write
from districts.access import TRANSLATIONS
from districts.models import District
from languages.clock import day_of
from languages.commands import SiteCommand


class Command(SiteCommand):
    """Writes the same file as the export on the desk.

    Raises CommandError if the file would hold too much or cannot be written.
    """

    help = "Exports what needs work in a language: FILE.po, FILE.xliff (or .xlf) or FILE.csv."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("language", choices=sorted(TRANSLATIONS))
        parser.add_argument("file", type=Path)
        parser.add_argument("--district", metavar="SLUG", help="only this district")
        parser.add_argument("--all", action="store_true", help="include texts that need no work")
        parser.add_argument(
            "--site",
            default="",
            help="start of the site’s web addresses, such as https://example.org",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        day, base = day_of(timezone.now()), options["site"].rstrip("/")
        districts = _districts(options["district"])
        try:
            asked = Asked(options["language"], districts, options["all"], day, base)
            data, count = write(asked, _form(options["file"]))
            options["file"].write_bytes(data)
        except (TooMuchError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{options['file']}: {count} texts.")


def _form(file: Path) -> Form:
    """The form that the name of a file says; PO for any other."""
    ending = {"xlf": "xliff"}.get(file.suffix[1:].lower(), file.suffix[1:].lower())
    return Form(ending) if ending in [*Form] else Form.PO


def _districts(slug: str | None) -> set[int] | None:
    if slug is None:
        return None
    found = set(District.objects.filter(slug=slug).values_list("pk", flat=True))
    if not found:
        raise CommandError(f"There is no district “{slug}”.")
    return found
