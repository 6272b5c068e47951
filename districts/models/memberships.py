"""Which user may do what in which district and language."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from districts.models.districts import District
from languages.registry import LANGUAGES, SOURCE


class Role(models.TextChoices):
    """A reviewer may also translate, and may mark translations as reviewed."""

    EDITOR = "editor", "Editor"
    TRANSLATOR = "translator", "Translator"
    REVIEWER = "reviewer", "Reviewer"


class Membership(models.Model):
    """What a user may do: a role, in one district or all, in one language or all."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=16, choices=Role.choices)
    district = models.ForeignKey(
        District,
        on_delete=models.CASCADE,
        related_name="memberships",
        null=True,
        blank=True,
        help_text="Leave empty for all districts.",
    )
    language = models.CharField(
        max_length=16,
        blank=True,
        choices=[(code, language.name) for code, language in LANGUAGES.items() if code != SOURCE],
        help_text="For translators and reviewers only. Leave empty for all but English.",
    )

    class Meta:
        ordering = ["user", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(role=Role.EDITOR) | Q(language=""),
                name="editor_without_language",
                violation_error_message="Editors work in every language. Leave “Language” empty.",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "district", "language"], name="membership_once"
            ),
            models.UniqueConstraint(
                fields=["user", "role", "language"],
                condition=Q(district__isnull=True),
                name="membership_everywhere_once",
            ),
        ]

    def __str__(self) -> str:
        where = self.district or "all districts"
        which = f" of {self.get_language_display()}" if self.language else ""
        return f"{self.get_role_display()}{which} in {where}"
