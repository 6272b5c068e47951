"""Atom feeds (RFC 4287) of a district's changes and of its meetings, one for each language.

The ids of entries are `tag:` URIs (RFC 4151) made of stable ids, so that they are the same in each
language, and stay so when the address of the site or of the district changes.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from districts.pages import DistrictPage, open_district
from events.cards import meeting_card
from events.entries import MeetingEntry, meeting_entry
from events.queries import load_meetings
from events.wording import summary
from languages.html import plain_text
from languages.registry import LANGUAGES
from opendata.changes.telling import Told, address_in, recorded
from opendata.queries import entries, heads
from opendata.record.recording import look
from publishing.pages import PageRequest, asks, printable

# The name and the year never change, wherever the site is: readers know entries by them.
TAG = "tag:sro-transition-tracker.invalid,2026:"
LOOKED_AT = 20  # entries of the record
MOST = 50  # entries of a feed


class AtomFeed(Atom1Feed):
    """Also leads to the same feed in other languages, and says by itself when it was updated."""

    feed: dict[str, Any]

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for language, address in self.feed["translations"].items():
            link = {"rel": "alternate", "hreflang": language, "href": address}
            handler.addQuickElement("link", "", {**link, "type": "application/atom+xml"})

    def latest_post_date(self) -> datetime:
        found: datetime = self.feed["updated"]
        return found


@asks()
def changes_feed(request: PageRequest, slug: str) -> HttpResponse:
    """What has changed, the newest first."""
    page = _page(request, slug)
    found = list(entries(page.district).reverse()[: LOOKED_AT + 1])
    # Translators: the name of a feed; %(district)s is a short name such as "DPS".
    title = _("What has changed – %(district)s") % {"district": page.district.short_name}
    feed = _feed(request, page, title, "changes")
    if found:
        feed.feed["updated"] = found[0].recorded_at
    for told in islice(recorded(page, found, address_in(request, slug)), MOST):
        _add_change(feed, request, page, told)
    return _answer(feed)


@asks()
def events_feed(request: PageRequest, slug: str) -> HttpResponse:
    """The meetings, the last changed first."""
    page = _page(request, slug)
    # Translators: the name of a feed; %(district)s is a short name such as "DPS".
    title = _("Community meetings – %(district)s") % {"district": page.district.short_name}
    feed = _feed(request, page, title, "events")
    meetings = [meeting_entry(each, page.district, page.day) for each in load_meetings(page)]
    known = [(max(entry.changed_at, feed.feed["begun"]), entry) for entry in meetings]
    known.sort(key=lambda pair: pair[0], reverse=True)
    feed.feed["updated"] = max([feed.feed["updated"], *(at for at, _entry in known)])
    for at, entry in known[:MOST]:
        _add_meeting(feed, request, entry, at)
    return _answer(feed)


def _page(request: PageRequest, slug: str) -> DistrictPage:
    """Feeds pass on what they read, so they never contain drafts, even for staff."""
    page = open_district(request, slug).as_family()
    look(page.district)
    return page


def _feed(request: PageRequest, page: DistrictPage, title: str, name: str) -> AtomFeed:
    """`name` is that of the page which shows the same; the feed is called after it."""
    slug, district = page.district.slug, page.district
    first = heads(district).first()
    begun = first.recorded_at if first else district.changed_at
    return AtomFeed(
        title=_line(title),
        link=request.build_absolute_uri(reverse(name, args=[slug])),
        description="",
        language=page.language,
        author_name=_line(district.name),
        feed_url=request.build_absolute_uri(request.path),
        feed_guid=f"{TAG}{name}/{district.uuid}/{page.language}",
        translations=dict(_translations(request, page, f"{name}_feed")),
        begun=begun,
        updated=begun,
    )


def _translations(request: PageRequest, page: DistrictPage, name: str) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        if language != page.language:
            with translation.override(language):
                address = reverse(name, args=[page.district.slug])
            yield language, request.build_absolute_uri(address)


def _add_change(feed: AtomFeed, request: PageRequest, page: DistrictPage, told: Told) -> None:
    if not (told.change and told.entry):
        return  # it only says that there are more
    feed.add_item(
        title=_line(plain_text(told.sentence)),
        link=request.build_absolute_uri(told.address) if told.address else feed.feed["link"],
        description=_text(render_to_string("opendata/whys.html", {"reasons": told.reasons})),
        unique_id=f"{TAG}change/{page.district.uuid}/{told.entry.number}/{told.change.key}",
        updateddate=told.entry.recorded_at,
        pubdate=told.entry.recorded_at,
    )


def _add_meeting(feed: AtomFeed, request: PageRequest, entry: MeetingEntry, at: datetime) -> None:
    address = reverse("meeting", args=[entry.district.slug, entry.record.slug])
    when = plain_text(render_to_string("events/said.html", {"said": entry.said}))
    # Translators: the title of a meeting in a feed; {when} is a day with its hours.
    words = _("{title} ({when})")
    lines = meeting_card(entry, "").splitlines()
    feed.add_item(
        title=_line(words.format(title=summary(entry), when=when)),
        link=request.build_absolute_uri(address),
        description=_text(format_html_join("\n", "<p>{}</p>", ((line,) for line in lines))),
        unique_id=f"{TAG}meeting/{entry.record.uuid}",
        updateddate=at,
    )


def _text(html: str) -> str:
    """Without the characters that XML cannot have."""
    return "\n".join(printable(line) for line in html.strip().splitlines())


def _line(text: str) -> str:
    return printable(" ".join(text.split()))


def _answer(feed: AtomFeed) -> HttpResponse:
    content = feed.writeString("utf-8")
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
