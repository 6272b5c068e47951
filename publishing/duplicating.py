"""Copies of records, with what belongs to them: drafts, at addresses of their own."""

import re
import uuid
from typing import Any, TypeVar

from django.db import transaction

from publishing.last_public import SettledOncePublic
from publishing.models import Publishable, Record
from publishing.positions import PLACES, next_place
from publishing.states import PublicationState

R = TypeVar("R", bound=Record)


@transaction.atomic
def duplicate(record: R, **values: Any) -> R:
    """A saved draft with the same words and facts, and copies of what `copied_with` names.

    `values` are set on the copy before it is saved. It has no state that families have read, such
    as a status, a move or a report: models say so in `become_copy`. Statuses are not copied.
    """
    return _Copies().add(record, **values)


class _Copies:
    """Copies that refer to each other where the originals do."""

    def __init__(self) -> None:
        self.made: dict[tuple[type[Record], int], Record] = {}

    def add(self, record: R, **values: Any) -> R:
        if known := self.made.get((type(record), record.pk)):
            return known  # type: ignore[return-value] # it is of the same model
        copy = self._unsaved(record)
        for name, value in values.items():
            setattr(copy, name, value)
        copy.save()
        self.made[type(record), record.pk] = copy
        for field in record._meta.many_to_many:
            getattr(copy, field.name).set(getattr(record, field.name).all())
        for name in record.copied_with:
            for child in getattr(record, name).order_by("pk"):
                self.add(child)
        return copy

    def _unsaved(self, record: R) -> R:
        copy: Any = type(record)._base_manager.get(pk=record.pk)
        copy.pk, copy.uuid, copy._state.adding = None, uuid.uuid4(), True
        for field in (each for each in copy._meta.fields if each.is_relation):
            if found := self.made.get((field.related_model, getattr(copy, field.attname))):
                setattr(copy, field.name, found)
        _as_draft(copy)
        copy.become_copy()
        if not self.made:
            _with_own_place(copy)
        made: R = copy
        return made


def _as_draft(copy: Any) -> None:
    if isinstance(copy, Publishable):
        copy.state, copy.publish_at = PublicationState.DRAFT, None
        copy.known_from = None
    if isinstance(copy, SettledOncePublic):
        copy.last_public = {}


def _with_own_place(copy: Any) -> None:
    """Another address than the original, and the place after the last one."""
    for field in copy._meta.fields:
        if field.name == "slug":
            copy.slug = _free_slug(copy)
        elif field.name in PLACES and not field.null:
            setattr(copy, field.name, next_place(copy, field.name, copy.published_under))


def _free_slug(copy: Any) -> str:
    longest = copy._meta.get_field("slug").max_length
    stem = re.sub(r"-copy(-\d+)?$", "", copy.slug)[: longest - len("-copy-999")].rstrip("-")
    records = type(copy)._base_manager.filter(district=copy.district_id, slug__startswith=stem)
    taken = set(records.values_list("slug", flat=True))
    slug, number = f"{stem}-copy", 1
    while slug in taken:
        number += 1
        slug = f"{stem}-copy-{number}"
    return slug
