"""The desk of those who work here: behind the admin's sign-in, in English."""

from collections.abc import Callable

from django.contrib import admin
from django.http import HttpResponseBase
from django.urls import URLPattern, path

from desk import views
from desk.exchange import views as exchange


def page(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """A page for staff alone; whoever is not signed in is asked to."""
    signed_in: Callable[..., HttpResponseBase] = admin.site.admin_view(view)
    return path(route, signed_in, name=name)


urlpatterns = [
    page("", views.desk, name="desk"),
    page("<slug:code>/export/", exchange.export, name="desk_export"),
    page("<slug:code>/import/", exchange.upload, name="desk_import"),
    page("<slug:code>/import/<int:key>/", exchange.one_import, name="desk_one_import"),
]
