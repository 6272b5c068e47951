"""Invitations of colleagues to work on a district."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from districts.models.districts import District
from districts.models.memberships import IN_ONE_LANGUAGE, LANGUAGE_CHOICES, Role

VALID_FOR = timedelta(days=7)
_SALT = "districts.invitations"


class Invitation(models.Model):
    """A role in a district for whoever opens its link first; used or taken back, it is deleted."""

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=16, choices=Role.choices)
    language = models.CharField(
        max_length=16,
        blank=True,
        choices=LANGUAGE_CHOICES,
        help_text="For translators and reviewers only. Leave empty for all but English.",
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        which = f" of {self.get_language_display()}" if self.language else ""
        return f"{self.get_role_display()}{which} in {self.district}"

    def clean(self) -> None:
        """Refuse a language for a role that works in all of them."""
        if self.language and self.role not in IN_ONE_LANGUAGE:
            said = "Only translators and reviewers work in one language. Leave this empty."
            raise ValidationError({"language": said})

    @property
    def signed(self) -> str:
        """The secret part of its link, which nothing stores."""
        return signing.dumps(self.pk, salt=_SALT)

    @property
    def ends_at(self) -> datetime:
        """The moment from which on its link leads nowhere."""
        return self.made_at + VALID_FOR


def invitation_of(signed: str) -> Invitation | None:
    """The invitation of a link, None if it was used or taken back, is over or was made up."""
    try:
        key = signing.loads(signed, salt=_SALT)
    except signing.BadSignature:
        return None
    found = Invitation.objects.select_related("district", "invited_by")
    return found.filter(pk=key, made_at__gt=timezone.now() - VALID_FOR).first()
