"""Refuses a PostgreSQL cluster in which words of other scripts than Latin cannot be indexed."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

SAID = "This PostgreSQL cluster takes only the letters a to z for letters."
HINT = (
    "Search would read all texts for each query in Amharic, Arabic, Burmese, Nepali or Russian. "
    "Make a cluster with LC_CTYPE=C.UTF-8, for example by initdb --encoding=UTF8 "
    "--lc-ctype=C.UTF-8, and restore a backup (pg_dump) into it."
)


@register(Tags.database)
def check_letters(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """An error for each database whose LC_CTYPE makes the trigrams of a Russian word empty."""
    return [
        Error(SAID, hint=HINT, id="search.E001", obj=alias)
        for alias in databases or ()
        if connections[alias].vendor == "postgresql" and not _knows_letters(alias)
    ]


def _knows_letters(alias: str) -> bool:
    """What pg_trgm asks the database of each character, also where it is not installed yet."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT 'ш' ~ '^[[:alpha:]]$'")
        found: tuple[bool] = cursor.fetchone()
    return found[0]
