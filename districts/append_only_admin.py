"""What is recorded once and for ever, in the admin: only its words are still translated."""

from collections.abc import Collection
from typing import Any, ClassVar, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from districts.access import rights_of
from languages.admin import TranslatedAdmin

M = TypeVar("M", bound=Model)


class AppendOnlyAdmin(TranslatedAdmin[M]):
    """`record_paths` lead to the records that it may be about, each of which has a district."""

    record_paths: ClassVar[tuple[str, ...]] = ()

    def district_of(self, obj: M) -> int:
        """The primary key of the district that it belongs to."""
        records: list[Any] = [getattr(obj, path) for path in self.record_paths]
        district: int = next(record.district_id for record in records if record)
        return district

    def languages_to_change(self, request: HttpRequest, obj: M | None) -> Collection[str]:
        return rights_of(request.user).translates(self.district_of(obj)) if obj else ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[M]:
        kept = super().get_queryset(request)
        own = rights_of(request.user).districts()
        if own is None:
            return kept
        mine = (Q(**{f"{path}__district__in": own}) for path in self.record_paths)
        return kept.filter(Q(*mine, _connector=Q.OR))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return rights_of(request.user).districts() != set()

    def has_view_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        if obj is None:
            return self.has_module_permission(request)
        return rights_of(request.user).sees(self.district_of(obj))

    def has_change_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        if obj is None:
            return self.has_module_permission(request)
        return bool(self.languages_to_change(request, obj))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return False
