"""Publishing: the contract of a record that families see."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PublishingConfig(AppConfig):
    """Connects the signals that report every change, and what follows from a change."""

    name = "publishing"

    def ready(self) -> None:
        """Import what registers itself: signals, listeners, and what needs staff in each app."""
        from publishing import (  # noqa: F401 - for their effect
            account_history,
            history,
            search_index,
            signals,
            unit_index,
            version_listener,
            withdrawing,
        )

        autodiscover_modules("needs")
