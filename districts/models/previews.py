"""Links with which people without an account see the drafts of a district."""

from datetime import date, datetime

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.urls import reverse
from django.utils import translation

from districts.models.districts import District
from languages.registry import SOURCE
from publishing.pages import preview_address

# Without a colon, which mail programs may take for the end of a link.
_SIGNER = Signer(sep=".", salt="districts.previews")


class PreviewLink(models.Model):
    """Its address is signed and stored nowhere. Whoever ends it deletes it."""

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="previews")
    label = models.CharField("person", max_length=100)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["ends_at", "pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def signed(self) -> str:
        """The part of its addresses that opens it."""
        return _SIGNER.sign(str(self.pk))

    @property
    def last_day(self) -> date:
        """The day, in its district, on which it ends."""
        return self.ends_at.astimezone(self.district.zone).date()

    @property
    def address(self) -> str:
        """Where it begins, as a path: the district's home page in English."""
        with translation.override(SOURCE):
            return preview_address(self.signed, reverse("district", args=[self.district.slug]))


def preview_of(signed: str, at: datetime) -> PreviewLink | None:
    """The link with this signed part; None if it is over, was ended or was made up."""
    try:
        key = _SIGNER.unsign(signed)
    except BadSignature:
        return None
    found = PreviewLink.objects.select_related("district").filter(pk=key, ends_at__gt=at)
    return found.first()
