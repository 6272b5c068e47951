"""The desk: for those who translate."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Has what was changed on the desk of the interface laid over its catalogs."""

    name = "desk"

    def ready(self) -> None:
        """Register how it is loaded."""
        from desk.interface import loading  # noqa: F401 - for its effect
