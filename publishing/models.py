"""What is public: published, under parents that are published all the way up."""

from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from languages.models import Translated


class PublicationState(models.TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"


def public_condition(model: type["Publishable"], prefix: str = "") -> Q:
    """The condition under which rows of `model`, reached by `prefix`, are public."""
    condition = Q(**{f"{prefix}state": PublicationState.PUBLISHED})
    for name in model.published_under:
        field: Any = model._meta.get_field(name)
        parent = public_condition(field.related_model, f"{prefix}{name}__")
        if field.null:
            parent |= Q(**{f"{prefix}{name}__isnull": True})
        condition &= parent
    return condition


P = TypeVar("P", bound="Publishable", covariant=True)


class PublishableQuerySet(models.QuerySet[P]):
    def public(self) -> Self:
        return self.filter(public_condition(self.model))

    def readable(self, *, drafts: bool) -> Self:
        """What a reader gets: all of it where `drafts` are theirs to see, else what is public."""
        return self.all() if drafts else self.public()


PublishableManager = models.Manager.from_queryset(PublishableQuerySet)


class Publishable(Translated):
    """A record that is a draft until somebody publishes it.

    `published_under` names the foreign keys whose records have to be public as well.
    """

    published_under: ClassVar[tuple[str, ...]] = ()

    state = models.CharField(
        max_length=16,
        choices=PublicationState.choices,
        default=PublicationState.DRAFT,
        help_text="Families see only what is published, under parents that are published.",
    )
    modified_at = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_draft(self) -> bool:
        return self.state == PublicationState.DRAFT
