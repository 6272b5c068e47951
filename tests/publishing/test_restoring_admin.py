from typing import Any

import pytest

from events.models import Interpretation, Meeting
from languages.freshness import Mark, text_hash
from publishing.history_entries import entries_of
from publishing.ways import Way
from tests.admin_forms import filled, page, read
from tests.client import StaffClient
from tests.factories import (
    make_district,
    make_meeting,
    make_milestone,
    make_school,
    make_user,
)
from timeline.models import Milestone

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def staff() -> StaffClient:
    client = StaffClient()
    client.force_login(make_user("editor", is_superuser=True))
    return client


def test_a_version_comes_back_with_rows_links_and_marks(staff: StaffClient) -> None:
    district = make_district()
    school = make_school(district)
    meeting: Any = make_meeting(district, title="Town hall", title_es="Reunión", state="draft")
    meeting.save(told={"title": {"es": Mark(text_hash("Older"), text_hash("Reunión"), True)}})
    meeting.schools.set([school])
    ids = {}
    for language in ("es", "vi"):
        row = Interpretation.objects.create(meeting=meeting, language=language)
        ids[language] = row.uuid
    version = entries_of(meeting).latest("pk").pk
    starts_at = meeting.starts_at
    marks = Meeting.objects.get().translations

    address = page(meeting)
    typed = {"title_en": "Open house", "title_es": "Puertas abiertas", "place": "Gym"}
    typed |= {"starts_at": "2021-05-20T17:00", "ends_at": "2021-05-20T19:30"}
    rows: dict[str, Any] = {f"interpretation-{n}-DELETE": "on" for n in (0, 1)} | {"schools": []}
    form = filled(staff.get(address), **typed, **rows)
    assert staff.post(address, form).status_code == 302
    assert not Interpretation.objects.exists()

    history = staff.get(page(meeting, "history"))
    said = history.content.decode()
    assert "Restore this version" in said
    assert "Deleted: Interpretation" in said
    assert f"?version={version}" in said

    back = staff.get(f"{address}?version={version}")
    assert "What differs from now" in back.content.decode()
    assert staff.post(f"{address}?version={version}", read(back).sent).status_code == 302
    restored: Any = Meeting.objects.get()
    assert (restored.title_en, restored.title_es) == ("Town hall", "Reunión")
    assert restored.translations == marks
    assert (restored.place, restored.starts_at) == ("", starts_at)
    assert [*restored.schools.all()] == [school]
    assert {row.language: row.uuid for row in restored.interpretation.all()} == ids
    entries = entries_of(meeting)
    assert {entry.way for entry in entries[:3]} == {Way.UNDO}


def test_a_version_with_another_time_is_asked_about_like_any_move(staff: StaffClient) -> None:
    milestone = make_milestone(make_district(), when="2021-05")
    version = entries_of(milestone).latest("pk").pk
    Milestone.objects.update(when="2021-06", when_lower="2021-06-01", when_upper="2021-06-30")
    address = f"{page(milestone)}?version={version}"
    sent = read(staff.get(address)).sent
    assert sent["when"] == ["May 2021"]
    assert "Say why it is changing." in staff.post(address, sent).content.decode()
    assert str(Milestone.objects.get().when) == "2021-06"
    answered = {**sent, "moved_kind": "correction"}
    assert staff.post(address, answered).status_code == 302
    assert str(Milestone.objects.get().when) == "2021-05"
    assert staff.get(f"{page(milestone)}?version=no").status_code == 200
