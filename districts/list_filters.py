"""Filters of admin lists by the record that others belong to."""

from typing import Any

from django.contrib.admin import ModelAdmin, RelatedOnlyFieldListFilter
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from languages.long_lists import CHOICES


class RelatedFilter(RelatedOnlyFieldListFilter):
    """Offers only parents of records that the user may see, none where there are very many.

    What the address asks for always counts and is shown, even if there is only one choice: Django's
    own filter would ignore it then, and the list would show records of other districts.
    """

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: "ModelAdmin[Any]"
    ) -> Any:
        """The choices, and the one in the address if it is not among them."""
        kin = model_admin.admin_site.get_model_admin(field.related_model)
        records = kin.get_queryset(request)
        is_long = len(records.order_by().values("pk")[: CHOICES + 1]) > CHOICES
        offered = [] if is_long else list(super().field_choices(field, request, model_admin))
        asked = self.lookup_val[-1] if self.lookup_val else ""
        if not asked or asked in {str(key) for key, _ in offered}:
            return offered
        try:
            found = records.filter(pk=asked).first()
        except (ValueError, ValidationError):
            found = None
        return [*offered, (found.pk, str(found))] if found else offered

    def has_output(self) -> bool:
        """Shown with one choice too, if the address asks for something."""
        return super().has_output() or bool(self.used_parameters)
