"""An editor in a district where only publishers make things public, on every way to do so."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from districts.models import District, Role, School
from events.models import Meeting
from publishing.states import PublicationState
from tests.admin_forms import filled, page
from tests.client import StaffClient
from tests.factories import (
    make_area,
    make_district,
    make_meeting,
    make_membership,
    make_milestone,
    make_phase,
    make_program,
    make_school,
    make_user,
)
from timeline.models import Milestone, PlanArea

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DRAFT, PUBLISHED = PublicationState.DRAFT, PublicationState.PUBLISHED
ADD = {
    model: reverse(f"admin:{name}_add")
    for model, name in (
        (Milestone, "timeline_milestone"),
        (PlanArea, "timeline_planarea"),
    )
}


@pytest.fixture
def district() -> District:
    return make_district(editors_publish=False)


def signed_in(name: str, role: Role, *districts: District) -> Client:
    client = StaffClient()
    client.force_login(user := make_user(name))
    for each in districts:
        make_membership(user, role, district=each)
    return client


@pytest.fixture
def editor(district: District) -> Client:
    signed_in("paul", Role.PUBLISHER, district)
    return signed_in("eva", Role.EDITOR, district)


def run(client: Client, action: str, *records: Any, **more: str) -> Any:
    chosen = [record.pk for record in records]
    data = {"action": action, "_selected_action": chosen, **more}
    return client.post(page(records[0], "changelist"), data, follow=True)


def test_a_draft_is_changed_and_its_state_is_shown_with_who_can_publish_it(
    editor: Client, district: District
) -> None:
    milestone = make_milestone(district, state=DRAFT)
    opened = editor.get(page(milestone))
    html = opened.content.decode()
    assert "Publishers: paul." in html
    assert not {"state", "publish_at_0"} & {*opened.context["adminform"].form.fields}
    sent = filled(opened, title_en="A hearing", state="published")
    assert editor.post(page(milestone), sent).status_code == 302
    milestone.refresh_from_db()
    assert (str(milestone), milestone.state) == ("A hearing", DRAFT)


@pytest.mark.parametrize("moment", [None, "2030-01-01T12:00Z"])
def test_what_is_published_or_scheduled_is_only_translated(
    editor: Client, district: District, moment: str | None
) -> None:
    milestone = make_milestone(district, publish_at=moment)
    opened = editor.get(page(milestone))
    assert "Only publishers of this district change what is published" in opened.content.decode()
    sent = filled(opened, title_en="Something", when="2030", title_es="La junta decide")
    assert editor.post(page(milestone), sent).status_code == 302
    stored = Milestone.objects.get()
    assert (str(stored), stored.when) == (str(milestone), milestone.when)
    assert getattr(stored, "title_es") == "La junta decide"  # noqa: B009 - unknown to mypy


def test_lists_neither_publish_nor_hide_but_duplicate(editor: Client, district: District) -> None:
    drafts = make_meeting(district, "one", state=DRAFT), make_meeting(district, "two", state=DRAFT)
    public = make_meeting(district, "three")
    for action in ("publish", "schedule", "unpublish"):
        run(editor, action, *drafts, public, publish_at="2030-01-01T12:00")
    states = Meeting.objects.order_by("pk").values_list("state", flat=True)
    assert [*states] == [DRAFT, DRAFT, PUBLISHED]
    run(editor, "duplicate_selected", *drafts, public)
    assert Meeting.objects.filter(state=DRAFT).count() == 5


def test_a_list_publishes_only_what_the_user_may(editor: Client, district: District) -> None:
    duluth = make_district("duluth")
    both = signed_in("bo", Role.EDITOR, district, duluth)
    here, there = (make_milestone(each, state=DRAFT) for each in (district, duluth))
    stamped = both.get(page(here, "changelist"))
    stamps = stamped.content.decode().split('name="stamps" value="')[1:]
    sent = {"stamps": [each.partition('"')[0] for each in stamps]}
    run(both, "publish", here, there, **sent)  # type: ignore[arg-type]
    states = dict(Milestone.objects.values_list("pk", "state"))
    assert states == {here.pk: DRAFT, there.pk: PUBLISHED}


def test_something_new_is_published_only_where_the_user_may(district: District) -> None:
    duluth = make_district("duluth")
    both = signed_in("bo", Role.EDITOR, district, duluth)
    opened = both.get(ADD[Milestone])
    typed = {"title_en": "A hearing", "state": "published"}
    refused = both.post(ADD[Milestone], filled(opened, **typed, district=district.pk))
    assert "Only publishers of the district" in str(refused.context["adminform"].form.errors)
    added = both.post(ADD[Milestone], filled(refused, district=duluth.pk))
    assert added.status_code == 302
    assert Milestone.objects.get().district == duluth


def test_rows_of_something_new_are_drafts(editor: Client, district: District) -> None:
    opened = editor.get(ADD[PlanArea])
    assert "This will be a draft." in opened.content.decode()
    typed = {"title_en": "Safety", "district": district.pk, "kind": "pillar"}
    typed |= {"state": "published", "programs-TOTAL_FORMS": "1", "programs-0-position": "0"}
    typed |= {"programs-0-title_en": "Mentors", "programs-0-state": "published"}
    assert editor.post(ADD[PlanArea], filled(opened, **typed)).status_code == 302
    area = PlanArea.objects.get()
    assert area.state == area.programs.get().state == DRAFT


def test_rows_that_are_published_stay_below_a_draft(editor: Client, district: District) -> None:
    phase = make_phase(district, state=DRAFT)
    shown, hidden = (make_milestone(district, phase=phase, state=s) for s in (PUBLISHED, DRAFT))
    opened = editor.get(page(phase))
    row = {"milestones-0-title_en": "A hearing", "milestones-0-state": "published"}
    assert editor.post(page(phase), filled(opened, **row)).status_code == 302
    for each in (shown, hidden):
        each.refresh_from_db()
    assert (str(shown), shown.state) == ("The board decides", PUBLISHED)
    assert (str(hidden), hidden.state) == ("A hearing", DRAFT)


def test_a_file_of_schools_changes_only_drafts(editor: Client, district: District) -> None:
    make_school(district), make_school(district, "east-high", state=DRAFT)
    address = reverse("admin:districts_school_import")
    text = "name,address\nNorth,north-high\nEast,east-high\n"
    shown = editor.post(address, {"district": district.pk, "text": text})
    assert [s.effect for s in shown.context["plan"].steps] == ["refused", "changed"]
    editor.post(address, filled(shown))
    assert {*School.objects.values_list("name", flat=True)} == {"North High", "East High"}


def test_published_records_and_what_they_hold_are_not_deleted(
    editor: Client, district: District
) -> None:
    area = make_area(district, state=DRAFT)
    make_program(area, state=PUBLISHED)
    editor.post(page(area, "delete"), {"post": "yes"})
    assert PlanArea.objects.exists()


def test_publishers_edit_and_publish_as_editors_do_elsewhere(district: District) -> None:
    publisher = signed_in("paul", Role.PUBLISHER, district)
    milestone = make_milestone(district, state=DRAFT)
    opened = publisher.get(page(milestone))
    assert "Publishers:" not in opened.content.decode()
    sent = filled(opened, title_en="A hearing", state="published")
    assert publisher.post(page(milestone), sent).status_code == 302
    milestone.refresh_from_db()
    assert (str(milestone), milestone.state) == ("A hearing", PUBLISHED)


def test_only_superusers_change_the_setting_on_the_page_of_the_district(
    district: District, client: Client
) -> None:
    publisher = signed_in("paul", Role.PUBLISHER, district)
    opened = publisher.get(page(district))
    assert "editors_publish" not in opened.context["adminform"].form.fields
    publisher.post(page(district), filled(opened, editors_publish="on"))
    district.refresh_from_db()
    assert not district.editors_publish
    root = StaffClient()
    root.force_login(make_user("root", is_superuser=True))
    root.post(page(district), filled(root.get(page(district)), editors_publish="on"))
    district.refresh_from_db()
    assert district.editors_publish
