"""Template tags for addresses: they keep the day asked about, and can change the language."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.http import escape_leading_slashes

from languages.middleware import language_of_path
from languages.registry import LANGUAGES, SOURCE
from publishing import pages

register = template.Library()


@register.simple_tag(takes_context=True)
def page_url(context: template.Context, name: str, *args: object) -> str:
    """`{% page_url "timeline" district.slug %}`: a page's address, with the day asked about."""
    request: pages.PageRequest = context["request"]
    return pages.page_url(request, name, *args)


@register.simple_tag(takes_context=True)
def same_page(context: template.Context, language: str) -> str:
    """The address of this page, query included, in another language."""
    request: HttpRequest = context["request"]
    query = request.META.get("QUERY_STRING", "")
    return _in_language(request, language) + (f"?{query}" if query else "")


@register.simple_tag(takes_context=True)
def today_url(context: template.Context) -> str:
    """The address of this page as of today: without the day asked about."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    query.pop(pages.DAY, None)
    return escape_leading_slashes(request.path) + (f"?{query.urlencode()}" if query else "")


@register.simple_tag(takes_context=True)
def canonical(context: template.Context) -> str:
    """The absolute address of this page without a query."""
    request: HttpRequest = context["request"]
    return request.build_absolute_uri(escape_leading_slashes(request.path))


@register.simple_tag(takes_context=True)
def alternates(context: template.Context) -> list[dict[str, Any]]:
    """The absolute addresses of this page in each language, English also as `x-default`."""
    request: HttpRequest = context["request"]
    links = [
        {"hreflang": code, "href": request.build_absolute_uri(_in_language(request, code))}
        for code in LANGUAGES
    ]
    return [*links, {**links[list(LANGUAGES).index(SOURCE)], "hreflang": "x-default"}]


def _in_language(request: HttpRequest, language: str) -> str:
    """Addresses differ only in their first part, the language."""
    own = language_of_path(request.path_info)
    rest = request.path_info.removeprefix(f"/{own}") if own else "/"
    return f"{get_script_prefix()}{language}{rest}"
