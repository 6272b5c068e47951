"""Open remarks, for the desk of the translators."""

from collections.abc import Collection
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Model, OuterRef, QuerySet

from feedback.models import WordingRemark
from languages.models import Unit

LOOKED = 200  # remarks: several may be about one text


def remarks_on(record: Model, field: str, language: str) -> QuerySet[WordingRemark]:
    """The open ones about one text of a record, the first first."""
    kind = ContentType.objects.get_for_model(record)
    rows = WordingRemark.objects.filter(closed_at=None, content_type=kind, object_id=record.pk)
    return rows.filter(field=field, language=language)


def with_remarks(
    units: QuerySet[Unit], language: str, districts: Collection[int] | None
) -> QuerySet[Unit]:
    """Those of `units` about which a remark is open, of the `LOOKED` oldest remarks.

    The units are of this language and of these districts, None meaning all.
    """
    remarks = WordingRemark.objects.filter(closed_at=None, language=language)
    if districts is not None:
        remarks = remarks.filter(district__in=districts)
    oldest = list(remarks.order_by("received_at", "pk").values_list("pk", flat=True)[:LOOKED])
    names: Any = {
        name: OuterRef(name) for name in ("content_type", "object_id", "field", "language")
    }
    return units.filter(Exists(WordingRemark.objects.filter(pk__in=oldest, **names)))
