"""`manage.py reindex_words`: makes the index of translations anew from the records."""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from languages.commands import SiteCommand
from languages.models import Translated, Unit


class Command(SiteCommand):
    help = "Settles the marks of all translations, and makes their index anew."

    def handle(self, *args: Any, **options: Any) -> None:
        models = [model for model in apps.get_models() if issubclass(model, Translated)]
        count = 0
        for model in models:
            for key in model._default_manager.order_by("pk").values_list("pk", flat=True):
                with transaction.atomic():
                    record = model._base_manager.select_for_update(no_key=True).get(pk=key)
                    record.settle({})
                    count += 1
        gone = sum(_without_record(model) for model in models)
        self.stdout.write(f"Records: {count}. Entries of records that are gone: {gone}.")


def _without_record(model: type[Translated]) -> int:
    """Delete the entries of records that are no longer there; return how many."""
    kind = ContentType.objects.get_for_model(model)
    keys = model._default_manager.order_by().values("pk")
    gone = Unit.objects.filter(content_type=kind).exclude(object_id__in=keys)
    return gone.delete()[0]
