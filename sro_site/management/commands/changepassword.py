"""Django's `changepassword`, which refuses a missing database instead of making an empty one."""

from django.contrib.auth.management.commands import changepassword

from languages.commands import SiteCommand


class Command(SiteCommand, changepassword.Command):
    """The same command, with the checks of the site's own commands."""
