"""For migrations: what families see at that moment is stored as what they last saw."""

from typing import Any

from django.db.models import Q


def keep_as_last_public(model: Any, *names: str, told_by: str) -> None:
    """Fill `last_public` of the records of a historical model with these fields.

    `told_by` names the relation to the record's explained changes: a draft that has one was public
    once, and its current values are the closest known to what families saw.
    """
    rows = model._base_manager.filter(Q(state="published") | Q(**{f"{told_by}__isnull": False}))
    for record in rows.distinct():
        fields = [model._meta.get_field(name) for name in names]
        texts = {field.name: field.value_to_string(record) for field in fields}
        model._base_manager.filter(pk=record.pk).update(last_public=texts)
