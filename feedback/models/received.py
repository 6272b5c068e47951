"""What every stored form has in common."""

from django.db import models
from django.utils import timezone


class Received(models.Model):
    """A row that a public form has stored.

    `token` is the id of the page's token, which is used up by it. `digest` is a keyed hash of what
    was typed, so that the same token with another text is not taken for the same form.
    """

    token = models.UUIDField(unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    received_at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)

    class Meta:
        abstract = True
