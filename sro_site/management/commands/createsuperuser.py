"""Django's `createsuperuser`, which refuses a missing database instead of making an empty one."""

from django.contrib.auth.management.commands import createsuperuser

from languages.commands import SiteCommand


class Command(SiteCommand, createsuperuser.Command):
    """The same command, with the checks of the site's own commands."""
