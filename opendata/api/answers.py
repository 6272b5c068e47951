"""What the API answers, as its `schemas` describe it."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from districts.models import District
from languages.registry import SOURCE
from opendata.models import Entry, said_instant
from opendata.record.documents import partial_date

PER_PAGE = 100
Json = dict[str, Any]


def part(request: HttpRequest, found: Sequence[Any] | QuerySet[Any], number: int) -> Json:
    """One part of a list. Raises EmptyPage."""
    page = Paginator(found, PER_PAGE).page(number)

    def address(number: int) -> str:
        query: dict[str, Any] = {**request.GET.dict(), "page": number}
        return request.build_absolute_uri(f"{request.path}?{urlencode(query)}")

    return {
        "count": page.paginator.count,
        "page": number,
        "pages": page.paginator.num_pages,
        "next": address(number + 1) if page.has_next() else None,
        "previous": address(number - 1) if page.has_previous() else None,
        "results": list(page),
    }


def summary(request: HttpRequest, district: District) -> Json:
    """A district in the list of all."""
    return {
        "id": str(district.uuid),
        "slug": district.slug,
        "name": district.name,
        "region": district.region,
        "approach": district.approach or None,
        "as_of": partial_date(district.as_of),
        "address": request.build_absolute_uri(f"{request.path}{district.slug}/"),
        "website": website(request, district),
    }


def website(request: HttpRequest, district: District) -> str:
    """The address of the district's page for families."""
    with translation.override(SOURCE):
        return request.build_absolute_uri(reverse("district", args=[district.slug]))


def recorded_answer(entry: Entry | None) -> Json | None:
    """Which entry it is, and by which hashes it can be checked."""
    if entry is None:
        return None
    return {
        "number": entry.number,
        "at": said_instant(entry.recorded_at),
        "sha256": entry.sha256,
        "hash": entry.hash,
    }


def entry_answer(request: HttpRequest, slug: str, entry: Entry) -> Json:
    """An entry in the list of all, with the address of its document."""
    address = reverse("api:recorded", args=[slug, entry.number])
    return {
        **(recorded_answer(entry) or {}),
        "previous": entry.previous,
        "signature": entry.signature,
        "redaction": entry.redaction,
        "document": request.build_absolute_uri(address),
    }
