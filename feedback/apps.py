"""What families send, and what they are told by mail."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """Forms of families, alerts by mail."""

    name = "feedback"

    def ready(self) -> None:
        """A mail that is refused counts against its subscription."""
        from feedback.alerts import subscribing  # noqa: F401 - registers itself
