"""Static files below the path at which the site is served."""

import gzip
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import brotli
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.urls import get_script_prefix
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

if TYPE_CHECKING:
    _Storage = StaticFilesStorage
else:
    _Storage = object


class BelowPrefix(_Storage):
    """Adds the prefix of each request, since STATIC_URL is the same for all requests."""

    def url(self, *args: Any, **kwargs: Any) -> str:
        """The file's address below the prefix of the current request."""
        return get_script_prefix().rstrip("/") + super().url(*args, **kwargs)


class CompressOnce(Compressor):  # type: ignore[misc]
    """Compresses equal files once, and a file whose compressed copy is right not at all.

    This takes nearly all of the time in which static files are collected.
    """

    compress_brotli = staticmethod(cache(Compressor.compress_brotli))
    compress_gzip = staticmethod(cache(Compressor.compress_gzip))

    def compress(self, path: str) -> list[str]:
        """Write the compressed files beside this one; return the paths of those written."""
        content = Path(path).read_bytes()
        kept = _unpacked(path + ".br", brotli.decompress), _unpacked(path + ".gz", gzip.decompress)
        written: list[str] = [] if kept == (content, content) else super().compress(path)
        return written


def _unpacked(path: str, decompress: Callable[[bytes], bytes]) -> bytes | None:
    """What is in a compressed file; None if it is missing or was not written to its end."""
    try:
        return decompress(Path(path).read_bytes())
    except (OSError, EOFError, zlib.error, brotli.error):
        return None


class StaticFiles(BelowPrefix, CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """What the server sends: compressed files, whose names change with their content."""

    def create_compressor(self, **options: Any) -> Compressor:
        return CompressOnce(**options)


class PlainStaticFiles(BelowPrefix, StaticFilesStorage):
    """For tests: works without collected files."""
