"""The site's addresses, and two more below each district that always fail."""

from typing import NoReturn

from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import path

from sro_site import urls

handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


def forbidden(request: HttpRequest, slug: str) -> NoReturn:
    raise PermissionDenied


def broken(request: HttpRequest, slug: str) -> NoReturn:
    raise RuntimeError("this view is broken")


urlpatterns = [
    *i18n_patterns(
        path("<slug:slug>/forbidden/", forbidden),
        path("<slug:slug>/broken/", broken),
    ),
    *urls.urlpatterns,
]
