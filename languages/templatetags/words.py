"""Template tags for dates and for content, which may be English, stale or a draft."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from django import template
from django.db.models import Model
from django.template.base import NodeList, Parser, Token
from django.template.loader import render_to_string
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from languages import html
from languages.catalogs import counts_of
from languages.dates import Said, say_day
from languages.distances import days_until, say_distance
from languages.edtf import PartialDate, parse
from languages.freshness import TranslationState
from languages.numbers import say_percent
from languages.registry import LANGUAGES, SOURCE, active_language
from languages.tags import language_name
from languages.texts import DRAFT, MARKED, Text, text_of

register = template.Library()

_LABEL_PLACE = "\x00fallback-label\x00"
_DRAFT_PLACE = "\x00draft-mark\x00"


@register.simple_tag
def text(record: Model, field: str) -> SafeString:
    """`{% text district "summary" %}`: the words, marked if they are English or stale."""
    return text_of(record, field).html


@register.simple_tag
def in_brackets(record: Model, field: str) -> SafeString:
    """The words as a remark in brackets; English follows in a block of its own, without them."""
    return html.in_brackets(text_of(record, field))


@register.simple_tag
def paragraphs(record: Model, field: str) -> SafeString:
    """Words of several paragraphs, each marked separately, then the current English if stale."""
    words = text_of(record, field)
    own = (replace(words, value=part, english="").html for part in _paragraphs(words.value))
    now = (replace(words, english=part).in_english for part in _paragraphs(words.english))
    return format_html_join("", "<p>{}</p>", ((part,) for part in (*own, *now)))


@register.simple_tag
def plain(record: Model, field: str) -> str:
    """The words for titles, attributes and options: English ones end in "(English)"."""
    return text_of(record, field).plain


@register.filter
def plain_words(value: str) -> str:
    """Our own HTML for attributes: what fell back ends in "(English)", and so on."""
    return html.plain_text(value)


@register.filter
def when(value: PartialDate | None) -> SafeString:
    """A partial date inside a sentence or after a label, or that it is not known."""
    return html.when_html(value)


@register.filter
def when_alone(value: PartialDate | None) -> SafeString:
    """A partial date outside a sentence, so with a capital, or that it is not known."""
    return html.when_html(value, alone=True)


@register.filter
def day(value: date) -> SafeString:
    """One day, with month and year in the page's language."""
    return html.said_html(say_day(value, active_language()))


@register.filter
def distance(when: PartialDate | date | None, day: date) -> str:
    """How far away it is, seen from `day`; empty if that is not known to the day."""
    if isinstance(when, date):
        when = parse(when.isoformat())
    return say_distance(days_until(when, day))


@register.filter
def said(value: Said) -> SafeString:
    """A date or time of day that has been put into words already."""
    return html.said_html(value)


@register.filter
def keep_whole(text: SafeString, words: str) -> SafeString:
    """`text` in which `words`, with a sign after them, are torn only if longer than a line."""
    found = re.escape(escape(words)) + r"\S*"
    return SafeString(re.sub(found, r'<span class="whole">\g<0></span>', text, count=1))


@register.filter
def percent(value: int) -> str:
    """A whole number of percent, 0 to 100, as the page's language writes it."""
    return say_percent(value, active_language())


@register.filter
def language_named(tag: str) -> SafeString:
    """The name of a language in the page's language, or in English and marked so."""
    wanted = active_language()
    name, fell_back = language_name(tag, wanted)
    return Text(name, SOURCE if fell_back else wanted, wanted).name


@register.simple_tag
def page_language() -> Any:
    """The language of this page."""
    return LANGUAGES[active_language()]


@register.tag
def fallback_region(parser: Parser, token: Token) -> template.Node:
    """A part of a page in which one label announces all text that is English or stale.

    `{% fallback_region %}…{% fallback_label %}…{% end_fallback_region %}`: the label is shown at
    its tag, and only if there is such text. If there are several tags, the last one before all such
    text is used.
    """
    nodes = parser.parse(("end_fallback_region",))
    parser.delete_first_token()
    return _FallbackRegion(nodes)


@register.simple_tag
def fallback_label() -> SafeString:
    """The place of the label inside a fallback region."""
    return mark_safe(_LABEL_PLACE)  # noqa: S308 - a constant


class _FallbackRegion(template.Node):
    def __init__(self, nodes: NodeList) -> None:
        self.nodelist = nodes

    def render(self, context: template.Context) -> SafeString:
        content: str = self.nodelist.render(context)
        marked = list(MARKED.finditer(content))
        if marked:
            place = content.rfind(_LABEL_PLACE, 0, marked[0].start())
            place = max(content.find(_LABEL_PLACE), 0) if place < 0 else place
            content = content[:place] + _label(marked, context) + content[place:]
        return mark_safe(content.replace(_LABEL_PLACE, ""))  # noqa: S308 - rendered above


def _label(marked: list[re.Match[str]], context: template.Context) -> str:
    # They come out of rendered HTML, so they are escaped.
    stale = dict.fromkeys(mark_safe(each["part"]) for each in marked if each["part"])  # noqa: S308
    variables: dict[str, Any] = context.flatten()  # type: ignore[assignment]
    variables["stale_parts"] = html.list_html(stale)
    variables["fell_back"] = any(each["kind"] in ("fallback", "fallback name") for each in marked)
    return render_to_string("languages/fallback_label.html", variables)


@register.tag
def translated_page(parser: Parser, token: Token) -> template.Node:
    """A page that says once, at its end, whether any of its words, interface included, are drafts.

    `{% translated_page %}…{% draft_mark %}…{% end_translated_page %}`: the notice is shown at its
    tag.
    """
    nodes = parser.parse(("end_translated_page",))
    parser.delete_first_token()
    return _TranslatedPage(nodes)


@register.simple_tag
def draft_mark() -> SafeString:
    """The place of the notice about drafts inside a translated page."""
    return mark_safe(_DRAFT_PLACE)  # noqa: S308 - a constant


class _TranslatedPage(template.Node):
    def __init__(self, nodes: NodeList) -> None:
        self.nodelist = nodes

    def render(self, context: template.Context) -> SafeString:
        content: str = self.nodelist.render(context)
        language = active_language()
        interface = language != SOURCE and counts_of(language)[TranslationState.DRAFT]
        is_draft = DRAFT in content or interface
        mark = render_to_string("languages/draft_mark.html") if is_draft else ""
        content = content.replace(_DRAFT_PLACE, mark).replace(DRAFT, "")
        return mark_safe(content)  # noqa: S308 - rendered above


@register.tag
def page_title(parser: Parser, token: Token) -> template.Node:
    """`{% page_title %}…{% end_page_title %}`: prints the title and sets `page_title`."""
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


def _paragraphs(words: str) -> list[str]:
    return [part.strip() for part in words.split("\n\n") if part.strip()]
