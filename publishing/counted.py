"""How many records of a model there are, in words for staff."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Model


def counted(model: type[Model], count: int) -> str:
    """The number and the name of the model: “1 milestone”, “3 milestones”."""
    meta = model._meta
    return f"{count} {meta.verbose_name if count == 1 else meta.verbose_name_plural}"


def counted_by_model(records: Iterable[Model]) -> str:
    """The same for each model of `records`, in their order: “2 phases, 5 milestones”."""
    counts = Counter(map(type, records))
    return ", ".join(counted(model, count) for model, count in counts.items())
