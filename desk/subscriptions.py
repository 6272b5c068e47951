"""Who wants to be told by mail what there is to translate."""

from uuid import uuid4

from django.conf import settings
from django.db import models


class DigestSubscription(models.Model):
    """A member of staff wants a digest of what is new to translate into some `languages` (codes).

    What changed before `told_at` was told. `looked_on` is the day on which that was looked at the
    last time, as `day_of` has it, since nobody gets two digests a day. `refusals` counts mails that
    the `address` did not take.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest_subscription"
    )
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    address = models.EmailField(max_length=254)
    languages = models.JSONField()
    told_at = models.DateTimeField()
    looked_on = models.DateField(db_index=True)
    refusals = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        """Without a name: it is logged."""
        return str(self.uuid)
