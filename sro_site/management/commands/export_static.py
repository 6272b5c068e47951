"""`manage.py export_static DIR`: the whole public site as files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.core.servers.basehttp import get_internal_wsgi_application
from django.utils import timezone

from languages.commands import SiteCommand
from sro_site.export.addresses import origin_of
from sro_site.export.crawl import Crawl, IncompleteError, own_site
from sro_site.export.folder import write


class Command(SiteCommand):
    """Writes all pages or none; raises CommandError with the page that is not there."""

    help = "Writes the public site into a folder that any web server can give."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--site",
            default=own_site().origin,
            help="the address of the site, which its pages will show (%(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        application: Any = get_internal_wsgi_application()
        try:
            crawl = Crawl(application, origin_of(options["site"]))
            said = f"{options['site']} as of {timezone.now():%Y-%m-%d %H:%M} UTC\n"
            count = write(options["folder"].absolute(), crawl.pages(), said)
        except (IncompleteError, OSError, ValueError) as error:
            raise CommandError(f"{error} Nothing has been changed.") from error
        self.stdout.write(f"{count} files are in {options['folder']}.")
