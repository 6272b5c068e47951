"""Pages for families about the public record: its data, and what it says of languages."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from districts.models import District
from districts.pages import open_district
from languages.html import json_ld
from languages.registry import LANGUAGES, SOURCE, active_language
from opendata.api.dictionary import ids_told, kinds_told
from opendata.api.states import state_now
from opendata.api.tables import TABLES
from opendata.dataset import dataset
from opendata.promise import FEW, kept
from opendata.queries import latest, recent
from opendata.sharing import license_name
from publishing.pages import PageRequest

LATEST = 300  # entries of the record that are looked at: a second to read, at most


def data(request: PageRequest) -> HttpResponse:
    """What is given away, under which license, at which addresses, and what its words mean."""
    context = {
        "license": settings.DATA_LICENSE,
        "license_name": license_name(settings.DATA_LICENSE),
        "api": request.build_absolute_uri(reverse("api:openapi")).removesuffix("openapi.json"),
        "kinds": kinds_told(),
        "every": ids_told(),
    }
    return render(request, "opendata/data.html", context)


def district_data(request: PageRequest, slug: str) -> HttpResponse:
    """The data of a district: a table for each kind of record, its document, and its record."""
    page = open_district(request, slug).as_family()
    state = state_now(page.district)
    counts = dict.fromkeys(TABLES, 0)
    names = {kind.type: name for name, kind in TABLES.items()}
    for record in state.document["records"]:
        counts[names[record["type"]]] += 1
    told = {kind.collection: kind.name for kind in kinds_told()}
    context = page.context | {
        "license": settings.DATA_LICENSE,
        "license_name": license_name(settings.DATA_LICENSE),
        "tables": [(name, told[name], count) for name, count in counts.items() if count],
        "entry": latest(page.district),
        "document": request.build_absolute_uri(reverse("api:district", args=[slug])),
        "data": json_ld(dataset(page.district, counts, request.build_absolute_uri)),
    }
    return render(request, "opendata/district_data.html", context)


def languages(request: PageRequest, slug: str) -> HttpResponse:
    """Counted from the record: in which languages meetings were, how soon texts are translated."""
    page = open_district(request, slug).as_family()
    state = state_now(page.district)
    states = [(each.recorded_at, each.document) for each in recent(page.district, LATEST)]
    begins = page.district.today(states[0][0]) if states else None
    states.append((page.at, state.document))
    found = kept(states, page.day, page.district.zone, _languages(page.district))
    context = page.context | {"kept": found, "few": FEW, "begins": begins}
    return render(request, "opendata/languages.html", context)


def _languages(district: District) -> list[str]:
    """The reader's own, then those of the district; all where it has none but English."""
    own = [active_language(), *district.content_languages]
    found = [code for code in dict.fromkeys(own) if code != SOURCE]
    return found or [code for code in LANGUAGES if code != SOURCE]
