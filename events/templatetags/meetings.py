"""Template tags for meetings: how to follow one, and data for calendars and search engines."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from events import wording
from events.asking import contact_link
from events.entries import MeetingEntry
from events.models import Interpretation

register = template.Library()


@register.simple_tag
def follow(entry: MeetingEntry) -> SafeString:
    """`{% follow entry %}`: how a reader of the page's language can follow the meeting."""
    return format_html_join(" ", "{}", ((sentence,) for sentence in wording.follow(entry)))


@register.simple_tag
def beyond_groups(entry: MeetingEntry) -> SafeString:
    """What a reader of the page's language has to know beside `language_groups`."""
    return format_html_join(" ", "{}", ((sentence,) for sentence in wording.beyond_groups(entry)))


@register.simple_tag
def language_groups(entry: MeetingEntry) -> list[wording.LanguageGroup]:
    """The languages in which the meeting can be followed."""
    return wording.language_groups(entry)


@register.simple_tag
def not_announced(entry: MeetingEntry) -> SafeString:
    """What is not announced of the meeting, in one sentence or none."""
    return wording.not_announced(entry)


@register.simple_tag
def not_announced_of_any(entries: Sequence[MeetingEntry]) -> SafeString:
    """What is announced of none of the meetings, where it is the same of all."""
    return wording.not_announced_of_any(entries)


@register.simple_tag
def service(entry: MeetingEntry, each: Interpretation) -> SafeString:
    """One of `entry.services` in a line."""
    return wording.service(entry, each)


@register.filter
def contact(value: str) -> SafeString:
    """A telephone number, mail address or https link as an HTML link."""
    return contact_link(value)
