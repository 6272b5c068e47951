"""Template tags for meetings: how to follow one, and data for calendars and search engines."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from events import wording
from events.entries import MeetingEntry
from events.models import Interpretation

register = template.Library()


@register.simple_tag
def follow(entry: MeetingEntry) -> SafeString:
    """`{% follow entry %}`: how a reader of the page's language can follow the meeting."""
    return format_html_join(" ", "{}", ((sentence,) for sentence in wording.follow(entry)))


@register.simple_tag
def service(entry: MeetingEntry, each: Interpretation) -> SafeString:
    """One of `entry.services` in a line."""
    return wording.service(entry, each)


@register.filter
def contact(value: str) -> SafeString:
    """A telephone number, mail address or https link as an HTML link."""
    return wording.contact_link(value)
