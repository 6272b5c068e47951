"""Shows in a frame where a text stands: the public page itself, with the text marked."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpResponse
from django.utils.html import escape
from django.views.decorators.clickjacking import xframe_options_sameorigin

from desk.pages import language_page
from desk.units import UnitPage, open_unit
from publishing.pages import PageRequest
from publishing.previewing import preview_page

V = TypeVar("V", bound=Callable[..., HttpResponse])
HERE = "desk-here"  # the name of the marked place
_MAIN = "<main"


_POLICY: Any = csp_replace({"frame-ancestors": [SELF]})


def framed_here(view: V) -> V:
    """A view whose answers this site alone may frame."""
    decorated: V = xframe_options_sameorigin(_POLICY(view))
    return decorated


@framed_here
def place(request: PageRequest, code: str, key: int) -> HttpResponse:
    """The page that shows a text as it is now, drafts included."""
    page, language = language_page(request, code)
    unit_page = open_unit(page.rights, language, key)
    answer = preview_page(request, unit_page.public_url, code)
    if answer.status_code == 200 and not answer.streaming:
        answer.content = _marked(answer.content.decode(), unit_page)
    return answer


def _marked(html: str, page: UnitPage) -> str:
    """The page with the text marked where it first stands; links open in a tab of their own."""
    head, main, body = html.replace("<head>", '<head><base target="_blank">', 1).partition(_MAIN)
    for text in filter(None, (page.slot.text, page.slot.source)):
        # Between two tags, and not within one.
        written = re.compile(rf"(>[^<]*?)({re.escape(escape(text))})")
        if written.search(body):
            return head + main + written.sub(rf'\1<mark id="{HERE}">\2</mark>', body, count=1)
    return head + main + body
