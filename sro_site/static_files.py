"""Static files below the path at which the site is served."""

from typing import TYPE_CHECKING, Any

from django.contrib.staticfiles.storage import StaticFilesStorage
from django.urls import get_script_prefix
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


class StaticFiles(BelowPrefix, CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """What the server sends: compressed files, whose names change with their content."""


class PlainStaticFiles(BelowPrefix, StaticFilesStorage):
    """For tests: works without collected files."""
