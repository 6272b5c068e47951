from typing import Any

import pytest

from events.models import Interpretation, Meeting
from publishing.history_entries import entries_of
from publishing.ways import Way
from tests.admin_forms import filled, page, read
from tests.client import StaffClient
from tests.factories import make_district, make_meeting, make_school, make_user

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
    meeting.schools.set([school])
    Interpretation.objects.create(meeting=meeting, language="es")
    version = entries_of(meeting).latest("pk").pk
    marks = Meeting.objects.get().translations

    address = page(meeting)
    typed = {"title_en": "Open house", "title_es": "Puertas abiertas", "place": "Gym"}
    rows = {"interpretation-0-DELETE": "on", "schools": []}
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
    assert restored.place == ""
    assert [*restored.schools.all()] == [school]
    assert [row.language for row in restored.interpretation.all()] == ["es"]
    entries = entries_of(meeting)
    assert {entry.way for entry in entries[:3]} == {Way.UNDO}
