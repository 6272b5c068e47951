"""Template tags for addresses: they keep the day asked about, and can change the language."""

from functools import lru_cache
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.http import escape_leading_slashes
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from languages.middleware import language_of_path
from languages.registry import LANGUAGES, SOURCE, active_language
from publishing import pages
from publishing.states import PublicationState

register = template.Library()

NOT_PUBLIC = {
    PublicationState.DRAFT: _("Draft, not public"),
    PublicationState.SCHEDULED: _("Scheduled, not public yet"),
    PublicationState.WITHDRAWN: _("Withdrawn, not public"),
}


@register.simple_tag(takes_context=True)
def page_url(context: template.Context, name: str, *args: object) -> str:
    """`{% page_url "timeline" district.slug %}`: a page's address, with the day asked about."""
    request: pages.PageRequest = context["request"]
    return pages.page_url(request, name, *args)


@register.simple_tag(takes_context=True)
def nav_item(
    context: template.Context, name: str, label: str, *args: object, within: str = ""
) -> SafeString:
    """A link to the page `name` in a navigation; it says if that is this page.

    `within`: the name of a page below it, on which it says that the reader is there.
    """
    current = getattr(context["request"].resolver_match, "url_name", None)
    place = "page" if current == name else "true" if within and current == within else ""
    mark = format_html(' aria-current="{}"', place) if place else ""
    html = '<li><a href="{}"{}>{}</a></li>'
    return format_html(html, page_url(context, name, *args), mark, label)


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> SafeString:
    """Items of a list: links to this page, query included, in each language; one is this page."""
    request: HttpRequest = context["request"]
    query = request.META.get("QUERY_STRING", "")
    rest = f"?{query}" if query else ""
    current = active_language()
    html = '<li><a href="{}" {}</a></li>'
    links = ((_in_language(request, code) + rest, _link(code, current)) for code in LANGUAGES)
    return format_html_join("\n", html, links)


@lru_cache(maxsize=len(LANGUAGES) ** 2)
def _link(code: str, current: str) -> SafeString:
    """What stands in the link to a language after its address, on a page in `current`."""
    language, mark = LANGUAGES[code], ' aria-current="true"' if code == current else ""
    html = f'class="{{}}" lang="{{}}" hreflang="{{}}" dir="{{}}"{mark}>{{}}'
    return format_html(html, language.script, code, code, language.direction, language.own_name)


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
def absolute_url(context: template.Context, name: str, *args: object) -> str:
    """`page_url` with the name of the site, for those who read the page elsewhere."""
    request: pages.PageRequest = context["request"]
    return request.build_absolute_uri(pages.page_url(request, name, *args))


@register.simple_tag(takes_context=True)
def alternates(context: template.Context) -> SafeString:
    """Links in the head to this page in each language, English also as `x-default`."""
    request: HttpRequest = context["request"]
    start = request.build_absolute_uri(get_script_prefix())
    rest = request.build_absolute_uri(_in_language(request, SOURCE)).removeprefix(start + SOURCE)
    named = [*((code, code) for code in LANGUAGES), ("x-default", SOURCE)]
    html = '<link rel="alternate" hreflang="{}" href="{}">'
    return format_html_join("\n", html, ((name, start + code + rest) for name, code in named))


@register.filter
def draft_tag(record: Any) -> SafeString:
    """Says of a record why it is not public; empty for one that is published."""
    said = NOT_PUBLIC.get(record.state_at(timezone.now()))
    return format_html(' <strong class="tag draft">{}</strong>', said) if said else SafeString()


@register.tag
def term(parser: Parser, token: Token) -> template.Node:
    """`{% term "sro" %}…{% end_term %}`: words that lead to what they mean on “How this works”.

    Only where they first stand on a page; after that they are words alone.
    """
    _, name = token.split_contents()
    nodes = parser.parse(("end_term",))
    parser.delete_first_token()
    return _Term(parser.compile_filter(name), nodes)


class _Term(template.Node):
    def __init__(self, name: FilterExpression, nodes: NodeList) -> None:
        self.name, self.nodelist = name, nodes

    def render(self, context: template.Context) -> SafeString:
        words, name = self.nodelist.render(context), self.name.resolve(context)
        linked: set[str] = context["request"].__dict__.setdefault("linked_terms", set())
        if name in linked:
            return words
        linked.add(name)
        address = f"{pages.page_url(context['request'], 'how')}#{name}"
        return format_html('<a class="term" href="{}">{}</a>', address, words)


def _in_language(request: HttpRequest, language: str) -> str:
    """Addresses differ only in their first part, the language."""
    own = language_of_path(request.path_info)
    rest = request.path_info.removeprefix(f"/{own}") if own else "/"
    return f"{get_script_prefix()}{language}{rest}"
