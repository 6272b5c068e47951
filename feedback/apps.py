"""What families send, and what they are told by mail."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """Forms of families, alerts by mail."""

    name = "feedback"

    def ready(self) -> None:
        """Alerts are written by the timer, refused mails count, a saved text closes remarks."""
        from feedback.alerts import rounds, subscribing  # noqa: F401 - register themselves
        from feedback.questions import replying  # noqa: F401 - registers itself
        from feedback.remarks import closing  # noqa: F401 - registers itself
