"""`manage.py unlock NAME`: ends the wait after too many attempts to sign in."""

from argparse import ArgumentParser
from typing import Any

from accounts import limits
from languages.commands import SiteCommand


class Command(SiteCommand):
    """Also if there is no such account, since attempts with unknown names are counted too."""

    help = "Lets a user sign in again right away after too many wrong attempts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        limits.forget(username)
        self.stdout.write(f"{username} can try to sign in again.")
