"""The four districts of `content/`, for tests that read them and do not test the loader."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model, QuerySet

from districts.models import District
from opendata.models import Entry
from publishing.history_entries import HistoryEntry
from sro_site.content.loading import load

FILES = sorted((settings.BASE_DIR / "content").glob("*.yaml"))
_kept: dict[type[Model], list[Model]] = {}


def load_content() -> None:
    """Denver, Chicago, Des Moines and Duluth as `load_districts` loads them.

    Loading takes more than a second, so its rows are kept and inserted again the next time, which
    takes a tenth of that.
    """
    assert not District.objects.exists()
    if not _kept:
        before = {model: set(_rows(model).values_list("pk", flat=True)) for model in _models()}
        load(FILES)
        _rows(Entry).all().delete()  # recorded only where the test has no transaction around it
        for model in _models():
            _kept[model] = list(_rows(model).exclude(pk__in=before[model]))
        return
    for model, records in _kept.items():
        _rows(model).bulk_create(records)
    # PostgreSQL gives the next record a number by itself and has to know those given here.
    for statement in connection.ops.sequence_reset_sql(no_style(), list(_kept)):
        connection.cursor().execute(statement)


def _models() -> list[type[Model]]:
    """Without the history, which may have other rows before the content is loaded."""
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if model not in (HistoryEntry, Entry)]


def _rows(model: type[Model]) -> QuerySet[Any]:
    """The rows of a model; its own manager would make their index and history again."""
    return QuerySet(model)
