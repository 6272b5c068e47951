"""The desk of those who work here: behind the admin's sign-in, in English."""

from collections.abc import Callable

from django.contrib import admin
from django.http import HttpResponseBase
from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from desk import unit_views, views
from languages.registry import LANGUAGES


class LanguageCode(StringConverter):
    regex = "|".join(LANGUAGES)


register_converter(LanguageCode, "language")


def page(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """A page for staff alone; whoever is not signed in is asked to."""
    signed_in: Callable[..., HttpResponseBase] = admin.site.admin_view(view)
    return path(route, signed_in, name=name)


urlpatterns = [
    page("", views.desk, name="desk"),
    page("<language:code>/", views.queue, name="desk_queue"),
    page("<language:code>/<int:key>/", unit_views.unit, name="desk_unit"),
]
