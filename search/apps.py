"""Search: what families find by words and dates, in their language."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class SearchConfig(AppConfig):
    """Connects the listener that writes the index, and what each app registers to be found."""

    name = "search"

    def ready(self) -> None:
        from search import checks, index  # noqa: F401 - for their effect

        autodiscover_modules("searched")
        post_migrate.connect(fill, sender=self)


def fill(using: str, **_: Any) -> None:
    """Fill the index where there is none yet, once all tables are those of this release."""
    from search.index import fill_new

    fill_new(using)
