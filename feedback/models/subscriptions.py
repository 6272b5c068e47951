"""Who gets alerts about a district by mail, without an account."""

from uuid import uuid4

from django.db import models

from districts.models import District, School
from feedback.models.received import Received
from languages.registry import LANGUAGES


class Subscription(Received):
    """Alerts for one address about one district, or some of its schools; none means all.

    Nothing is sent before it is confirmed, except the mail that asks for that. Of the token in the
    links of its mails only a hash is stored.

    `changes`, `meetings` and `reminders` say what is sent. `told` is the number of the entry of the
    public record up to which changes were told, at `told_at`, and `watched` the one up to which
    meetings were looked at for what cannot wait; `told_early` has the keys of what was told at once
    since `told`, each with a hash of what it said.

    Once the same address has confirmed again, the earlier row only leads to the later one,
    `replaced_by`, so that the links of earlier mails still work.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="subscriptions")
    address = models.CharField(max_length=254, blank=True, db_index=True)
    language = models.CharField(
        max_length=8, choices=[(each.code, each.name) for each in LANGUAGES.values()]
    )
    schools = models.ManyToManyField(School, related_name="subscriptions", blank=True)
    changes = models.BooleanField()
    meetings = models.BooleanField()
    reminders = models.BooleanField()
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    replaced_by = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, related_name="earlier", editable=False
    )
    told = models.PositiveIntegerField(default=0, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)
    watched = models.PositiveIntegerField(default=0, editable=False)
    told_early = models.JSONField(default=dict, editable=False)
    bounces = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "subscription"

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def is_active(self) -> bool:
        """Whether mails are sent for it."""
        return self.confirmed_at is not None and self.replaced_by_id is None
