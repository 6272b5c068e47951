"""A small page of a district that its own website, or any other, shows in a frame.

It is the only page that may be framed: nothing on it can be sent or changed, so there is nothing
that a page around it could make a reader do.
"""

from django.http import HttpResponse
from django.shortcuts import render

from districts.pages import open_district
from publishing.pages import PageRequest
from publishing.sharing import framed
from timeline.line import line_of
from timeline.queries import load_timeline
from timeline.wording import here


@framed
def embed(request: PageRequest, slug: str) -> HttpResponse:
    """Where the district is and what comes next, as families see it; links leave the frame."""
    page = open_district(request, slug).as_family()
    timeline = load_timeline(page)
    context = page.context | {"line": line_of(timeline), "here": here(timeline)}
    return render(request, "opendata/embed.html", context)
