"""Shows a public page with words that are not saved."""

from copy import copy

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.urls import get_script_prefix, resolve
from django.utils import translation

from languages.columns import word_column
from languages.translating import Slot
from publishing.pages import PageRequest, public_url

NOTICE = "Preview: this is how the page will look. Nothing has been saved."


def preview(request: PageRequest, slot: Slot, text: str) -> HttpResponse:
    """The page that shows the words, as the user may see it, drafts included."""
    address = public_url(slot.record, slot.field, slot.language)
    column = word_column(slot.field, slot.language)
    with transaction.atomic(), translation.override(slot.language):
        # Without `save` and its listeners: the words are rolled back before anyone else sees them.
        QuerySet(type(slot.record)).filter(pk=slot.record.pk).update(**{column: text})
        response = _answer(request, address)
        transaction.set_rollback(True)
    response.headers["Content-Language"] = slot.language
    return response


def _answer(request: PageRequest, address: str) -> HttpResponse:
    """The response of the view at `address` to the user of `request`."""
    below = f"/{address.removeprefix(get_script_prefix())}"
    public = copy(request)
    public.method, public.path, public.path_info = "GET", address, below
    public.META = {**request.META, "PATH_INFO": below, "QUERY_STRING": ""}
    public.GET = QueryDict()
    public.preview = NOTICE  # type: ignore[attr-defined]
    public.resolver_match = match = resolve(below)
    answer: HttpResponse = match.func(public, *match.args, **match.kwargs)
    return answer
