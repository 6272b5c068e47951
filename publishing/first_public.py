"""For migrations: what families see now counts as what they last saw."""

from typing import Any

from django.db.models import Q


def keep_as_last_public(model: Any, *names: str, told_by: str) -> None:
    """Fill `last_public` of the records of a historical model with these fields.

    `told_by` is the relation to the changes that are told of a record: a draft that has any was
    public once, and what it holds now is the nearest to what families saw then.
    """
    rows = model._base_manager.filter(Q(state="published") | Q(**{f"{told_by}__isnull": False}))
    for record in rows.distinct():
        fields = [model._meta.get_field(name) for name in names]
        texts = {field.name: field.value_to_string(record) for field in fields}
        model._base_manager.filter(pk=record.pk).update(last_public=texts)
