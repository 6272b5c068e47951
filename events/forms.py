"""The filter of meetings that a family can follow in a language; its choices are links."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from districts.models import District
from events.entries import languages_of
from events.models import Meeting
from languages.registry import LANGUAGES, active_language
from languages.tags import primary_language, tag_of, validate_tag
from languages.templatetags.words import language_named
from publishing.pages import DAY, PageRequest, printable

FOLLOW = "follow"
FEW = 3  # meetings that are seen at a glance


@dataclass(frozen=True, slots=True)
class Link:
    """One choice of the filter: its words, the query it leads to, and whether it is chosen."""

    address: str
    words: SafeString
    is_chosen: bool


class MeetingChoice:
    """`?follow=` with a language tag; `error` is set if that is not a language."""

    def __init__(
        self, request: PageRequest, meetings: Iterable[Meeting], district: District, day: date
    ) -> None:
        self.request = request
        self.languages: dict[int, set[str]] = {
            meeting.pk: set(map(primary_language, languages_of(meeting, district, day)))
            for meeting in meetings
        }
        self.asked = printable(request.GET.get(FOLLOW, "")[:40])
        self.error = False
        self.language = ""
        if FOLLOW in request.GET:
            try:
                tag = tag_of(self.asked)
                validate_tag(tag)
                self.language = primary_language(tag)
            except ValidationError:
                self.error = True

    def chosen(self, meetings: Iterable[Meeting]) -> list[Meeting]:
        """The meetings that match the filter."""
        language = self.language
        return [m for m in meetings if not language or language in self.languages[m.pk]]

    @property
    def is_needed(self) -> bool:
        """Whether there is something to choose from, or a choice to take back."""
        return bool(self.language or self.error or len(self.languages) > FEW)

    @cached_property
    def links(self) -> list[Link]:
        """All meetings, those in the reader's language, and those in other languages."""
        # Translators: write the name of your own language in place of "English".
        own = format_html("{}", _("Meetings that I can follow in English"))
        reader = active_language()
        beyond = set[str]().union(*self.languages.values()) - {*LANGUAGES}
        others = sorted((beyond | {self.language}) - {"", reader})
        return [
            self._link("", format_html("{}", _("All meetings"))),
            self._link(reader, own),
            *(self._link(tag, _words(tag)) for tag in others),
        ]

    def _link(self, language: str, words: SafeString) -> Link:
        query: dict[str, Any] = {}
        if self.request.on:
            query[DAY] = self.request.on.isoformat()
        if language:
            query[FOLLOW] = language
        address = f"{self.request.path}?{urlencode(query)}" if query else self.request.path
        return Link(address, words, is_chosen=language == self.language and not self.error)


def _words(language: str) -> SafeString:
    sentence = _("Meetings that can be followed in this language: {language}")
    return format_html(sentence, language=language_named(language))
