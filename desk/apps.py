"""The desk: for those who translate."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Indexes texts, and has what the desk says of the interface laid over its catalogs."""

    name = "desk"

    def ready(self) -> None:
        """Register what follows from changes, digests, and how the interface's texts are loaded."""
        from desk.digest import rounds, subscribing  # noqa: F401 - for their effect
        from desk.finding import indexing  # noqa: F401 - for its effect
        from desk.interface import loading  # noqa: F401 - for its effect
