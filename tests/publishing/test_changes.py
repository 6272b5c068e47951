import ast
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from districts.models import Document, Invitation, Membership, PreviewLink, School, SchoolStatus
from events.models import Interpretation, Material, Meeting
from publishing import changes
from publishing.changes import Change, Way, acting
from publishing.models import Record
from publishing.stamps import STAMPS, stamp_of
from publishing.states import PublicationState
from sro_site.content.loading import load
from tests.admin_forms import filled
from tests.factories import (
    make_commitment,
    make_district,
    make_document,
    make_meeting,
    make_milestone,
    make_phase,
    make_school,
    make_time_change,
    make_user,
    make_workstream,
)
from tests.locale.english import APPS
from timeline.models import Milestone, MilestoneStatus, Phase

pytestmark = pytest.mark.django_db

CONTENT = settings.BASE_DIR / "content"
# These modules write without reporting a change, and say why in a comment.
PAST_THE_EXIT = {
    "accounts/limits.py",
    "desk/preview.py",
    "languages/first_marks.py",
    "languages/patience.py",  # sets how long a query may take
    "languages/prepared.py",  # reads only
    "opendata/record/recording.py",  # sets how a transaction reads
    "opendata/record/redacting.py",
    "publishing/management/commands/reindex_words.py",
    "search/checks.py",  # asks what the database can do
    "sro_site/management/commands/migrate.py",
}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Change]:
    """The changes that a listener is told of, in order."""
    found: list[Change] = []
    monkeypatch.setattr(changes, "_listeners", [*changes._listeners, found.append])
    return found


def names(told: list[Change]) -> Counter[str]:
    return Counter(type(change.record).__name__ for change in told)


ACCESS = {Invitation, Membership, PreviewLink}  # who may do or see what


def test_every_model_that_families_see_is_a_record() -> None:
    models = [m for app in ("districts", "events", "timeline") for m in _models_of(app)]
    assert {model for model in models if not issubclass(model, Record)} == ACCESS


def _models_of(app: str) -> list[Any]:
    return list(apps.get_app_config(app).get_models())


def test_a_save_is_reported_as_created_or_not(told: list[Change]) -> None:
    phase = make_phase(make_district())
    assert [(c.record, c.created) for c in told] == [(phase.district, True), (phase, True)]
    phase.save()
    phase.save(update_fields=["number"])
    assert [(c.record, c.created) for c in told[2:]] == [(phase, False)] * 2


def test_a_partial_save_is_reported_with_the_whole_record(told: list[Change]) -> None:
    phase: Any = make_phase(make_district(), title="Planning")
    Phase.objects.only("number").get().save()
    phase.title_en = "never saved"
    phase.save(update_fields=["number"])
    assert [c.record.title_en for c in told[2:]] == ["Planning"] * 2  # type: ignore[attr-defined]


def test_the_acting_user_is_reported(told: list[Change]) -> None:
    user, phase = make_user(), make_phase(make_district())
    with acting(user):
        phase.save()
    phase.save()
    assert [change.by for change in told[2:]] == [user, None]


def test_what_is_changed_together_is_one_group(told: list[Change]) -> None:
    phase = make_phase(make_district())
    with acting(None, way=Way.CSV):
        phase.save()
        phase.district.save()
    phase.save()
    assert [change.way for change in told[2:]] == [Way.CSV, Way.CSV, Way.COMMAND]
    assert len({change.group for change in told[2:]}) == 2


def writes_in_bulk(phase: Phase) -> None:
    Phase.objects.filter(pk=phase.pk).update(number=7)
    phase.number = 8
    Phase.objects.bulk_update([phase], ["number"])
    Phase.objects.update_or_create(pk=phase.pk, defaults={"number": 9})


def makes_in_bulk(phase: Phase) -> None:
    rows = [MilestoneStatus(milestone=make_milestone(phase.district), status="done")]
    MilestoneStatus.objects.bulk_create(rows)


def deletes_in_bulk(phase: Phase) -> None:
    Phase.objects.filter(pk=phase.pk).delete()


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (writes_in_bulk, {"Phase": 3}),
        (makes_in_bulk, {"Milestone": 1, "MilestoneStatus": 1}),
        (deletes_in_bulk, {"Phase": 1}),
    ],
)
def test_a_bulk_write_is_reported(
    told: list[Change], write: Callable[[Phase], None], expected: dict[str, int]
) -> None:
    phase = make_phase(make_district())
    told.clear()
    write(phase)
    assert names(told) == expected


def test_words_are_not_written_in_bulk() -> None:
    phase: Any = make_phase(make_district())
    english, spanish = {"title_en": "New"}, ["title_es"]
    with pytest.raises(TypeError, match="title_en"):
        Phase.objects.update(**english)
    with pytest.raises(TypeError, match="title_es"):
        Phase.objects.bulk_update([phase], spanish)


