"""The addresses of the API, which answer everybody alike: what staff may see is not in it."""

from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.urls import get_script_prefix, path

from opendata.api import table_views
from opendata.api.operations import api, asked
from publishing.pages import PageRequest, asks


def _for_everybody(answer: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(answer)
    def view(request: PageRequest, **place: Any) -> HttpResponse:
        family = copy(request)
        family.staff, family.method = None, "GET"  # HEAD is answered like GET, without the body
        made = answer(family, **place)
        request.scope = family.scope
        return made

    return view


@asks()
def openapi(request: PageRequest) -> HttpResponse:
    """The description of all this for programs, as an OpenAPI document."""
    prefix = f"{get_script_prefix()}api/v1/"
    return JsonResponse(api.get_openapi_schema(path_prefix=prefix))


_TABLE = "districts/<slug:slug>/<slug:name>"
_operations: Any = api.urls[0]
app_name = "api"
urlpatterns = [
    path("openapi.json", openapi, name="openapi"),
    *(
        path(str(each.pattern), asks(*asked[each.name])(_for_everybody(each.callback)), None, name)
        for each in _operations
        if (name := each.name) in asked
    ),
    path(f"{_TABLE}.csv", _for_everybody(table_views.csv), name="csv"),
    path(
        f"{_TABLE}.csv{table_views.METADATA}",
        _for_everybody(table_views.csv_metadata),
        name="csv_metadata",
    ),
]
