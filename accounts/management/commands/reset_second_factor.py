"""`manage.py reset_second_factor NAME`: for somebody who has lost the phone and the codes."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import CommandError

from accounts import second_factor
from languages.commands import SiteCommand


class Command(SiteCommand):
    """Where no superuser can sign in; otherwise the list of users does the same."""

    help = "Forgets the second factor of a user and ends their sessions; they set up another one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account {username}.")
        second_factor.reset(user)
        self.stdout.write(f"{username} sets up a second factor at the next sign-in.")
