"""What is stored about a text: a field of a record in a language."""

from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q

from languages.models import Unit
from languages.registry import LANGUAGES

TEXT = ("content_type", "object_id", "field", "language")


class AboutTextQuerySet(models.QuerySet[Any]):
    """Finds rows by the text that they are about."""

    def about(self, unit: Unit) -> Self:
        """Those about the text of a unit, the newest first."""
        same = {name: getattr(unit, name) for name in TEXT}
        return self.filter(**same).order_by("-pk")

    def has_any(self, *languages: str) -> Q:
        """A condition on units: one of these rows is about the text.

        `languages`: about the same field in one of these languages, instead of in its own.
        """
        same = {name: OuterRef(name) for name in TEXT if name != "language"}
        own = Q(language__in=languages) if languages else Q(language=OuterRef("language"))
        return Q(Exists(self.filter(own, **same)))


class AboutText(models.Model):
    """Something about a field of a record in a language.

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

    class Meta:
        abstract = True
