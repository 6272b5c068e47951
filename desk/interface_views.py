"""Download of a language's interface catalog, for translators with a program of their own."""

from django.http import HttpRequest, HttpResponse

from desk.interface.writing_back import written_back
from desk.pages import language_page
from languages.catalogs import catalog


def interface(request: HttpRequest, code: str) -> HttpResponse:
    """The catalog with what was changed on the desk. Raises PermissionDenied."""
    language_page(request, code)
    shipped = catalog(code).read_bytes().decode()
    found = written_back(shipped, code, over=True, seen=True)
    headers = {"Content-Disposition": f'attachment; filename="interface-{code}.po"'}
    kind = "text/x-gettext-translation; charset=utf-8"
    return HttpResponse(found.text.encode(), content_type=kind, headers=headers)
