"""Whether a record is out of its author's hands."""

from django.db import models


class PublicationState(models.TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
