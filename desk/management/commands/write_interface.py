"""`manage.py write_interface`: writes what the desk has changed into `locale/`, for a commit."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from desk.interface.writing_back import Written, written_back
from districts.access import TRANSLATIONS
from languages.catalogs import catalog
from languages.commands import SiteCommand


class Command(SiteCommand):
    """Writes only the messages that were changed; a file without any is not touched."""

    help = (
        "Writes the words of the interface that were changed on the desk into the catalogs in "
        "locale/, so that they become part of the next release."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing, only tell")
        parser.add_argument(
            "--over",
            action="store_true",
            help="also replace messages that were changed in the catalog since the release",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints how many messages of each language were changed, and which were left alone."""
        for language in sorted(TRANSLATIONS):
            path = catalog(language)
            if path.exists():
                text = path.read_bytes().decode()
                found = written_back(text, language, over=options["over"])
                self._tell(path, found)
                if found.messages and not options["check"]:
                    _replace(path, found.text)

    def _tell(self, path: Path, found: Written) -> None:
        for each in found.kept:
            said = "changed on the desk and in the file, which stays"
            self.stdout.write(f"{path}: {said}: {each}")
        self.stdout.write(f"{path}: {found.messages} messages from the desk.")


def _replace(path: Path, text: str) -> None:
    """In one step, so that no reader finds half a file."""
    unfinished = path.with_suffix(".po.new")
    unfinished.write_bytes(text.encode())
    os.replace(unfinished, path)
