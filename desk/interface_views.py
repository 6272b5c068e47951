"""Download of a language's interface catalog, for translators with a program of their own."""

from django.http import FileResponse, HttpRequest

from desk.pages import language_page
from languages.catalogs import catalog


def interface(request: HttpRequest, code: str) -> FileResponse:
    """The catalog file that ships with the code. Raises PermissionDenied."""
    language_page(request, code)
    return FileResponse(
        catalog(code).open("rb"),
        as_attachment=True,
        filename=f"interface-{code}.po",
        content_type="text/x-gettext-translation; charset=utf-8",
    )
