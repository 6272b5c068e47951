"""What every page of the desk needs: the user, and the user's languages."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from districts.access import Rights, rights_of
from languages.registry import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class DeskPage:
    """A page of the desk for one member of staff."""

    request: HttpRequest
    rights: Rights

    @property
    def context(self) -> dict[str, Any]:
        """The variables that every template of the desk uses."""
        return {**admin.site.each_context(self.request), "languages": self.languages}

    @property
    def languages(self) -> list[Language]:
        """The languages that the user may translate into, in the order of the registry."""
        own = self.rights.languages()
        return [language for code, language in LANGUAGES.items() if code in own]


def open_desk(request: HttpRequest) -> DeskPage:
    """The page for the signed-in user. Raises PermissionDenied if there is nothing to do here."""
    rights = rights_of(request.user)
    if rights.districts() == set():
        raise PermissionDenied
    return DeskPage(request, rights)


def language_page(request: HttpRequest, code: str) -> tuple[DeskPage, Language]:
    """A page about one language. Raises PermissionDenied if the user may not change its words."""
    page = open_desk(request)
    if code not in page.rights.languages():
        raise PermissionDenied
    return page, LANGUAGES[code]
