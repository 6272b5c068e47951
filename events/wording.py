"""Sentences for families about following a meeting, in the active language.

A page has the language of its catalog. Sentences about the reader's own language therefore name it
themselves: where the English says "English", each catalog writes its own name.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from events.asking import asking, contact_link, day_html, time_left
from events.entries import MeetingEntry, is_in
from events.models import (
    SURE,
    Interpretation,
    InterpretationMode,
    InterpretationStatus,
    MeetingMode,
    Service,
)
from languages.html import list_html
from languages.registry import active_language
from languages.templatetags.words import language_named

_IS: dict[str, Any] = {
    # Translators: write the name of your own language in place of "English".
    InterpretationStatus.ANNOUNCED: gettext_lazy("Interpretation into English is announced."),
    # Translators: write the name of your own language in place of "English".
    InterpretationStatus.CONFIRMED: gettext_lazy("Interpretation into English is confirmed."),
    # Translators: write the name of your own language in place of "English".
    InterpretationStatus.ON_REQUEST: gettext_lazy(
        "Interpretation into English is available on request."
    ),
    # Translators: write the name of your own language in place of "English".
    InterpretationStatus.NOT_OFFERED: gettext_lazy("There is no interpretation into English."),
}
_WAS: dict[str, Any] = {
    # Translators: write the name of your own language in place of "English".
    InterpretationStatus.ANNOUNCED: gettext_lazy("Interpretation into English was announced."),
    # Translators: write the name of your own language in place of "English".
    InterpretationStatus.CONFIRMED: gettext_lazy("Interpretation into English was confirmed."),
    # Translators: write the name of your own language in place of "English".
    InterpretationStatus.ON_REQUEST: gettext_lazy(
        "Interpretation into English was available on request."
    ),
    # Translators: write the name of your own language in place of "English".
    InterpretationStatus.NOT_OFFERED: gettext_lazy("There was no interpretation into English."),
}
_ASK_BY: dict[str, Any] = {
    # Translators: write the name of your own language in place of "English".
    Service.INTERPRETATION: gettext_lazy("Interpretation into English: ask by {day}."),
    # Translators: write the name of your own language in place of "English".
    Service.CAPTIONS: gettext_lazy("Captions in English: ask by {day}."),
}
_MODES: dict[str, Any] = {
    # Translators: interpretation into a language, and how, with what that means in a few words.
    InterpretationMode.SIMULTANEOUS: gettext_lazy(
        "{language}, simultaneous (while the speaker talks)"
    ),
    # Translators: interpretation into a language, and how, with what that means in a few words.
    InterpretationMode.CONSECUTIVE: gettext_lazy(
        "{language}, consecutive (in turns, after the speaker)"
    ),
}

HELD_UNKNOWN = gettext_lazy("We don’t know whether it took place.")


@dataclass(frozen=True, slots=True)
class LanguageTab:
    name: SafeString
    is_own: bool


@dataclass(frozen=True, slots=True)
class LanguageGroup:
    """The languages in which a meeting can be followed in one way."""

    label: str
    tabs: list[LanguageTab]


def language_groups(entry: MeetingEntry) -> list[LanguageGroup]:
    """In which languages `entry` can be followed, and how; the reader's own comes first."""
    # Translators: before a language: what is said at a meeting is said in it.
    tags = {pgettext("meeting", "Spoken:"): [entry.record.language]}
    for each in entry.services:
        if each.is_offered(entry.day, past=entry.is_past):
            tags.setdefault(_label(entry, each), []).append(each.language)
    groups = [LanguageGroup(label, list(map(_tab, found))) for label, found in tags.items()]
    return sorted(groups, key=lambda group: not any(tab.is_own for tab in group.tabs))


def _tab(tag: str) -> LanguageTab:
    return LanguageTab(language_named(tag), is_in(tag, active_language()))


def _label(entry: MeetingEntry, each: Interpretation) -> str:
    if each.service == Service.CAPTIONS:
        # Translators: before a list of languages in which one can read along.
        return pgettext("meeting", "Captions:")
    if entry.can_be_asked_for(each):
        # Translators: before a list of languages; families have to ask for an interpreter.
        return pgettext("meeting", "Interpretation on request:")
    return _("Interpretation:")


def not_announced(entry: MeetingEntry) -> SafeString:
    """What is not announced of a meeting to come, in one sentence or none."""
    # Translators: {things} is a list, such as "place and link to join".
    return _sentence(pgettext("meeting", "Not announced yet: {things}."), _missing(entry))


def not_announced_of_any(entries: Sequence[MeetingEntry]) -> SafeString:
    """The same in one sentence of several meetings, where it is the same of all of them."""
    alike = {tuple(_missing(entry)) for entry in entries}
    things = alike.pop() if len(entries) > 1 and len(alike) == 1 else ()
    # Translators: {things} is a list, such as "place and link to join".
    words = pgettext("meeting", "Not announced yet for any of these meetings: {things}.")
    return _sentence(words, things)


def _sentence(words: str, things: Iterable[str]) -> SafeString:
    found = list(things)
    return format_html(words, things=list_html(found)) if found else SafeString()


def _missing(entry: MeetingEntry) -> Iterator[str]:
    if entry.is_past or entry.is_canceled:
        return
    record, on_site = entry.record, entry.record.mode != MeetingMode.ONLINE
    if on_site and not entry.where:
        # Translators: in a list of what is not announced yet of a meeting.
        yield pgettext("not announced", "place")
    if record.mode != MeetingMode.IN_PERSON and not (record.link or record.phone):
        # Translators: in a list of what is not announced yet of a meeting: an online address.
        yield pgettext("not announced", "link to join")
    if on_site and not record.accessibility:
        # Translators: in a list of what is not announced yet of a meeting.
        yield pgettext("not announced", "access for people with disabilities")


