"""What other sites may do with answers: nothing, unless a view says so."""

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from publishing.pages import asks, parameters_of
from publishing.sharing import framed, shared

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.urls(__name__)]


def usual(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("text")


@shared
@asks()
def data(_request: HttpRequest, number: int) -> HttpResponse:
    if number:
        raise Http404
    return HttpResponse("text")


@framed
@asks("since")
def embedded(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("text")


urlpatterns = [
    path("usual/", usual),
    path("data/<int:number>/", data),
    path("embedded/", embedded),
]
NAMES = (
    "Access-Control-Allow-Origin",
    "Cross-Origin-Resource-Policy",
    "X-Frame-Options",
)


@pytest.mark.parametrize(
    ("address", "status", "said", "framers"),
    [
        ("/usual/", 200, (None, "same-origin", "DENY"), "frame-ancestors 'none'"),
        ("/data/0/", 200, ("*", "cross-origin", "DENY"), "frame-ancestors 'none'"),
        ("/data/1/", 404, ("*", "cross-origin", "DENY"), "frame-ancestors 'none'"),
        ("/data/0/?x=1", 302, ("*", "cross-origin", "DENY"), "frame-ancestors 'none'"),
        ("/embedded/", 200, (None, "cross-origin", None), "frame-ancestors *"),
        ("/embedded/?since=%20", 302, (None, "same-origin", "DENY"), "frame-ancestors 'none'"),
    ],
)
def test_other_sites_read_and_frame_only_what_a_view_allows(
    address: str, status: int, said: tuple[str | None, ...], framers: str
) -> None:
    answer = Client().get(address)
    assert answer.status_code == status
    assert tuple(answer.headers.get(name) for name in NAMES) == said
    policy = answer.headers["Content-Security-Policy"]
    assert [each for each in policy.split("; ") if each.startswith("frame-")] == [framers]
    assert "default-src 'none'" in policy


def test_a_preview_of_drafts_is_never_framed(rf: RequestFactory) -> None:
    request = rf.get("/embedded/")
    assert hasattr(embedded(request), "xframe_options_exempt")
    request.preview_way = "families"  # type: ignore[attr-defined]
    assert not hasattr(embedded(request), "xframe_options_exempt")


def test_a_framed_view_keeps_its_parameters() -> None:
    assert parameters_of(embedded) == ("since",)
