"""The interface catalogue of a language, for those who translate it with a program of their own."""

from django.http import FileResponse, HttpRequest

from desk.pages import language_page
from languages.catalogues import catalogue


def interface(request: HttpRequest, code: str) -> FileResponse:
    """The catalogue as it ships with the code. Raises PermissionDenied."""
    language_page(request, code)
    return FileResponse(
        catalogue(code).open("rb"),
        as_attachment=True,
        filename=f"interface-{code}.po",
        content_type="text/x-gettext-translation; charset=utf-8",
    )