def follow(entry: MeetingEntry) -> list[SafeString]:
    """How a reader of the page's language can follow the meeting, in a sentence or a few."""
    return [] if entry.is_canceled else [*_spoken(entry), *_in_own_language(entry, told=False)]


def beyond_groups(entry: MeetingEntry) -> list[SafeString]:
    """What a reader has to know beside the groups of languages: what is not sure, whom to ask."""
    if entry.is_canceled:
        return []
    held = [format_html("{}", HELD_UNKNOWN)] if entry.may_have_been else []
    return [*held, *_in_own_language(entry, told=True)]


def _in_own_language(entry: MeetingEntry, *, told: bool) -> list[SafeString]:
    """`told`: what is announced or confirmed has been told already."""
    sentences: list[SafeString] = []
    interpreted = [each for each in entry.own if each.service == Service.INTERPRETATION]
    if not interpreted and not entry.in_own_language and not entry.may_have_been:
        sentences.append(format_html("{}", _unknown(entry)))
    for each in (*interpreted, *(e for e in entry.own if e.service == Service.CAPTIONS)):
        if not (told and each.status in SURE):
            sentences += _own(entry, each)
            sentences += time_left(entry, each) if told else ()
    return sentences


def summary(entry: MeetingEntry) -> str:
    """The title in plain text, which also says that a meeting is canceled."""
    if entry.record.postponed_to_id:
        # Translators: the title of a meeting in a calendar or a message.
        return _("Postponed: %(title)s") % {"title": entry.title.plain}
    if entry.is_canceled:
        # Translators: the title of a meeting in a calendar or a message.
        return _("Canceled: %(title)s") % {"title": entry.title.plain}
    return entry.title.plain


def service(entry: MeetingEntry, each: Interpretation) -> SafeString:
    """One service in a line: language and kind, how certain it is, where to get it, whom to ask."""
    parts = [_kind(each), format_html("{}", each.get_status_display())]
    if _is_kind_unknown(each) and each.is_offered(entry.day, past=entry.is_past):
        # Translators: a part of a list, without a capital: of interpretation.
        parts.append(format_html("{}", _("not known whether simultaneous or consecutive")))
    if each.ask_by and entry.can_be_asked_for(each):
        # Translators: a part of a list, without a capital: by when to ask for interpretation.
        parts.append(format_html(_("ask by {day}"), day=day_html(each.ask_by)))
    if each.channel:
        parts.append(format_html("{}", each.get_channel_display()))
    if each.access:
        parts.append(contact_link(each.access))
    # Translators: two parts of a line about interpretation, "Spanish, simultaneous".
    words = pgettext("interpretation", "{first}, {second}")
    line = reduce(lambda first, second: format_html(words, first=first, second=second), parts)
    # Translators: {line} says which interpretation there is, {sentence} whom to ask for it. The
    # full stop after {line} is the one of your language; {sentence} has one of its own.
    words = pgettext("interpretation", "{line}. {sentence}")
    for sentence in asking(entry, each):
        line = format_html(words, line=line, sentence=sentence)
    return line


def _spoken(entry: MeetingEntry) -> Iterator[SafeString]:
    words = _("This meeting is in {language}.")
    if entry.may_have_been:
        words = _("This meeting was planned in {language}.")
    elif entry.is_past:
        words = _("This meeting was in {language}.")
    yield format_html(words, language=language_named(entry.record.language))
    if entry.may_have_been:
        yield format_html("{}", HELD_UNKNOWN)


def _unknown(entry: MeetingEntry) -> str:
    if entry.is_past:
        # Translators: write the name of your own language in place of "English".
        return _("We don’t know whether there was interpretation into English.")
    # Translators: write the name of your own language in place of "English".
    return _("Interpretation into English is not announced yet.")


def _own(entry: MeetingEntry, each: Interpretation) -> Iterator[SafeString]:
    """What to know about one service in the reader's own language."""
    if each.ask_by and entry.can_be_asked_for(each):
        yield format_html(str(_ASK_BY[each.service]), day=day_html(each.ask_by))
    else:
        yield _stated(entry, each)
    yield from asking(entry, each)


def _stated(entry: MeetingEntry, each: Interpretation) -> SafeString:
    if each.service == Service.CAPTIONS:
        # Translators: write the name of your own language in place of "English".
        # {status} is one of: announced, confirmed, on request, not offered.
        return format_html(_("Captions in English: {status}."), status=each.get_status_display())
    words = (_WAS if entry.is_past else _IS).get(each.status, _unknown(entry))
    return format_html("{}", words)


def named(each: Interpretation) -> SafeString:
    """The language of a service, and whether it is captions."""
    language = language_named(each.language)
    if each.service == Service.CAPTIONS:
        # Translators: {language} is that of the captions.
        return format_html(_("{language}, captions"), language=language)
    return language


def _kind(each: Interpretation) -> SafeString:
    if each.service == Service.CAPTIONS or each.mode not in _MODES:
        return named(each)
    return format_html(str(_MODES[each.mode]), language=language_named(each.language))


def _is_kind_unknown(each: Interpretation) -> bool:
    return each.service == Service.INTERPRETATION and each.mode not in _MODES
