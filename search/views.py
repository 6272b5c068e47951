"""The pages on which families search: one of each district, one of the whole site."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from districts.models import District
from districts.pages import open_district
from districts.readable import Reader
from languages.clock import last_today
from languages.registry import LANGUAGES, active_language
from publishing.pages import DAY, PageRequest, asks
from publishing.scopes import Scope, site_scope
from search.entries import groups_of, hits_of_words
from search.finding import Found, find
from search.kinds import Words, kinds
from search.ranking import FoundRow
from search.spelling import Spelled, nearest
from search.terms import LONGEST, Asked, understand

PER_PAGE = 20  # results
KEPT = 60  # seconds
# As those of other pages, but no cache in between has it for longer than a minute.
CACHE_CONTROL = "public, max-age=0, s-maxage=1, stale-while-revalidate=1, stale-if-error=60"


@asks(DAY, "q", "page")
def search_site(request: PageRequest) -> HttpResponse:
    """What is public in all districts."""
    now = timezone.now()
    reader = Reader(now, request.on or last_today(now), active_language(), drafts=False)
    return _answer(request, reader, site_scope(now), {})


@asks(DAY, "q", "page")
def search_district(request: PageRequest, slug: str) -> HttpResponse:
    """What is public in one district; its drafts are not found, by its staff either."""
    page = open_district(request, slug)
    assert request.scope  # noqa: S101 - just set
    return _answer(request, page.as_family(), request.scope, page.context)


def _answer(
    request: PageRequest, reader: Reader, scope: Scope, context: dict[str, Any]
) -> HttpResponse:
    request.scope = replace(scope, until=min(scope.until, reader.at.timestamp() + KEPT))
    district: District | None = context.get("district")
    key = district.pk if district else None
    asked, found = _found(request.GET.get("q", ""), reader, key)
    all_found = _in_groups([*found.rows, *hits_of_words(asked)])
    shown = Paginator(all_found, PER_PAGE).get_page(request.GET.get("page"))
    context = context | {
        "asked": asked,
        "longest": LONGEST,
        "found": found,
        "pages": shown,
        "groups": groups_of(list(shown), asked, reader, request.on, district),
        "suggestion": [] if all_found else _suggestion(asked, reader, key),
    }
    response = render(request, "search/search.html", context)
    response.headers["Cache-Control"] = CACHE_CONTROL
    return response


def _found(typed: str, reader: Reader, district: int | None) -> tuple[Asked, Found]:
    """What was asked, and what is found; Burmese of which nothing is found may be in Zawgyi."""
    asked = understand(typed, reader.language)
    found = find(asked, reader, district)
    if found.rows or asked.was_zawgyi or not _is_burmese(typed):
        return asked, found
    other = understand(typed, reader.language, convert=True)
    others = find(other, reader, district)
    return (other, others) if others.rows else (asked, found)


def _is_burmese(text: str) -> bool:
    return any("\u1000" <= letter <= "\u109f" for letter in text)


def _suggestion(asked: Asked, reader: Reader, district: int | None) -> list[Spelled]:
    """Another spelling of which something is found; empty if there is none."""
    words = nearest(asked, reader, district)
    other = understand(" ".join(each.word for each in words), reader.language)
    return words if find(other, reader, district).rows else []


def _in_groups(found: Sequence[FoundRow | Words]) -> list[FoundRow | Words]:
    """The best ones first, and after each of them the others of its group."""
    order: dict[str, int] = {}
    for each in found:
        order.setdefault(_group(each), len(order))
    return sorted(found, key=lambda each: order[_group(each)])


def _group(each: FoundRow | Words) -> str:
    return str(each.group if isinstance(each, Words) else kinds()[each.kind].group)


@asks()
def description(request: PageRequest) -> HttpResponse:
    """How browsers search this site from their address bar (OpenSearch 1.1)."""
    address = request.build_absolute_uri(reverse("search"))
    context = {"address": address, "language": LANGUAGES[active_language()]}
    kind = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "search/description.xml", context, content_type=kind)
