"""A text in the reader's language that knows whether it is English, stale or a draft."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from languages.columns import words_in
from languages.freshness import TranslationState, mark_in, state_of
from languages.registry import LANGUAGES, SOURCE, active_language

# Marks that `Text.html` adds to words, and that the tags that build a page search for. In the words
# may be marked what somebody searched for.
DRAFT = SafeString("<!--draft-->")
MARKED = re.compile(
    r'<span class="(?P<kind>fallback|fallback name|fallback now|stale)"'
    r'(?: data-part="(?P<part>[^"]*)")?[^>]*>(?P<words>(?:[^<]|</?mark>)*)</span>'
)


@dataclass(frozen=True, slots=True)
class Text:
    """One translated text for a reader of the language `wanted`; `value` is in `language`.

    `state` is the translation's state, None if there is no translation. For a stale one, `part` is
    what families call the field, in `wanted`, and `english` is the current English.
    """

    value: str
    language: str
    wanted: str
    state: TranslationState | None = None
    part: str = ""
    english: str = ""

    @property
    def fell_back(self) -> bool:
        """Whether it is English because there is no translation."""
        return bool(self.value) and self.language != self.wanted

    @property
    def html(self) -> SafeString:
        """The text for a page: English is marked as English, and follows a stale translation."""
        own, english = self.own, self.in_english
        return joined(own, english) if own and english else own or english

    @property
    def own(self) -> SafeString:
        """The words in the reader's language, fit for the middle of a sentence; may be empty."""
        if self.fell_back:
            return SafeString()
        if self.state is TranslationState.STALE:
            return format_html(
                '<span class="stale" data-part="{}">{}</span>', self.part, self.value
            )
        words = conditional_escape(self.value)  # what is marked in it is HTML
        return DRAFT + words if self.state is TranslationState.DRAFT else words

    @property
    def in_english(self) -> SafeString:
        """The English that a page shows in place of a translation, or below a stale one.

        It is marked, and a block of its own: where `own` is in a sentence, it follows the sentence.
        """
        if self.fell_back:
            return _english(self.value, "fallback")
        return _english(self.english, "fallback now") if self.english else SafeString()

    @property
    def name(self) -> SafeString:
        """A short name, such as that of a language, which stays in its sentence in English too."""
        return _english(self.value, "fallback name") if self.fell_back else self.own

    @property
    def plain(self) -> str:
        """The text for titles, attributes and options, which cannot be marked with a language."""
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


def joined(*parts: SafeString) -> SafeString:
    """The parts that are not empty, with spaces between them."""
    return format_html_join(" ", "{}", ((part,) for part in parts if part))


def text_of(record: Model, field: str, language: str | None = None) -> Text:
    """The translated `field` of `record` in `language` (default: the active one), else in English.

    Empty if there is no English, even if an old translation is left.
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
