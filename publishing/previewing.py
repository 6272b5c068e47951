"""Shows a public page as it is inside the transaction that asks, which is then rolled back."""

from copy import copy
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.urls import get_script_prefix, resolve
from django.utils import translation

from publishing.pages import DAY, PageRequest

NOTICE = "Preview: this is how the page will look. Nothing has been saved."


def preview_page(
    request: PageRequest, address: str, language: str, on: date | None = None
) -> HttpResponse:
    """What the view at `address` answers to the user of `request`, drafts included.

    The address may end with the name of a place on the page. `on` is the day asked about.
    """
    path = address.partition("#")[0]
    below = f"/{path.removeprefix(get_script_prefix())}"
    query = urlencode({DAY: on.isoformat()}) if on else ""
    public = copy(request)
    public.method, public.path, public.path_info = "GET", path, below
    public.META = {**request.META, "PATH_INFO": below, "QUERY_STRING": query}
    public.GET, public.on = QueryDict(query), on
    public.preview = NOTICE  # type: ignore[attr-defined]
    with translation.override(language):
        public.resolver_match = match = resolve(below)
        answer: HttpResponse = match.func(public, *match.args, **match.kwargs)
    answer.headers["Content-Language"] = language
    # What the page notes on its own request, the policy is made from the one that was sent.
    request.style_source = getattr(public, "style_source", None)  # type: ignore[attr-defined]
    return answer
