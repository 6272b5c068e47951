"""Content in the reader's language, which always knows when it fell back to English."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from languages.registry import LANGUAGES, SOURCE

# What `Text.html` makes of words that fell back.
FALLBACK = re.compile(r'<span class="fallback"[^>]*>(?P<words>[^<]*)</span>')


@dataclass(frozen=True, slots=True)
class Text:
    """One translated text as a reader of `wanted` gets it: `value` is in `language`."""

    value: str
    language: str
    wanted: str

    @property
    def fell_back(self) -> bool:
        return bool(self.value) and self.language != self.wanted

    @property
    def html(self) -> SafeString:
        """For running text: what fell back says which language it is in."""
        if not self.fell_back:
            return format_html("{}", self.value)
        language = LANGUAGES[self.language]
        return format_html(
            '<span class="fallback" lang="{}" dir="{}">{}</span>',
            language.code,
            language.direction,
            self.value,
        )

    @property
    def plain(self) -> str:
        """For titles, attributes and options, which cannot carry a language of their own."""
        if not self.fell_back:
            return self.value
        # Translators: a title that is not translated yet, as in "Town hall (English)".
        return _("%(text)s (English)") % {"text": self.value}

    def __bool__(self) -> bool:
        return bool(self.value)

    def __str__(self) -> str:
        return self.value


def text_of(record: Model, field: str, language: str | None = None) -> Text:
    """The translated `field` of `record` in `language` (the active one), else in English."""
    wanted = language or get_language() or SOURCE
    own = _column(record, field, wanted)
    if own:
        return Text(own, wanted, wanted)
    return Text(_column(record, field, SOURCE), SOURCE, wanted)


def _column(record: Any, field: str, language: str) -> str:
    return getattr(record, f"{field}_{language}") or ""
