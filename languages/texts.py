"""Content in the reader's language, which always knows how far it may be trusted."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from languages.columns import words_in
from languages.freshness import TranslationState, mark_in, state_of
from languages.registry import LANGUAGES, SOURCE, active_language

# What `Text.html` says of its words to those who put a page together, besides the words.
DRAFT = SafeString("<!--draft-->")
MARKED = re.compile(
    r'<span class="(?P<kind>fallback|fallback now|stale)"'
    r'(?: data-part="(?P<part>[^"]*)")?[^>]*>(?P<words>[^<]*)</span>'
)


@dataclass(frozen=True, slots=True)
class Text:
    """One translated text as a reader of `wanted` gets it: `value` is in `language`.

    `state` is that of a translation; None where there is none to speak of. Of a stale one `part`
    is what families call it, in `wanted`, and `english` what the English says now.
    """

    value: str
    language: str
    wanted: str
    state: TranslationState | None = None
    part: str = ""
    english: str = ""

    @property
    def fell_back(self) -> bool:
        return bool(self.value) and self.language != self.wanted

    @property
    def html(self) -> SafeString:
        """For running text: English says that it is, and stands beneath what is stale."""
        if self.fell_back:
            return _english(self.value, "fallback")
        if self.state is TranslationState.STALE:
            html = '<span class="stale" data-part="{}">{}</span> {}'
            return format_html(html, self.part, self.value, self.now)
        return format_html(
            "{}{}", DRAFT if self.state is TranslationState.DRAFT else "", self.value
        )

    @property
    def now(self) -> SafeString:
        """Of what is stale: the English that holds now."""
        return _english(self.english, "fallback now") if self.english else SafeString()

    @property
    def plain(self) -> str:
        """For titles, attributes and options, which cannot carry a language of their own."""
        if self.fell_back:
            # Translators: a title that is not translated yet, as in "Town hall (English)".
            return _("%(text)s (English)") % {"text": self.value}
        if self.state is TranslationState.STALE:
            # Translators: a title whose English has changed since it was translated.
            return _("%(text)s (older translation)") % {"text": self.value}
        return self.value

    def __bool__(self) -> bool:
        return bool(self.value)

    def __str__(self) -> str:
        return self.value


def text_of(record: Model, field: str, language: str | None = None) -> Text:
    """The translated `field` of `record` in `language` (the active one), else in English.

    Empty where there is no English: a translation that it has left behind holds no more.
    """
    wanted = language or active_language()
    own, english = _column(record, field, wanted), _column(record, field, SOURCE)
    if wanted == SOURCE or not (own and english):
        return Text(english, SOURCE, wanted)
    translated: Any = record
    state = state_of(english, own, mark_in(translated.translations, field, wanted))
    if state is not TranslationState.STALE:
        return Text(own, wanted, wanted, state)
    return Text(own, wanted, wanted, state, str(translated.part_names[field]), english)


def _column(record: Any, field: str, language: str) -> str:
    return words_in(record, field, language)


def _english(words: str, css: str) -> SafeString:
    source = LANGUAGES[SOURCE]
    html = '<span class="{}" lang="{}" dir="{}">{}</span>'
    return format_html(html, css, source.code, source.direction, words)
