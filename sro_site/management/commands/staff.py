"""`make staff`: adds an account for the admin."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from languages.commands import SiteCommand


class Command(SiteCommand):
    """Makes a superuser with a generated password; asks for the name if none is given."""

    help = "Creates a superuser account and prints its password once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", nargs="?", help="asked for if left out")

    def handle(self, *args: Any, username: str | None = None, **options: Any) -> None:
        try:
            name = self._checked(username) if username is not None else self._asked()
            password = secrets.token_urlsafe(15)
            get_user_model().objects.create_superuser(name, password=password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Made. Log in at /admin/ as {name} with this password, shown only now:")
        self.stdout.write(password)

    def _asked(self) -> str:
        """Ask for a name until one is valid."""
        while True:
            try:
                return self._checked(input("Name to log in with: "))
            except ValidationError as error:
                self.stderr.write(" ".join(error.messages))
            except EOFError as error:
                raise CommandError("No name was entered.") from error

    def _checked(self, username: str) -> str:
        """The name without outer spaces. Raises ValidationError if it is malformed or taken."""
        user = get_user_model()(username=username.strip())
        user.full_clean(exclude=["password"])
        return user.get_username()
