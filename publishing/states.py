"""Whether a record is public."""

from django.db import models


class PublicationState(models.TextChoices):
    """Only a published record can be seen by families."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"


class ChangeKind(models.TextChoices):
    """Whether a time was wrong, was made more exact, or really moved."""

    CORRECTION = "correction", "Fixing a mistake"
    NARROWING = "narrowing", "We now know the date more exactly"
    SLIP = "slip", "The district moved it"
