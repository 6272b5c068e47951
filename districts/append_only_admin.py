"""Admin pages for records that are never changed; only their words are still translated."""

from collections.abc import Collection
from typing import Any, TypeVar

from django.http import HttpRequest

from districts.access import rights_of
from districts.record_forms import RecordForm
from languages.admin import TranslatedAdmin
from publishing.merging_admin import MergingAdmin
from publishing.models import Record
from publishing.once_admin import OnceAdmin

R = TypeVar("R", bound=Record)


class AppendOnlyAdmin(OnceAdmin[R], MergingAdmin[R], TranslatedAdmin[R]):
    """Read by those who work on the district; translators change the words of their languages."""

    form = RecordForm
    goes_with_record = True  # deleted together with the record that it describes

    def languages_to_change(self, request: HttpRequest, obj: R | None) -> Collection[str]:
        """Never English: editors do not change it afterwards either."""
        return rights_of(request.user).translates(obj.district_key) if obj else ()

    def get_queryset(self, request: HttpRequest) -> Any:
        """Only records of districts that the user works on."""
        kept: Any = super().get_queryset(request)
        return kept.in_districts(rights_of(request.user).districts())

    def has_module_permission(self, request: HttpRequest) -> bool:
        """For everyone who works on a district."""
        return rights_of(request.user).districts() != set()

    def has_view_permission(self, request: HttpRequest, obj: R | None = None) -> bool:
        """For everyone who works on the record's district."""
        if obj is None:
            return self.has_module_permission(request)
        return rights_of(request.user).sees(obj.district_key)

    def has_change_permission(self, request: HttpRequest, obj: R | None = None) -> bool:
        """For translators of the district, who change only words."""
        if obj is None:
            return self.has_module_permission(request)
        return bool(self.languages_to_change(request, obj))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody may: the page of the moved record adds it."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: R | None = None) -> bool:
        """Nobody may."""
        return False
