"""Remembers what families last saw of a record, whether or not it is public now."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Self

from django.db import models

from publishing.changes import Change, listen
from publishing.states import PublicationState

PUBLISHED = PublicationState.PUBLISHED


class SettledOncePublic(models.Model):
    """A record with fields that may change only with a reason once families have seen them.

    `settled_fields` names them. `last_public` holds them as text, as they were when the record was
    last saved as published; it is empty if families have never seen it. List it between
    Publishable, or Record, and Translated among the base classes: the first brings the manager, the
    last writes.
    """

    settled_fields: ClassVar[tuple[str, ...]] = ()

    last_public = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Also update `last_public` if the state or a settled field is written."""
        written = None if update_fields is None else {*update_fields}
        if written is None or written & {"state", *self.settled_fields}:
            self.note_public()
            written = written and written | {"last_public"}
        super().save(*args, update_fields=written, **kwargs)

    def note_public(self) -> bool:
        """Store in `last_public` what families see, if it is published; True if that is new.

        If they had seen it before, what it says from its moment on is stored as soon as staff have
        told why it changes.
        """
        # A part without a state counts as published.
        is_scheduled = getattr(self, "state", PUBLISHED) == PUBLISHED and self.last_public
        if not (is_scheduled or getattr(self, "is_published", True)):
            return False
        fields: list[Any] = [self._meta.get_field(name) for name in self.settled_fields]
        seen: dict[str, str] = {field.name: field.value_to_string(self) for field in fields}
        is_new: bool = seen != self.last_public
        self.last_public = seen
        return is_new

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        """Loaded after its moment came, without a write, it is what families have seen since."""
        record = super().from_db(*args, **kwargs)
        if record.__dict__.get("last_public") == {} and record.__dict__.get("publish_at"):
            record.note_public()
        return record

    @property
    def is_settled(self) -> bool:
        """Whether families have seen it, or may have."""
        return bool(self.last_public)

    @property
    def last_seen(self) -> dict[str, Any]:
        """What families last saw, `{field: value}`; empty if they never saw it."""
        fields: dict[str, Any] = {name: self._meta.get_field(name) for name in self.last_public}
        return {name: fields[name].to_python(text) for name, text in self.last_public.items()}

    def moves_to(self, values: Mapping[str, Any]) -> bool:
        """Whether `values` (`{field: value}`) would replace something that families saw.

        Filling a field that they saw empty is not a move.
        """
        return any(was and values.get(name) != was for name, was in self.last_seen.items())

    @property
    def has_moved(self) -> bool:
        """Whether its current values differ from what families last saw."""
        return self.moves_to({name: getattr(self, name) for name in self.settled_fields})


@listen
def follow(change: Change) -> None:
    """After a bulk write, which does not go through `save`, note what families see."""
    record: Any = change.record
    if isinstance(record, SettledOncePublic) and not change.deleted and record.note_public():
        record.save(update_fields=["last_public"])
