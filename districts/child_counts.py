"""How many records belong to each one in a list of the admin, with links to them."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Count, ForeignObjectRel, Model, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from districts.adding_admin import EXACTLY


def child_counts(relations: Iterable[ForeignObjectRel]) -> dict[str, Coalesce]:
    """For a query of the records that these relations start from, the counts by name."""
    return {_count_name(rel): _counted(rel) for rel in relations}


def count_column(rel: ForeignObjectRel) -> Any:
    """A column of the list with the count, which links to what it counts."""

    @admin.display(description=_name(rel))
    def count(obj: Model) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>', _list_address(rel, obj), getattr(obj, _count_name(rel))
        )

    return count


def link(rel: ForeignObjectRel, obj: Model) -> dict[str, object]:
    """Name, count and address of the list of what belongs to one record."""
    count = getattr(obj, rel.get_accessor_name() or "").count()
    return {"name": _name(rel), "count": count, "address": _list_address(rel, obj)}


def _name(rel: ForeignObjectRel) -> str:
    return str(rel.related_model._meta.verbose_name_plural)


def _count_name(rel: ForeignObjectRel) -> str:
    return f"{rel.name}_counted"


def _counted(rel: ForeignObjectRel) -> Coalesce:
    manager = rel.related_model._default_manager
    parent = rel.field.name
    records = manager.filter(**{parent: OuterRef("pk")}).order_by().values(parent)
    return Coalesce(Subquery(records.annotate(n=Count("pk")).values("n")), 0)


def _list_address(rel: ForeignObjectRel, obj: Model) -> str:
    meta: Any = rel.related_model._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
    return f"{address}?{rel.field.name}{EXACTLY}={obj.pk}"
