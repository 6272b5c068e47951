"""`manage.py reindex_words`: rebuilds what is derived from the records."""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet

from languages.commands import SiteCommand
from languages.counts import recount
from languages.models import Translated, Unit
from languages.querysets import locked
from languages.search_texts import texts_of
from publishing.content_versions import add_step
from publishing.models import Record
from publishing.search_index import is_searched, write_text
from publishing.unit_index import write_units


class Command(SiteCommand):
    """Prints how many records and entries were repaired; runs while the site is in use."""

    help = (
        "Checks the state of all translations and rebuilds their index. Saving a "
        "record keeps both correct; this command repairs what was written to the "
        "database directly, and has all pages made again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Repair one record per transaction, so that nobody waits for long."""
        models = [model for model in apps.get_models() if issubclass(model, Translated)]
        count = 0
        for model in models:
            for record in model._default_manager.order_by("pk").only("pk"):
                count += _repair(record)
        for shown in apps.get_models():
            if issubclass(shown, Record) and is_searched(shown):
                _repair_texts(shown)
        gone = sum(_without_record(model) for model in models)
        numbers = recount(Unit.objects.all())
        add_step(None)
        said = f"Records: {count}. Entries of records that are gone: {gone}. Numbers: {numbers}."
        self.stdout.write(said)


@transaction.atomic
def _repair(record: Translated) -> bool:
    """Repair one record; False if it has been deleted meanwhile."""
    stored = locked(record)
    if not isinstance(stored, Translated):
        return False
    before = stored.marks
    stored.settle()
    if stored.marks != before:
        # Families read the same as before, so this is not reported as a change.
        rows: QuerySet[Any] = QuerySet(type(stored)).filter(pk=stored.pk)
        rows.update(translations=stored.translations)
    if isinstance(stored, Record):
        write_units(stored)
        write_text(stored)
    else:
        stored.index()
    return True


def _repair_texts(model: type[Record]) -> None:
    """What is searched of all records of a model; records without words are read only here."""
    if not issubclass(model, Translated):
        for record in model._default_manager.order_by("pk").iterator():
            write_text(record)
    keys = model._default_manager.order_by().values("pk")
    texts_of(model).exclude(object_id__in=keys).delete()


def _without_record(model: type[Translated]) -> int:
    """Delete the entries of records that no longer exist; return how many."""
    kind = ContentType.objects.get_for_model(model)
    keys = model._default_manager.order_by().values("pk")
    gone = Unit.objects.filter(content_type=kind).exclude(object_id__in=keys)
    return gone.delete()[0]
