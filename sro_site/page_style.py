"""The stylesheet of families' pages, which stands in each page, and its hash for the policy.

A page with a link to it would be shown half a second later on a slow line, since the browser asks
for the stylesheet only when it has the page. See docs/decisions/0019-style-in-the-page.md.
"""

import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import get_script_prefix

FILE = settings.BASE_DIR / "static" / "site.css"
FONTS = settings.BASE_DIR / "static" / "fonts.css"  # pages of staff have it too
_FILE_ADDRESS = re.compile(r'url\("([^":]+)"\)')
_NEEDLESS = re.compile(r'("[^"]*")|/\*.*?\*/|\s*([{};,])\s*|\s+', re.DOTALL)


@dataclass(frozen=True, slots=True)
class PageStyle:
    """CSS without comments and line breaks, and the source that allows it in `style-src`."""

    css: str
    source: str


def page_style() -> PageStyle:
    """The style for the current request, since the site may be served below a path."""
    return _style(FONTS, FILE)


def style_alone() -> PageStyle:
    """The same without fonts of the site, for a page that is read without a connection."""
    return _style(FILE)


def _style(*files: Path) -> PageStyle:
    read = _read.__wrapped__ if settings.DEBUG else _read
    return read(get_script_prefix(), *files)


@cache
def _read(_prefix: str, *files: Path) -> PageStyle:
    text = shortened("".join(file.read_text(encoding="utf-8") for file in files))
    css = _FILE_ADDRESS.sub(lambda found: f'url("{staticfiles_storage.url(found[1])}")', text)
    digest = b64encode(sha256(css.encode()).digest()).decode()
    return PageStyle(css, f"'sha256-{digest}'")


def shortened(css: str) -> str:
    """The same rules without comments and needless spaces; what is quoted stays as it is."""
    return _NEEDLESS.sub(_kept, css).replace(";}", "}").strip()


def _kept(found: re.Match[str]) -> str:
    quoted, sign = found.groups()
    return quoted or sign or ("" if found[0].startswith("/*") else " ")
