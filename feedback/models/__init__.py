"""What families send."""

from feedback.models.received import Received

__all__ = ["Received"]
