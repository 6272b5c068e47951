"""For migrations: what families see at that moment is stored as what they last saw."""

from typing import Any

from django.db.models import Q


def keep_as_last_public(model: Any, *names: str, told_by: str = "") -> None:
    """Fill `last_public` of the records of a historical model with these fields.

    A part without a state counts as published. `told_by` names the relation to the record's
    explained changes, if it has one: a draft with such a change was public once, and its current
    values are the closest known to what families saw.
    """
    rows = model._base_manager.all()
    if any(field.name == "state" for field in model._meta.fields):
        was_public = Q(state="published")
        if told_by:
            was_public |= Q(**{f"{told_by}__isnull": False})
        rows = rows.filter(was_public)
    for record in rows.distinct():
        fields = [model._meta.get_field(name) for name in names]
        texts = {field.name: field.value_to_string(record) for field in fields}
        model._base_manager.filter(pk=record.pk).update(last_public=texts)
