"""A constraint that is cheap to check before a record with many columns is saved."""

from collections.abc import Collection
from typing import Any

from django.db import DEFAULT_DB_ALIAS, models


class Check(models.CheckConstraint):
    """Django's own, but only the columns that its condition names are compiled into its query.

    Django takes all columns of a record, and one with words in ten languages may have a hundred:
    that was a quarter of the time of checking and saving it.
    """

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Collection[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        condition: Any = self.condition
        columns = {field.name for field in model._meta.local_concrete_fields}
        unasked = columns - condition.referenced_base_fields
        super().validate(model, instance, {*(exclude or ()), *unasked}, using)

    def deconstruct(self) -> Any:
        """For migrations it is Django's own: what is in the database is the same."""
        _, arguments, named = super().deconstruct()
        return "django.db.models.CheckConstraint", arguments, named
