"""Whether a record is public, and why a time that families saw changes."""

from django.db import models


class PublicationState(models.TextChoices):
    """Families see only what is published.

    What they have seen and see no longer is withdrawn. A published record is scheduled until its
    moment comes: this is never stored, so nothing has to be written at that moment.
    """

    DRAFT = "draft", "Draft"
    SCHEDULED = "scheduled", "Scheduled"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


STORED = [each for each in PublicationState.choices if each[0] != PublicationState.SCHEDULED]


class ChangeKind(models.TextChoices):
    """Whether a time was wrong, was made more exact, or really moved."""

    CORRECTION = "correction", "Fixing a mistake"
    NARROWING = "narrowing", "We now know the date more exactly"
    SLIP = "slip", "The district moved it"
