"""Keeps what the lists of the admin search up to date as records change."""

from languages.columns import word_columns
from languages.search_texts import keep_text, texts_of
from publishing.changes import Change, listen
from publishing.models import Record


@listen
def follow(change: Change) -> None:
    """Write what the changed record says, or remove it with the record."""
    if change.deleted and is_searched(type(change.record)):
        texts_of(type(change.record)).filter(object_id=change.record.pk).delete()
    elif not change.deleted:
        write_text(change.record, fresh=change.created)


def is_searched(model: type[Record]) -> bool:
    """Whether its records have anything to search."""
    return bool(model.searched or word_columns(model))


def write_text(record: Record, *, fresh: bool = False) -> None:
    """Bring the row of one record up to date; `fresh`: it is new and has none yet."""
    if is_searched(type(record)):
        keep_text(record, record.searched, fresh=fresh)
