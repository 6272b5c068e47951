"""Open remarks, for the desk of the translators."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Model, OuterRef, QuerySet

from feedback.models import WordingRemark
from languages.models import Unit


def remarks_on(record: Model, field: str, language: str) -> QuerySet[WordingRemark]:
    """The open ones about one text of a record, the first first."""
    kind = ContentType.objects.get_for_model(record)
    rows = WordingRemark.objects.filter(closed_at=None, content_type=kind, object_id=record.pk)
    return rows.filter(field=field, language=language)


def with_remarks(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Those of `units` about which a remark is open."""
    names: Any = {
        name: OuterRef(name) for name in ("content_type", "object_id", "field", "language")
    }
    return units.filter(Exists(WordingRemark.objects.filter(closed_at=None, **names)))
