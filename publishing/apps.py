"""Publishing: the contract of a record that families see."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Connects the signals that report every change, and what follows from a change."""

    name = "publishing"

    def ready(self) -> None:
        """Import the signals and the listeners, which register themselves."""
        from publishing import (  # noqa: F401 - for their effect
            search_index,
            signals,
            unit_index,
            version_listener,
            withdrawing,
        )
