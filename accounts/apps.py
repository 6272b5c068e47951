"""The app of accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Notes in each session when it began, and whether with a second factor."""

    name = "accounts"

    def ready(self) -> None:
        """Django itself signs users in, on several pages, and tells this signal each time."""
        from django.contrib.auth.signals import user_logged_in

        from accounts import sessions

        user_logged_in.connect(sessions.begin)
