"""`manage.py reindex_desk`: rebuilds the index by which texts are found on the desk."""

from typing import Any

from django.apps import apps

from desk.finding.indexing import BATCH, rebuild
from languages.commands import SiteCommand
from languages.models import Translated


class Command(SiteCommand):
    """Prints how many texts there are; runs while the site is in use."""

    help = (
        "Rebuilds what the filters of a queue find texts by: their words, and whether their checks "
        "find something. When they were changed, and who changed them, stays."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """A batch of records per statement, so that nobody waits for long."""
        count = 0
        for model in apps.get_models():
            if issubclass(model, Translated):
                count += sum(map(rebuild, _batches(model)))
        self.stdout.write(f"Texts: {count}.")


def _batches(model: type[Translated]) -> Any:
    last = 0
    while rows := list(model._base_manager.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = rows[-1].pk
        yield rows
