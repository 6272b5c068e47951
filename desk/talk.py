"""What people say about a text: a suggestion, and what became of it."""

from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q

from languages.models import Unit
from languages.registry import LANGUAGES

TEXT = ("content_type", "object_id", "field", "language")
WORD = 500  # most characters of a reason or an answer


class AboutTextQuerySet(models.QuerySet[Any]):
    """Finds what was said by the text that it is about."""

    def about(self, unit: Unit) -> Self:
        """Those about the text of a unit, the newest first."""
        same = {name: getattr(unit, name) for name in TEXT}
        return self.filter(**same).order_by("-pk")

    def has_any(self) -> Q:
        """A condition on units: one of these is about the text."""
        same = {name: OuterRef(name) for name in TEXT}
        return Q(Exists(self.filter(**same)))


class AboutText(models.Model):
    """Something said about a field of a record in a language.

    The text is not given by its unit, since that goes while the English is empty.
    """

    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    object_id = models.BigIntegerField()
    field = models.CharField(max_length=50)
    language = models.CharField(
        max_length=16, choices=[(code, language.name) for code, language in LANGUAGES.items()]
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Fate(models.TextChoices):
    """What became of a suggestion."""

    OPEN = "open", "Waits for a reviewer"
    TAKEN = "taken", "Taken"
    EDITED = "edited", "Taken with changes"
    DECLINED = "declined", "Declined"


class SuggestionQuerySet(AboutTextQuerySet):
    """Finds suggestions by what became of them."""

    def open(self) -> Self:
        """Those on which nobody has decided yet."""
        return self.filter(fate=Fate.OPEN)


class Suggestion(AboutText):
    """Another text for a translation that is reviewed, made from the English `source_hash`.

    `reason` says why, and `answer` what the reviewer says to it; both may be empty.
    """

    text = models.TextField()
    source_hash = models.CharField(max_length=16)
    reason = models.CharField(max_length=WORD, blank=True)
    fate = models.CharField(max_length=8, choices=Fate.choices, default=Fate.OPEN)
    answer = models.CharField(max_length=WORD, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(SuggestionQuerySet)()

    class Meta:
        indexes = [models.Index(fields=TEXT, name="suggestion_of_text")]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided on it yet."""
        return self.fate == Fate.OPEN
