"""What has changed in a district: page by page, since a day, and between two days."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from districts.pages import DistrictPage, open_district
from opendata.changes.comparing import compare
from opendata.changes.forms import FROM, SINCE, TO, SinceForm, TwoDaysForm
from opendata.changes.telling import address_in, before_record, recorded, since, until
from opendata.queries import heads
from opendata.record.recording import look
from publishing.pages import DAY, PageRequest, asks

PER_PAGE = 20  # entries of the record, each with one change or several


@asks(DAY, SINCE, FROM, TO, "page")
def changes(request: PageRequest, slug: str) -> HttpResponse:
    """All changes, or with `?since=` or `?from=&to=` those that a family asks for.

    Status 400 for days that are none, are still to come, or are in the wrong order.
    """
    page = open_district(request, slug)
    look(page.district)
    today = page.district.today(page.at)
    new, two = SinceForm(request.GET, today), TwoDaysForm(request.GET, today)
    begun = heads(page.district).first()
    context = page.context | {
        "since_form": new,
        "two_days_form": two,
        "begun": begun and page.district.today(begun.recorded_at),
        **_shown(request, page, new, two),
    }
    failed = two.errors or new.errors
    return render(request, "opendata/changes.html", context, status=400 if failed else 200)


def _shown(
    request: PageRequest, page: DistrictPage, new: SinceForm, two: TwoDaysForm
) -> dict[str, Any]:
    """What is asked for; nothing where that cannot be understood."""
    address = address_in(request, page.district.slug)
    if two.is_bound and new.is_bound:
        two.add_error(None, _("Choose either one day or two."))
    if two.is_bound:
        days = two.cleaned_data if two.is_valid() else None
        return {"comparison": compare(page, days[FROM], days[TO], address)} if days else {}
    if new.is_bound:
        return {"new": since(page, new.cleaned_data[SINCE], address)} if new.is_valid() else {}
    found = until(page, page.day).reverse()
    # The first entry is no change, but each other one is compared with the one before it.
    pages = Paginator(found.filter(number__gt=1), PER_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    entries = list(found[max(shown.start_index() - 1, 0) : shown.end_index() + 1])
    told = list(recorded(page, entries, address))
    earlier = list(before_record(page, entries, address))
    return {"pages": shown, "told": told, "earlier": earlier}
