"""Dates and lists as HTML, in the active language."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from html import unescape
from typing import Any

from babel.lists import format_list
from django.utils.html import conditional_escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from languages.dates import Said, say
from languages.edtf import PartialDate
from languages.freshness import TranslationState
from languages.registry import LANGUAGES, SOURCE, active_language
from languages.texts import MARKED, Text, joined


def said_html(said: Said) -> SafeString:
    """A date as a `<time>`, or as a `<span>` where HTML has no machine form for it."""
    if said.datetime is None:
        return format_html("<span>{}</span>", said.text)
    return format_html('<time datetime="{}">{}</time>', said.datetime, said.text)


def when_html(when: PartialDate | None, *, alone: bool = False) -> SafeString:
    """A partial date, or that it is not known; `alone`: outside a sentence, so with a capital."""
    if when is None:
        if alone:
            return format_html("{}", _("Time not known"))
        # Translators: inside a sentence or after a colon.
        return format_html("{}", pgettext("time", "time not known"))
    said = say(when, active_language())
    return said_html(replace(said, text=said.text[:1].upper() + said.text[1:]) if alone else said)


def list_html(items: Iterable[str]) -> SafeString:
    """The items as one phrase in the active language, "a, b, and c"; unsafe strings are escaped."""
    safe = [str(conditional_escape(item)) for item in items]
    language = LANGUAGES[active_language()]
    if language.joints is None or len(safe) < 2:
        return mark_safe(format_list(safe, locale=language.cldr))  # noqa: S308 - escaped above
    between, last = language.joints
    if language.last_joint and re.match(language.last_joint[0], strip_tags(safe[-1]).strip()):
        last = language.last_joint[1]
    return mark_safe(between.join(safe[:-1]) + last + safe[-1])  # noqa: S308 - escaped above


_SPACES = re.compile(r"[^\S\u00a0\u202f]+")  # French has spaces that do not break before its signs
_PHONE_AND_SIGN = re.compile(r'(<a class="phone".*?</a>)([^\w\s<]+)')


def sentence_html(words: str, **values: object) -> SafeString:
    """`format_html`; the sign after a telephone number stays on the line of the number.

    Browsers may break a line behind a number that they keep whole, even before a full stop.
    """
    html = _PHONE_AND_SIGN.sub(r'<span class="whole">\1\2</span>', format_html(words, **values))
    return mark_safe(html)  # noqa: S308 - escaped above


def in_brackets(text: Text) -> SafeString:
    """A remark on what stands before it; what is in English only follows without brackets."""
    return joined(format_html("({})", text.own) if text.own else text.own, text.in_english)


_LEFT_TO_RIGHT = '<bdi dir="ltr">'


def plain_text(html: str) -> str:
    """The words of our own HTML, one line per `<p>`; English and outdated words are labeled so.

    Where a translation is stale, the current English follows on a line of its own. In a language
    from right to left, numbers to call follow a mark that keeps the order of their digits.
    """
    marked = MARKED.sub(_marked, html)
    if LANGUAGES[active_language()].direction == "rtl":
        marked = marked.replace(_LEFT_TO_RIGHT, "\N{LEFT-TO-RIGHT MARK}")
    lines = _SPACES.sub(" ", marked).replace("</p>", "\n").split("\n")
    words = (unescape(strip_tags(line)).strip() for line in lines)
    return "\n".join(line for line in words if line)


def json_ld(data: dict[str, Any]) -> SafeString:
    """A schema.org data block; `data` is escaped so that no text in it can end the block."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - as above


def _marked(found: re.Match[str]) -> str:
    kind, wanted = found["kind"], active_language()
    stale = kind == "stale"
    text = Text(
        value=unescape(strip_tags(found["words"])),
        language=wanted if stale else SOURCE,
        wanted=wanted,
        state=TranslationState.STALE if stale else None,
    )
    return ("</p>" if kind == "fallback now" else "") + conditional_escape(text.plain)
