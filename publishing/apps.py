"""Publishing: the contract of a record that families see."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Connects the signals that report every change, and the index of translations that follows."""

    name = "publishing"

    def ready(self) -> None:
        """Import the signals and the listener, which register themselves."""
        from publishing import signals, unit_index  # noqa: F401 - for their effect
