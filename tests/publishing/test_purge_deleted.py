from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from publishing.history_entries import HistoryEntry
from tests.factories import make_district, make_phase
from timeline.models import Phase

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("purge_deleted", *arguments, stdout=out)
    return out.getvalue()


def test_what_was_deleted_long_ago_is_removed_once_somebody_says_so() -> None:
    district = make_district()
    phases: list[Any] = [make_phase(district, n, title=f"Plan {n}") for n in (1, 2, 3)]
    old, restored, _ = keys = [phase.pk for phase in phases]
    phases[0].title_en = "Secret"
    phases[0].save()
    Phase.objects.all().delete()
    deleted = HistoryEntry.objects.filter(action="deleted")
    deleted.filter(object_id__in=keys[:2]).update(at=timezone.now() - timedelta(days=31))
    phases[1].pk = restored
    phases[1].save(force_insert=True)
    assert "To be removed: 1." in run()
    assert deleted.exclude(changes={}).count() == 3
    assert "Removed: 1." in run("--apply")
    gone = HistoryEntry.objects.filter(content_type__model="phase", object_id=old)
    assert {(entry.name, str(entry.changes)) for entry in gone} == {("", "{}")}
    assert gone.filter(action="deleted").count() == 1
    assert deleted.exclude(changes={}).count() == 2
    assert "To be removed: 0." in run()
