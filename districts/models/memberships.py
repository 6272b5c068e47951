"""Which user may do what in which district and language."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from districts.models.districts import District
from languages.constraints import Check
from languages.registry import LANGUAGES, SOURCE


class Role(models.TextChoices):
    """A publisher may also edit; a reviewer may also translate.

    Editors may publish too where `District.editors_publish` says so. An administrator decides who
    has access to the district, and sees it. The question desk answers families, and nobody else
    sees what they have sent.
    """

    EDITOR = "editor", "Editor"
    PUBLISHER = "publisher", "Publisher"
    ADMINISTRATOR = "administrator", "Administrator"
    TRANSLATOR = "translator", "Translator"
    REVIEWER = "reviewer", "Reviewer"
    QUESTION_DESK = "question_desk", "Question desk"


LANGUAGE_CHOICES = [(code, each.name) for code, each in LANGUAGES.items() if code != SOURCE]
IN_ONE_LANGUAGE = (Role.TRANSLATOR, Role.REVIEWER)


class Membership(models.Model):
    """What a user may do: a role, in one district or all, in one language or all."""

    listed_under = ("user",)  # in the history

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
        choices=LANGUAGE_CHOICES,
        help_text="For translators and reviewers only. Leave empty for all but English.",
    )

    class Meta:
        ordering = ["user", "pk"]
        constraints = [
            Check(
                condition=Q(role__in=IN_ONE_LANGUAGE) | Q(language=""),
                name="language_of_translators",
                violation_error_message="Only translators and reviewers work in one language. "
                "Leave “Language” empty.",
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
