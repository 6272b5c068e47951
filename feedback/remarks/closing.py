"""A remark is open until its text is saved the next time, in whichever way."""

from collections.abc import Collection

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.utils import timezone

from feedback.models import WordingRemark
from languages.columns import translated_fields, word_column
from languages.models import Translated
from languages.registry import LANGUAGES, SOURCE
from publishing.changes import Change, listen


@listen
def close_what_was_saved(change: Change) -> None:
    """Close the remarks about translations that a change has written or removed."""
    if isinstance(change.record, Translated) and not change.created:
        close_remarks(change.record, _written(change))


def close_remarks(record: Model, texts: Collection[tuple[str, str]]) -> None:
    """Close those about these texts of a record, each given by its field and language."""
    if not texts:
        return
    these = Q(*(Q(field=field, language=code) for field, code in texts), _connector=Q.OR)
    kind = ContentType.objects.get_for_model(record)
    found = WordingRemark.objects.filter(these, content_type=kind, object_id=record.pk)
    found.filter(closed_at=None).update(closed_at=timezone.now())


def _written(change: Change) -> list[tuple[str, str]]:
    model = type(change.record)
    return [
        (field, code)
        for field in translated_fields(model)
        for code in LANGUAGES
        if code != SOURCE and word_column(field, code) in change.differences
    ]
