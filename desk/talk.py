"""What people say about a text: suggestions, comments and questions, and what became of them."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from desk.about import TEXT, AboutText, AboutTextQuerySet
from languages.models import Unit

WORD = 500  # most characters of a reason or an answer


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

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
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


class CommentQuerySet(AboutTextQuerySet):
    """Finds comments by what is asked in them."""

    def unanswered(self) -> Self:
        """Questions to staff that nobody has answered yet."""
        return self.filter(asks=True, answered_at=None)

    def beside(self, unit: Unit) -> Self:
        """Those about a text, and questions about its English that came up in other languages."""
        same = {name: getattr(unit, name) for name in ("content_type", "object_id", "field")}
        return self.filter(Q(language=unit.language) | Q(asks=True), **same).order_by("pk")


class Comment(AboutText):
    """What somebody says about a text.

    `asks`: it is a question about its English, to the staff of the `district`.
    """

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    district = models.BigIntegerField(null=True)
    text = models.TextField()
    asks = models.BooleanField(default=False)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(CommentQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=TEXT, name="comment_of_text"),
            models.Index(
                fields=["district"],
                condition=Q(asks=True, answered_at=None),
                name="comment_unanswered",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def waits(self) -> bool:
        """Whether it is a question that nobody has answered."""
        return self.asks and self.answered_at is None
