"""Until when, and whom, families can ask for interpretation that is on request."""

from collections.abc import Iterator
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from districts.contacts import contact_uri
from events.entries import MeetingEntry
from events.models import Interpretation
from languages.dates import say_day
from languages.html import said_html, sentence_html
from languages.registry import active_language


def asking(entry: MeetingEntry, each: Interpretation) -> Iterator[SafeString]:
    """Whom to ask for a service that is on request, or that it is too late."""
    if entry.can_be_asked_for(each):
        yield _whom(entry, each)
    elif each.ask_by and not entry.is_past:
        yield format_html(_("Requests were taken until {day}."), day=day_html(each.ask_by))


def time_left(entry: MeetingEntry, each: Interpretation) -> Iterator[SafeString]:
    """How many days are left to ask for it on the day of the page, where there is a last day."""
    if not each.ask_by or not entry.can_be_asked_for(each):
        return
    if days := (each.ask_by - entry.day).days:
        words = ngettext(
            "There is {days} day left to ask.", "There are {days} days left to ask.", days
        )
        yield format_html(words, days=days)
    else:
        yield format_html("{}", _("Today is the last day to ask."))


def _whom(entry: MeetingEntry, each: Interpretation) -> SafeString:
    if each.ask_contact:
        return sentence_html(_("Ask here: {contact}."), contact=contact_link(each.ask_contact))
    if phone := entry.district.helpline_phone:
        return sentence_html(_("Ask the helpline: {phone}."), phone=contact_link(phone))
    return format_html("{}", _("We don’t know yet who to ask."))


def contact_link(contact: str) -> SafeString:
    """A telephone number, mail address or https link as an HTML link."""
    uri = contact_uri(contact)
    css = "phone" if uri.startswith("tel:") else "contact"
    html = '<a class="{}" href="{}" rel="noopener"><bdi dir="ltr">{}</bdi></a>'
    return format_html(html, css, uri, contact)


def day_html(day: date) -> SafeString:
    """A day in the words of the page's language."""
    return said_html(say_day(day, active_language()))
