"""What families send, and what they are told by mail."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """Forms of families, alerts by mail."""

    name = "feedback"

    def ready(self) -> None:
        """A mail that is refused counts against its subscription; a saved text closes remarks."""
        from feedback.alerts import subscribing  # noqa: F401 - registers itself
        from feedback.remarks import closing  # noqa: F401 - registers itself
