"""The day that a public page is asked about, and addresses of pages."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, QueryDict
from django.urls import get_script_prefix, reverse
from django.utils import translation
from django.utils.translation import get_language

from publishing.scopes import Scope

V = TypeVar("V", bound=Callable[..., Any])

DAY = "on"
PREVIEW = "/preview/"  # begins the path of a page that is seen in another way than by its readers
FAMILIES = "families"  # follows it where staff see what families see
YEARS = range(1900, 2200)


class PageRequest(HttpRequest):
    """A request that has passed this app's middleware.

    `on` is the day asked about, `staff` the signed-in user who may see drafts, each None if absent.
    `scope` is what the page depends on, None until a view says it. `previews` is the key of the
    district whose drafts a link without an account shows, None for any other page.
    """

    on: date | None
    staff: AbstractBaseUser | None
    scope: Scope | None
    previews: int | None


def asks(*names: str) -> Callable[[V], V]:
    """A view that reads these parameters of its address, each in the canonical order.

    Views without this read only the day. A name that ends in `*` may be there several times. White
    space around and between the words of a value does not count.
    """

    def mark(view: V) -> V:
        view.parameters = names  # type: ignore[attr-defined]
        return view

    return mark


def parameters_of(view: Any) -> tuple[str, ...]:
    """The parameters that a view reads, as `asks` declares them."""
    names: tuple[str, ...] = getattr(view, "parameters", (DAY,))
    return names


def canonical_query(given: QueryDict, names: Iterable[str]) -> str:
    """The query as the site writes it: known names in order, no value that is empty or doubled."""
    pairs: list[tuple[str, str]] = []
    for name in names:
        several, name = name.endswith("*"), name.removesuffix("*")
        values = [" ".join(value.split()) for value in given.getlist(name)]
        kept = sorted({*values}) if several else values[-1:]
        pairs += ((name, value) for value in kept if value)
    return urlencode(pairs)


class NotADay(BadRequest):
    """`?on=` holds text that is not a day."""


class PreviewEnded(Http404):
    """The link to a preview is over, or somebody has ended it."""


def asked_day(request: HttpRequest) -> date | None:
    """The day that `?on=YYYY-MM-DD` asks about; None without it.

    Raises NotADay for anything but one calendar day of the years 1900 to 2199.
    """
    text = request.GET.get(DAY)
    return None if text is None else day_from(text)


def day_from(text: str) -> date:
    """The day in `YYYY-MM-DD`. Raises NotADay as `asked_day` does."""
    try:
        # fromisoformat alone would also accept "20210415" and "2021-W15-4".
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.A) else None
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        raise NotADay(printable(text[:40]))
    return day


def printable(text: str) -> str:
    """Text from a request, with each character that cannot be shown replaced by U+FFFD."""
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)


def public_url(record: Any, field: str, language: str) -> str:
    """The address of the page that shows families a field of a record in a language."""
    with translation.override(language):
        return str(record.get_absolute_url(field))


def page_url(request: PageRequest, name: str, *args: object) -> str:
    """The address of a page of the site that keeps the day asked about."""
    address = _address(get_script_prefix(), get_language(), name, args)
    return f"{address}?{urlencode({DAY: request.on.isoformat()})}" if request.on else address


def is_preview(request: HttpRequest) -> bool:
    """Whether the page is seen through a link without an account, or by staff as families do."""
    return hasattr(request, "preview_way")


def preview_address(way: str, address: str) -> str:
    """The address of the same page, seen through a link without an account, or as FAMILIES."""
    prefix = get_script_prefix()
    return f"{prefix.rstrip('/')}{PREVIEW}{way}/{address.removeprefix(prefix)}"


@lru_cache(maxsize=4096)
def _address(_prefix: str, _language: str, name: str, args: tuple[object, ...]) -> str:
    """A path, kept for the prefix and the language by which `reverse` makes it."""
    return reverse(name, args=args)
