"""What a public page depends on besides its address: the day that is asked about."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

DAY = "on"
YEARS = range(1900, 2200)


class PageRequest(HttpRequest):
    """A request that has passed this app's middleware: the day asked about, and staff who ask."""

    on: date | None
    staff: AbstractBaseUser | None


class NotADay(BadRequest):
    """`?on=` asks for this text, which is no day."""


def asked_day(request: HttpRequest) -> date | None:
    """The day that `?on=YYYY-MM-DD` asks about; None without it.

    Raises NotADay for anything that is not one calendar day of the years 1900 to 2199.
    """
    text = request.GET.get(DAY)
    if text is None:
        return None
    try:
        # fromisoformat alone would take "20210415" and "2021-W15-4" as well.
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.A) else None
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        raise NotADay(printable(text[:40]))
    return day


def printable(text: str) -> str:
    """What somebody asked for, so that it can be shown."""
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)


def public_url(record: Any, field: str, language: str) -> str:
    """The address of the page on which families read a field of a record in a language."""
    with translation.override(language):
        return str(record.get_absolute_url(field))


def page_url(request: PageRequest, name: str, *args: object) -> str:
    """The address of a page of the site, on the day that this page is asked about."""
    address = reverse(name, args=args)
    return f"{address}?{urlencode({DAY: request.on.isoformat()})}" if request.on else address
