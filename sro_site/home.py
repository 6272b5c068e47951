"""The home of the admin: what needs the user, by district."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils import timezone

from districts.access import rights_of
from districts.models import District
from publishing.needs import Asked, DistrictNeeds, needs_by_district

SHOWN = 20  # districts on one page


@dataclass(frozen=True, slots=True)
class Home:
    """What needs the user: `districts` by name, the most urgent first, and the user’s languages.

    `page`: which of the pages it is. `chosen`: only one district was asked for.
    """

    districts: list[tuple[str, DistrictNeeds]]
    languages: list[DistrictNeeds]
    page: Page[DistrictNeeds]
    chosen: bool

    def __bool__(self) -> bool:
        return bool(self.districts or self.languages)


def home_of(request: HttpRequest) -> Home:
    """For the signed-in user: `?page=`; only for one district if its key is in `?district=`."""
    rights, asked = rights_of(request.user), request.GET.get("district", "")
    keys: Any = rights.edited()
    chosen = asked.isdecimal() and len(asked) < 19 and (keys is None or int(asked) in keys)
    only = int(asked) if chosen else None
    if chosen:
        keys = {only}
    found = needs_by_district(Asked(request.user, keys, timezone.now(), only))
    own = [each for each in found if each.key is not None and (not chosen or each.key in keys)]
    page = Paginator(own, SHOWN).get_page(request.GET.get("page"))
    names = _names(each.key for each in page)
    return Home(
        districts=[(names[each.key], each) for each in page if each.key in names],
        languages=[each for each in found if each.key is None and not chosen],
        page=page,
        chosen=chosen,
    )


def _names(keys: Any) -> dict[Any, str]:
    rows = District._base_manager.filter(pk__in=list(keys))
    return dict(rows.values_list("pk", "name"))
