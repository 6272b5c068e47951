"""What families send, and the mails that they get."""

from feedback.models.mail import MailState, OutgoingMail
from feedback.models.received import Received

__all__ = ["MailState", "OutgoingMail", "Received"]
