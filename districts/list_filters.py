"""Filters of the admin's lists by what records belong to."""

from typing import Any

from django.contrib.admin import ModelAdmin, RelatedOnlyFieldListFilter
from django.core.exceptions import ValidationError
from django.http import HttpRequest


class RelatedFilter(RelatedOnlyFieldListFilter):
    """Offers what the records that the user sees belong to.

    Whatever the address asks for counts and is shown, also where there is no choice: Django's own
    filter swallows it then, and the list shows the records of another district.
    """

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: "ModelAdmin[Any]"
    ) -> Any:
        offered: list[Any] = super().field_choices(field, request, model_admin)
        asked = self.lookup_val[-1] if self.lookup_val else ""
        if not asked or asked in {str(key) for key, _ in offered}:
            return offered
        kin = model_admin.admin_site.get_model_admin(field.related_model)
        records = kin.get_queryset(request)
        try:
            found = records.filter(pk=asked).first()
        except (ValueError, ValidationError):
            found = None
        return [*offered, (found.pk, str(found))] if found else offered

    def has_output(self) -> bool:
        return super().has_output() or bool(self.used_parameters)
