"""`manage.py make_record_key FILE`: makes the key with which the public record is signed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from opendata.record.key_files import make_key


class Command(BaseCommand):
    """Needs no database; a file that is there stays as it is."""

    help = "Makes an Ed25519 key in a new file that nobody else can read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            make_key(file)
        except OSError as error:
            raise CommandError(f"{file} cannot be made: {error.strerror}.") from error
        self.stdout.write(f"Made {file}. Set RECORD_KEY_FILE to it, and keep a copy elsewhere.")
