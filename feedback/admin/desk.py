"""What all admin pages of the question desk share: nobody else sees what families have sent."""

from typing import Any, TypeVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from districts.access import rights_of
from feedback.models import Received
from languages.dates import say_day
from languages.long_lists import LongListPaginator
from languages.registry import SOURCE
from languages.searching import FoldedSearch
from languages.staff_hours import said_moment
from publishing.once_admin import OnceAdmin

R = TypeVar("R", bound=Received)


class DeskAdmin(OnceAdmin[R], FoldedSearch[R]):
    """For the question desk of a row's district alone: no other role sees any of it.

    `to_district` names the relation that leads there.
    """

    to_district = "district"
    paginator = LongListPaginator
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        """For whoever is on the desk of any district."""
        return rights_of(request.user).answered() != set()

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """For the desk of its district."""
        if obj is None:
            return self.has_module_permission(request)
        return rights_of(request.user).answers(obj.district.pk)

    has_change_permission = has_delete_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only families send something."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[R]:
        """What was sent about the districts of the desk."""
        rows = super().get_queryset(request).select_related(self.to_district)
        keys = rights_of(request.user).answered()
        return rows if keys is None else rows.filter(**{f"{self.to_district}__in": keys})

    @admin.display(description="received", ordering="received_at")
    def received(self, obj: Any) -> str:
        """When it arrived, on the clock of the district."""
        return said_moment(obj.received_at, obj.district.zone)

    @admin.display(description="received", ordering="received_at")
    def received_on(self, obj: Any) -> str:
        """The day alone, which is enough for a list."""
        return say_day(obj.received_at.astimezone(obj.district.zone).date(), SOURCE).text
