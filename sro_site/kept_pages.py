"""Which pages of this site are kept."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import Error, connections
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from languages import locales
from languages.negotiation import preferred
from languages.registry import LANGUAGES, SOURCE
from publishing.kept_pages.layer import Application, Environ, KeptPages
from publishing.pages import PREVIEW
from sro_site.export.crawl import ask, own_site
from sro_site.middleware import PROBES, STAFF
from sro_site.queries import public_districts

WARM = ("/en/", "/en/compare/", "/en/search/", "/en/about/", "/en/how/", "/en/data/", "/healthz")
WARM_PARTS = (  # of a district
    "timeline/",
    "plan/",
    "schools/",
    "events/",
    "events/calendar.ics",
    "handout/",
    "notice/",
    "languages/",
    "data/",
)
# A page is made of these too, so those of another release are of no use. The installed packages
# in .venv are named by the requirements.
SOURCES = (
    "[!.]*/**/*.py",
    "templates/**/*.*",
    "locale/**/*.mo",
    "static/**/*.*",
    "requirements/*.txt",
)
_SESSION = re.compile(rf"(?:^|;)\s*{re.escape(settings.SESSION_COOKIE_NAME)}\s*=")


def keeping(application: Application) -> KeptPages:
    """The site's WSGI application around the one of Django."""
    return KeptPages(
        application,
        passes=_passes,
        is_static=_is_static,
        language=_language,
        release=digest(settings.BASE_DIR),
        warm_up=partial(_warm_up, application),
    )


def _warm_up(application: Application) -> None:
    """Read all catalogs, and make a few pages, so that the processes to come share them.

    They share no connections.
    """
    locales.read_all()
    for language in LANGUAGES:
        with override(language):
            gettext("Home")
    with suppress(Error):  # the database is away
        for path in _warm_pages():
            ask(application, own_site(), path)
    connections.close_all()


def _warm_pages() -> Iterator[str]:
    """A page in each language, for its dates and queries, and one of each kind, for its template.

    Raises the errors of the database.
    """
    district = public_districts(timezone.now()).first()
    yield from WARM
    if district is None:
        return
    for language in LANGUAGES:
        with override(language):
            home = reverse("district", args=[district.slug])
        yield home
        yield from (f"{home}{part}" for part in WARM_PARTS if language == SOURCE)


def _passes(environ: Environ) -> bool:
    """Staff pages, previews, readers who are signed in, and what tells the present state."""
    path = environ.get("PATH_INFO", "")
    if path.startswith((*STAFF, PREVIEW)) or path in PROBES:
        return True
    return bool(_SESSION.search(environ.get("HTTP_COOKIE", "")))


def _is_static(environ: Environ) -> bool:
    """Files, which are read from the disk."""
    return bool(environ.get("PATH_INFO", "").startswith(settings.STATIC_URL))


def _language(environ: Environ) -> str:
    """The one page that asks the browser for a language leads to that language."""
    if environ.get("PATH_INFO", "") not in ("", "/"):  # "" is the site's prefix without a slash
        return ""
    return preferred(environ.get("HTTP_ACCEPT_LANGUAGE", ""))


def digest(root: Path, patterns: Iterable[str] = SOURCES) -> str:
    """A name for this release, the same on all servers that run it."""
    made = sha256()
    for pattern in patterns:
        for file in sorted(root.glob(pattern)):
            if "var" not in file.relative_to(root).parts and file.is_file():
                made.update(file.read_bytes())
    return made.hexdigest()[:16]
