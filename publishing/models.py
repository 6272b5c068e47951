"""The contract that every record keeps that families can see."""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cache
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from languages.cleaning import flawed_texts, tidy_texts
from languages.clock import last_today
from languages.fields import PartialDateField
from languages.models import Days
from languages.staff_hours import said_moment
from publishing.content_versions import ScheduledStep as ScheduledStep  # models of this app
from publishing.content_versions import VersionStep as VersionStep
from publishing.history_entries import HistoryEntry as HistoryEntry
from publishing.querysets import RecordQuerySet
from publishing.saved_drafts import SavedDraft as SavedDraft
from publishing.stable_ids import stable_id
from publishing.states import STORED, PublicationState
from publishing.submissions import Submission as Submission
from publishing.withdrawals import Withdrawal as Withdrawal
from publishing.withdrawals import withdrawn

STILL_TO_COME = "This is in the future. Enter a date that has already begun."

RecordManager = models.Manager.from_queryset(RecordQuerySet)


class Record(models.Model):
    """A record that families can see, on its own page or on another record's page.

    `published_under` names the foreign keys whose records have to be public as well; they lead to
    its district. `moves_along` names the relations to records whose days depend on this one's.
    `page` names the district's page that shows it; without one, its owner's page does. `also_on`
    names the other pages that may show it, as `publishing.shown_on` lists them. `searched` names
    the fields that the lists of the admin search besides its words. `copied_with` names the
    relations to records that a duplicate has copies of.
    """

    published_under: ClassVar[tuple[str, ...]] = ()
    moves_along: ClassVar[tuple[str, ...]] = ()
    page: ClassVar[str] = ""
    also_on: ClassVar[tuple[str, ...]] = ()
    searched: ClassVar[tuple[str, ...]] = ()
    copied_with: ClassVar[tuple[str, ...]] = ()

    uuid = stable_id()

    objects = RecordManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it in one transaction with all that follows from the change."""
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)

    def get_absolute_url(self, field: str = "") -> str:
        """The address, in the active language, of the page that shows it, or this field of it."""
        if self.page:
            district: Any = getattr(self, "district", self)
            return reverse(self.page, args=[district.slug])
        owner = self.owner
        assert owner is not None  # noqa: S101 - only a district has none, and it has a page
        return owner.get_absolute_url(field)

    def become_copy(self) -> None:
        """Reset what an unsaved duplicate may not take over."""

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Also refuses what no text may have; a text of which nothing is seen is empty."""
        tidy_texts(self, exclude or ())
        errors: dict[str, Any] = {}
        try:
            super().clean_fields(exclude)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors := flawed_texts(self, exclude or ()) | errors:
            raise ValidationError(errors)

    @classmethod
    @cache
    def shown_by(cls) -> frozenset[str]:
        """The names of the fields that decide whether families see a record."""
        names = {field.name for field in cls._meta.fields}
        return frozenset({"state", "publish_at", *cls.published_under} & names)

    @classmethod
    @cache
    def district_paths(cls) -> tuple[str, ...]:
        """The lookups from a record to the primary key of its district.

        There are several if its parent may be one of several models; one of them leads to the
        district.
        """
        if "district" in cls.published_under:
            return ("district_id",)
        found: list[str] = []
        for name in cls.published_under:
            owner: Any = cls._meta.get_field(name).related_model
            found += (f"{name}__{path}" for path in owner.district_paths())
        return tuple(found) or ("pk",)

    @property
    def owner(self) -> "Record | None":
        """The record that it belongs to; None for a district."""
        owners = (getattr(self, name) for name in self.published_under)
        return next((owner for owner in owners if owner), None)

    @property
    def district_key(self) -> int:
        """The primary key of its district."""
        if hasattr(self, "district_id"):
            return int(self.district_id)
        owner = self.owner
        return owner.district_key if owner else int(self.pk)

    @property
    def zone(self) -> ZoneInfo | None:
        """The time zone of its district; None if it belongs to none yet."""
        names = (name for name in self.published_under if getattr(self, f"{name}_id"))
        owner = next((getattr(self, name) for name in names), None)
        return owner.zone if owner else None

    @property
    def days(self) -> Days:
        """The first and last day of what it is about, None if open or unknown."""
        owner = None if "district" in self.published_under else self.owner
        return owner.days if owner else (None, None)


def state_indexes(name: str) -> list[models.Index]:
    """For a model with very many records, nearly all published: lists look for the others.

    `name` begins the names of the indexes.
    """
    hidden = Q(state__in=[PublicationState.DRAFT, PublicationState.WITHDRAWN])
    moment = Q(publish_at__isnull=False)
    return [
        models.Index(fields=["state", "id"], condition=hidden, name=f"{name}_hidden"),
        models.Index(fields=["publish_at"], condition=moment, name=f"{name}_scheduled"),
    ]


class Publishable(Record):
    """A record that is a draft until a user publishes it, at once or from a moment on."""

    state = models.CharField(
        max_length=16,
        choices=STORED,
        default=PublicationState.DRAFT,
        help_text="Families see this only if it and everything it belongs to are published.",
    )
    publish_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="Families see it from this time on. Leave empty to publish it at once.",
    )
    known_from = PartialDateField(
        "known from",
        null=True,
        blank=True,
        help_text=(
            "When families first knew this. Pages that show an earlier day leave it out. "
            "Leave empty if it was known as soon as what it belongs to."
        ),
    )
    modified_at = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """What is not published has no moment, and is withdrawn if families have seen it."""
        written = None if update_fields is None else {*update_fields}
        if self.state != PublicationState.PUBLISHED and (written is None or "state" in written):
            seen, self.publish_at = self._was_seen(), None
            self.state = PublicationState.WITHDRAWN if seen else PublicationState.DRAFT
            written = written and written | {"publish_at"}
        super().save(*args, update_fields=written, **kwargs)

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Also refuse that something is known only from a day on that is still to come."""
        super().clean_fields(exclude)
        if self.known_from and self.known_from.is_ahead(last_today(timezone.now())):
            raise ValidationError({"known_from": ValidationError(STILL_TO_COME, "future")})

    def state_at(self, at: datetime) -> PublicationState:
        """Its state at the moment `at`; what it belongs to may still hide a published record."""
        state = PublicationState(self.state)
        waits = state == PublicationState.PUBLISHED and self.publish_at and self.publish_at > at
        return PublicationState.SCHEDULED if waits else state

    @property
    def never_public(self) -> str:
        """Why this record cannot be published as it is; "" for nearly all."""
        return ""

    @property
    def is_published(self) -> bool:
        """Whether it is published by now."""
        return self.state_at(timezone.now()) == PublicationState.PUBLISHED

    @admin.display(description="publish at")
    def said_publish_at(self) -> str:
        """For staff: from which moment on families see it, "-" where it is published at once."""
        return said_moment(self.publish_at, self.zone) if self.publish_at and self.zone else "-"

    @property
    def changed_at(self) -> datetime:
        """When it last changed for families: when it was saved, or when its moment came."""
        return max(self.modified_at, self.publish_at or self.modified_at)

    def _was_seen(self) -> bool:
        """Whether families see what is stored, or have seen it."""
        model: Any = type(self)
        if self._state.adding:
            return False
        rows = model._base_manager.filter(pk=self.pk)
        return rows.public(timezone.now()).exists() or bool(withdrawn(model, [self.pk]))
