"""The public record: what was public when, and what is made from it."""

from django.apps import AppConfig


class OpendataConfig(AppConfig):
    """Documents of districts, their record, and the data that anybody may use."""

    name = "opendata"

    def ready(self) -> None:
        """Each change is recorded after its commit."""
        from opendata.record import recording  # noqa: F401 - registers itself
