"""The desk, in English, for users who are signed in to the admin."""

from collections.abc import Callable

from django.contrib import admin
from django.http import HttpResponseBase
from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from desk import glossary_views, interface_views, unit_views, views
from desk.digest import views as digest
from desk.exchange import views as exchange
from desk.many import equal, short
from desk.text import comments, place
from desk.text import views as text
from languages.registry import LANGUAGES


class LanguageCode(StringConverter):
    """The code of a language other than English in an address."""

    regex = "|".join(LANGUAGES)


register_converter(LanguageCode, "language")


def page(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """A page for staff only; others are asked to sign in."""
    signed_in: Callable[..., HttpResponseBase] = admin.site.admin_view(view)
    return path(route, signed_in, name=name)


urlpatterns = [
    page("", views.desk, name="desk"),
    page("digest/", digest.digest, name="desk_digest"),
    page("<language:code>/", views.queue, name="desk_queue"),
    page("<language:code>/interface.po", interface_views.interface, name="desk_interface"),
    page("<language:code>/<int:key>/", unit_views.unit, name="desk_unit"),
    page("<language:code>/glossary/", glossary_views.glossary, name="desk_glossary"),
    page("<language:code>/short/", short.short, name="desk_short"),
    page("<language:code>/equal/", equal.equal, name="desk_equal"),
    page("<language:code>/<int:key>/comments/", comments.comment, name="desk_comment"),
    page("<language:code>/<int:key>/place/", place.place, name="desk_place"),
    page("<language:code>/<int:key>/history/", text.history, name="desk_history"),
    page(
        "<language:code>/<int:key>/suggestions/<int:number>/",
        text.suggestion,
        name="desk_suggestion",
    ),
    page("<language:code>/export/", exchange.export, name="desk_export"),
    page("<language:code>/import/", exchange.upload, name="desk_import"),
    page("<language:code>/import/<int:key>/", exchange.one_import, name="desk_one_import"),
]
