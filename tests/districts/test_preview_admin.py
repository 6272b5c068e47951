"""The form of a record shows its public page before it is saved, and stores nothing."""

from typing import Any

import pytest
from django.test import Client

from events.models import Meeting
from publishing.submissions import Submission
from tests.admin_forms import filled, page
from tests.client import StaffClient, anew
from tests.factories import make_district, make_meeting, make_milestone, make_user
from tests.publishing.office import counted
from tests.publishing.two_editors import errors

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NOTICE = "Nothing has been saved."


@pytest.fixture
def staff() -> StaffClient:
    client = StaffClient()
    client.force_login(make_user("anna", is_superuser=True))
    return client


def preview(client: StaffClient, address: str, form: Any, **typed: Any) -> Any:
    given = {"_preview": "Preview", "_preview_language": "en", **typed}
    return client.post(address, {**form, **given})


def test_a_preview_shows_what_was_typed_and_stores_nothing(
    staff: StaffClient, client: Client
) -> None:
    district = make_district()
    meeting: Any = make_meeting(district, title="Town hall", title_es="Reunión")
    address, public = page(meeting), meeting.get_absolute_url()
    form = filled(staff.get(address))
    before, seen = counted(), client.get(public).content
    typed = {"title_en": "Xylophone", "title_es": "Marimba", "_preview_language": "es"}
    shown = preview(staff, address, form, **typed)
    text = shown.content.decode()
    assert (shown.status_code, shown.headers["Content-Language"]) == (200, "es")
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert "Marimba" in text
    assert NOTICE in text
    withdrawn = preview(staff, address, form, state="withdrawn", _preview_on="2021-04-01")
    assert NOTICE in withdrawn.content.decode()
    assert "?on=2021-04-01" in withdrawn.content.decode()
    assert counted() == before
    assert not Submission.objects.exists()
    assert client.get(public).content == seen
    again = staff.get(address).content.decode()
    assert "messagelist" not in again
    # The token of the page is as good as before.
    saved = staff.post(address, {**form, "title_en": "Xylophone", "anyway": "on"}, follow=True)
    assert "was changed successfully" in saved.content.decode()


def test_what_cannot_be_saved_cannot_be_previewed(staff: StaffClient) -> None:
    meeting = make_meeting(make_district())
    form, before = filled(staff.get(page(meeting))), counted()
    wrong = preview(staff, page(meeting), form, title_en="", starts_at="nonsense")
    assert {"title_en", "starts_at"} <= {*errors(wrong)}
    for day in ("nonsense", "2021-02-30", "0001-01-01"):
        answer = preview(staff, page(meeting), form, title_en="Typed", _preview_on=day)
        assert "has to be a date" in answer.content.decode(), day
        assert 'value="Typed"' in answer.content.decode()
    refused = preview(staff, page(meeting), form, _preview_language="xx")
    assert refused.status_code == 400
    assert counted() == before


def test_a_new_record_and_a_place_on_a_page_are_previewed(staff: StaffClient) -> None:
    district = make_district()
    milestone = make_milestone(district, state="draft")
    meeting = make_meeting(district)
    new = anew({**filled(staff.get(page(meeting))), "opened": "", "district": district.pk})
    before = counted()
    shown = preview(staff, "/admin/events/meeting/add/", new, title_en="Xylophone", slug="another")
    assert shown.context.get("adminform") is None, errors(shown)
    assert "Xylophone" in shown.content.decode()
    assert NOTICE in shown.content.decode()
    form = filled(staff.get(page(milestone)))
    shown = preview(staff, page(milestone), form, title_en="Marimba")
    assert "Marimba" in shown.content.decode()
    assert counted() == before
    assert not Meeting.objects.filter(slug="another").exists()
