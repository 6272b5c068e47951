"""Pages that add a record, which know what it belongs to from where the user comes."""

from typing import Any, TypeVar
from urllib.parse import urlencode

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.html import format_html

from publishing.models import Publishable

P = TypeVar("P", bound=Publishable)
EXACTLY = "__id__exact"
NEXT = "Next steps for the district"


class AddsToOwners(admin.ModelAdmin[P]):
    """Chooses the district and the other owners of a new record wherever they are known."""

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A record added from a filtered list starts with the values of the filter."""
        filters = QueryDict(request.GET.get("_changelist_filters"))
        fitting = {name.removesuffix(EXACTLY): filters[name] for name in filters}
        known = {**fitting, **super().get_changeform_initial_data(request)}
        return {**self._with_owners(known), **known}

    def _with_owners(self, known: dict[str, Any]) -> dict[str, Any]:
        """The records that a new one belongs to, as far as `known` names one of a lower level."""
        found: dict[str, Any] = {}
        for name in reversed(self.model.published_under):
            key = known.get(name, found.get(name))
            owner: Any = self.model._meta.get_field(name).related_model
            record = owner.objects.filter(pk=key).first() if str(key or "").isdecimal() else None
            for above in self.model.published_under if record else ():
                if hasattr(record, f"{above}_id"):
                    found.setdefault(above, getattr(record, f"{above}_id"))
        return found

    def response_add(self, request: HttpRequest, obj: P, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead on: *Save and add another* opens a page for another record of the same owner."""
        answer = super().response_add(request, obj, *args, **kwargs)
        if not isinstance(answer, HttpResponseRedirect):
            return answer
        if "_addanother" not in request.POST:
            next_page = reverse("district_next", args=[obj.district_key])
            self.message_user(request, format_html('<a href="{}">{}</a>', next_page, NEXT))
            return answer
        owners = ((name, getattr(obj, f"{name}_id")) for name in self.model.published_under)
        query = urlencode([(name, key) for name, key in owners if key])
        joint = "&" if "?" in answer.url else "?"
        return HttpResponseRedirect(f"{answer.url}{joint}{query}" if query else answer.url)