def test_a_cascade_is_reported_for_each_record(told: list[Change]) -> None:
    phase = make_phase(make_district())
    make_workstream(phase)
    milestone = make_milestone(phase.district, phase=phase)
    MilestoneStatus.objects.create(milestone=milestone, status="done")
    told.clear()
    phase.delete()
    gone = Counter(type(c.record).__name__ for c in told if c.deleted)
    assert gone == {"Phase": 1, "Workstream": 1, "Milestone": 1, "MilestoneStatus": 1}


def test_what_pointed_to_a_deleted_record_has_changed(told: list[Change]) -> None:
    district = make_district()
    document = make_document(district)
    milestone = make_milestone(district, document=document)
    commitment = make_commitment(district, document=document)
    told.clear()
    document.delete()
    left: list[object] = [c.record for c in told if not c.deleted]
    assert left == [milestone, commitment]
    assert [c.record for c in told if c.deleted and isinstance(c.record, Document)]


def test_links_are_reported_on_both_sides(told: list[Change]) -> None:
    district = make_district()
    school, milestone = make_school(district), make_milestone(district)
    milestone.schools.set([school])
    assert told.pop().record == milestone
    milestone.schools.clear()
    assert told.pop().record == milestone
    school.milestones.add(milestone)
    assert [change.record for change in told[-2:]] == [school, milestone]


def test_loading_a_content_file_is_reported(told: list[Change]) -> None:
    load([CONTENT / "denver.yaml"])
    found = names(told)
    assert {change.way for change in told} == {Way.CONTENT}
    assert len({change.group for change in told}) == 1
    assert found["District"] == 1
    for model in (School, SchoolStatus, Phase, Milestone, MilestoneStatus, Meeting):
        assert found[model.__name__] >= model._default_manager.count(), model


def test_a_change_in_the_admin_is_reported_with_its_user(
    told: list[Change], client: Client
) -> None:
    client.force_login(user := make_user(is_superuser=True))
    meeting = make_meeting(make_district(), state="draft")
    Interpretation.objects.create(meeting=meeting, language="es")
    Material.objects.create(meeting=meeting, kind="agenda", url="https://example.org/")
    address = f"/admin/events/meeting/{meeting.pk}/change/"
    told.clear()
    form = filled(client.get(address), place="Hall", **{"interpretation-0-channel": "room"})
    assert client.post(address, form).status_code == 302
    assert names(told) >= Counter({"Meeting": 1, "Interpretation": 1})
    meeting.refresh_from_db()
    action = {"action": "publish", "_selected_action": [meeting.pk], STAMPS: stamp_of(meeting)}
    client.post("/admin/events/meeting/", action)
    assert {change.by for change in told} == {user}
    assert {change.way for change in told} == {Way.FORM, Way.LIST}


def test_nothing_else_writes_past_the_exit() -> None:
    found = {
        str(path.relative_to(settings.BASE_DIR))
        for folder in APPS
        for path in (settings.BASE_DIR / folder).rglob("*.py")
        if "migrations" not in path.parts and _goes_around(path)
    }
    assert found == PAST_THE_EXIT


def _goes_around(path: Path) -> bool:
    """Whether a module makes a plain queryset or runs SQL, which nothing listens to."""
    calls = (n.func for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Call))
    plain = ("QuerySet", "raw", "execute", "executemany", "_raw_delete", "_update")
    named = (getattr(call, "attr", getattr(call, "id", "")) for call in calls)
    return any(name in plain for name in named) and path.name not in ("views.py", "health.py")


@pytest.mark.parametrize("published", [True, False])
def test_days_that_depend_on_a_phase_move_with_it(published: bool) -> None:
    district = make_district()
    state = PublicationState.PUBLISHED if published else PublicationState.DRAFT
    phase = make_phase(district, when="2021-05", state=state)
    stream = make_workstream(phase)
    inherits, own = (make_milestone(district, phase=phase, when=w) for w in (None, "2021-09"))
    change = make_time_change(inherits)
    phase.when = "2021-06"
    phase.save()
    for record in (phase, stream, inherits, change):
        assert {u.first_day.isoformat() for u in record.units.all()} == {"2021-06-01"}, record
    assert {u.first_day.isoformat() for u in own.units.all()} == {"2021-09-01"}


def test_the_days_of_meetings_follow_the_clock_of_their_district() -> None:
    meeting = make_meeting(make_district())
    late = meeting.district.start_of(meeting.days[0]).replace(hour=23, minute=30)  # type: ignore[arg-type]
    Meeting.objects.update(starts_at=late, ends_at=late.replace(minute=45))
    meeting.district.time_zone = "America/New_York"
    meeting.district.save()
    day = Meeting.objects.get().days[0]
    assert day is not None
    assert day > late.date()
    assert {unit.first_day for unit in meeting.units.all()} == {day}


def test_a_record_that_has_not_changed_writes_no_index() -> None:
    milestone = make_milestone(make_district(), title_es="Hito")
    with CaptureQueriesContext(connection) as asked:
        milestone.save()
    writes = [q["sql"] for q in asked if q["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert len(writes) == 1, writes
