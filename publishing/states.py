"""Whether a record is public."""

from django.db import models


class PublicationState(models.TextChoices):
    """Only a published record can be seen by families."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
