"""What families find wrong in a translation."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from districts.models import District
from feedback.models.received import Received
from languages.registry import LANGUAGES, SOURCE


class WordingRemark(Received):
    """A family says that one text is wrong in its language; for the translators of that text.

    It is open until the text is saved the next time. English is no translation: what is wrong
    there goes to the question desk.
    """

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="+")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    field = models.CharField(max_length=50)
    language = models.CharField(
        max_length=16,
        choices=[(code, each.name) for code, each in LANGUAGES.items() if code != SOURCE],
    )
    text = models.TextField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["received_at", "pk"]
        indexes = [
            models.Index(
                fields=["content_type", "object_id", "field", "language"],
                condition=Q(closed_at=None),
                name="open_remarks_of_text",
            ),
            models.Index(
                fields=["language", "district"],
                condition=Q(closed_at=None),
                name="open_remarks_of_language",
            ),
            models.Index(
                fields=["language", "received_at", "id"],
                condition=Q(closed_at=None),
                name="open_remarks_oldest",
            ),
        ]

    def __str__(self) -> str:
        """Never what it says: names of records are logged."""
        return f"Remark {self.pk}"
