"""What each page of the desk needs: who works there, and in which languages."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from districts.access import Rights, rights_of
from languages.registry import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class DeskPage:
    """A page of the desk as one member of staff sees it."""

    request: HttpRequest
    rights: Rights

    @property
    def context(self) -> dict[str, Any]:
        return {**admin.site.each_context(self.request), "languages": self.languages}

    @property
    def languages(self) -> list[Language]:
        """Those whose words the user may change, in the order of the registry."""
        own = self.rights.languages()
        return [language for code, language in LANGUAGES.items() if code in own]


def open_desk(request: HttpRequest) -> DeskPage:
    """The page for whoever asks. Raises PermissionDenied for those with nothing to do here."""
    rights = rights_of(request.user)
    if rights.districts() == set():
        raise PermissionDenied
    return DeskPage(request, rights)


def language_page(request: HttpRequest, code: str) -> tuple[DeskPage, Language]:
    """A page on one language, for those who may change its words. Raises PermissionDenied."""
    page = open_desk(request)
    if code not in page.rights.languages():
        raise PermissionDenied
    return page, LANGUAGES[code]
