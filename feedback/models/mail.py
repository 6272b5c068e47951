"""The outbox: mails to be sent, and what became of them."""

from django.db import models
from django.db.models import Q

from districts.models import District
from feedback.messages import Envelope, Message


class MailState(models.TextChoices):
    """What became of a mail."""

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"  # for good: the server does not take it for this address
    GIVEN_UP = "given_up"  # the server could not take it for days


class OutgoingMail(models.Model):
    """A mail that is to be sent once. `key` says for what, so that nobody can enqueue it again.

    `message_id` never changes, so that programs know a mail that arrives twice. While it is being
    sent it is under a `lease`, until `leased_until`; whoever finds a lease that is over, because a
    process was killed, sends it again. Once it is settled, `recipient` and `content` are erased.

    `about` is the stable id of what it belongs to, such as a subscription; None for nothing.
    `bounced_at` is when the first report came that it could not be delivered.
    """

    key = models.CharField(max_length=200, unique=True)
    message_id = models.CharField(max_length=200, unique=True)
    district = models.ForeignKey(
        District, on_delete=models.SET_NULL, null=True, related_name="mails"
    )
    about = models.UUIDField(null=True, db_index=True)
    language = models.CharField(max_length=8)
    recipient = models.CharField(max_length=254, blank=True)
    content = models.JSONField(default=dict)  # a `Message`
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    lease = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=16, choices=MailState, default=MailState.WAITING)
    settled_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "outgoing mail"
        verbose_name_plural = "outgoing mails"
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="mail_waiting", condition=Q(state="waiting")
            ),
            models.Index(fields=["settled_at"], name="mail_settled"),
        ]

    def __str__(self) -> str:
        return self.message_id

    def envelope(self, sender: str) -> Envelope:
        """What stays the same each time it is tried."""
        return Envelope(self.message_id, sender, self.recipient, self.language, self.created_at)

    @property
    def message(self) -> Message:
        """What it says. Raises KeyError once that is erased."""
        return Message.restored(self.content)
