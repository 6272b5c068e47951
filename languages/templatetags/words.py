"""Template tags for content, which may have fallen back to English, and for dates."""

from datetime import date
from typing import Any

from django import template
from django.db.models import Model
from django.template.base import NodeList, Parser, Token
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from languages import html
from languages.dates import Said, say_day
from languages.edtf import PartialDate
from languages.numbers import say_percent
from languages.registry import LANGUAGES, SOURCE
from languages.tags import language_name
from languages.texts import Text, text_of

register = template.Library()

_LABEL_PLACE = "\x00fallback-label\x00"
_RUN = "languages.fallback_run"


@register.simple_tag
def text(record: Model, field: str) -> SafeString:
    """`{% text district "summary" %}`: the words, marked where they are English."""
    return text_of(record, field).html


@register.simple_tag
def paragraphs(record: Model, field: str) -> SafeString:
    """Words that may have several paragraphs, each marked where it is English."""
    words = text_of(record, field)
    parts = [part.strip() for part in words.value.split("\n\n") if part.strip()]
    made = (Text(part, words.language, words.wanted) for part in parts)
    return mark_safe("".join(format_html("<p>{}</p>", part.html) for part in made))  # noqa: S308


@register.simple_tag
def plain(record: Model, field: str) -> str:
    """For titles, attributes and options: what fell back ends in "(English)"."""
    return text_of(record, field).plain


@register.filter
def when(value: PartialDate | None) -> SafeString:
    """A partial date inside a sentence or after a label, or that it is not known."""
    return html.when_html(value)


@register.filter
def when_alone(value: PartialDate | None) -> SafeString:
    """A partial date that stands by itself, so with a capital."""
    return html.when_html(value, alone=True)


@register.filter
def day(value: date) -> SafeString:
    """One day, with month and year in the page's language."""
    return html.said_html(say_day(value, get_language() or SOURCE))


@register.filter
def said(value: Said) -> SafeString:
    """A date or time of day that has been put into words already."""
    return html.said_html(value)


@register.filter
def percent(value: int) -> str:
    """A whole number of percent, 0 to 100, as the page's language writes it."""
    return say_percent(value, get_language() or SOURCE)


@register.filter
def language_named(tag: str) -> SafeString:
    """The name of a language in the page's language; English, and marked so, if it has none."""
    wanted = get_language() or SOURCE
    name, fell_back = language_name(tag, wanted)
    return Text(name, SOURCE if fell_back else wanted, wanted).html


@register.simple_tag
def page_languages() -> list[Any]:
    """The languages of the site, in the order of its menu."""
    return list(LANGUAGES.values())


@register.simple_tag
def page_language() -> Any:
    """The language of this page."""
    return LANGUAGES[get_language() or SOURCE]


@register.tag
def fallback_region(parser: Parser, token: Token) -> template.Node:
    """A stretch of page in which one label speaks for all the text that fell back to English.

    `{% fallback_region %}…{% fallback_label %}…{% end_fallback_region %}`: the label appears where
    its tag stands, and only if something in the region did fall back. A region that is `joined`
    goes on with the run of the one before: if that one has a label, it needs none of its own.
    """
    joined = token.split_contents()[1:] == ["joined"]
    nodes = parser.parse(("end_fallback_region",))
    parser.delete_first_token()
    return _FallbackRegion(nodes, joined)


@register.simple_tag
def fallback_label() -> SafeString:
    return mark_safe(_LABEL_PLACE)  # noqa: S308 - a constant


class _FallbackRegion(template.Node):
    def __init__(self, nodes: NodeList, joined: bool) -> None:
        self.nodelist = nodes
        self.joined = joined

    def render(self, context: template.Context) -> SafeString:
        content = self.nodelist.render(context)
        fell_back = 'class="fallback"' in content
        told = self.joined and context.render_context.get(_RUN, False)
        context.render_context[_RUN] = fell_back or told
        label = ""
        if fell_back and not told:
            variables: Any = context.flatten()
            label = render_to_string("languages/fallback_label.html", variables)
        return mark_safe(content.replace(_LABEL_PLACE, label))  # noqa: S308 - rendered above


@register.tag
def page_title(parser: Parser, token: Token) -> template.Node:
    """`{% page_title %}…{% end_page_title %}`: the title, which is then in `page_title` as well."""
    nodes = parser.parse(("end_page_title",))
    parser.delete_first_token()
    return _PageTitle(nodes)


class _PageTitle(template.Node):
    def __init__(self, nodes: NodeList) -> None:
        self.nodelist = nodes

    def render(self, context: template.Context) -> SafeString:
        title = mark_safe(self.nodelist.render(context))  # noqa: S308 - rendered here
        context["page_title"] = title
        return title
