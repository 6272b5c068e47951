"""Publishing: the contract of a record that families see."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "publishing"

    def ready(self) -> None:
        from publishing import signals, unit_index  # noqa: F401 - they register themselves
