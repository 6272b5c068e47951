"""Static files, addressed below the path at which the site is mounted."""

from typing import TYPE_CHECKING, Any

from django.contrib.staticfiles.storage import StaticFilesStorage
from django.urls import get_script_prefix
from whitenoise.storage import CompressedManifestStaticFilesStorage

if TYPE_CHECKING:
    _Storage = StaticFilesStorage
else:
    _Storage = object


class BelowPrefix(_Storage):
    """Each request tells where the site is mounted; STATIC_URL is the same for all of them."""

    def url(self, *args: Any, **kwargs: Any) -> str:
        return get_script_prefix().rstrip("/") + super().url(*args, **kwargs)


class StaticFiles(BelowPrefix, CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """What the server sends: compressed, at names that change with what is in a file."""


class PlainStaticFiles(BelowPrefix, StaticFilesStorage):
    """The same without having been collected before, for tests."""
