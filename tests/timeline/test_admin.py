import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from districts.models import District
from languages.edtf import parse
from publishing.states import PublicationState
from tests.admin_forms import filled
from tests.factories import (
    make_district,
    make_document,
    make_membership,
    make_milestone,
    make_phase,
    make_school,
    make_user,
    make_workstream,
)
from timeline.models import Milestone, Phase

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADD_PHASE = reverse("admin:timeline_phase_add")
ADD_MILESTONE = reverse("admin:timeline_milestone_add")


def page(record: Phase | Milestone) -> str:
    return reverse(f"admin:timeline_{record._meta.model_name}_change", args=[record.pk])


@pytest.fixture
def editor(client: Client) -> Client:
    """The browser of an editor of Denver; Duluth is somebody else's."""
    client.force_login(user := make_user())
    make_membership(user, district=make_district())
    make_district("duluth")
    return client


def denver() -> int:
    return District.objects.get(slug="denver").pk


def test_a_new_record_is_a_draft_of_the_editors_only_district(editor: Client) -> None:
    data = filled(editor.get(ADD_PHASE), number="1", title_en="Planning", when="Fall 2021")
    editor.post(ADD_PHASE, data)
    phase = Phase.objects.get()
    assert (phase.district_id, phase.state, phase.when) == (
        denver(),
        PublicationState.DRAFT,
        parse("2021-23"),
    )
    assert "Understood as: Fall 2021" in editor.get(page(phase)).content.decode()


def test_a_time_that_is_nonsense_is_refused_and_everything_typed_kept(editor: Client) -> None:
    typed = {"number": "1", "title_en": "Planning", "title_my": "စီစဉ်", "when": "soonish"}
    response = editor.post(ADD_PHASE, filled(editor.get(ADD_PHASE), **typed))
    text = response.content.decode()
    assert "We can’t read “soonish” as a date. Enter a year" in text
    assert {name: filled(response)[name] for name in typed} == {k: [v] for k, v in typed.items()}
    assert not Phase.objects.exists()


def test_the_english_is_required_and_nothing_else(editor: Client) -> None:
    response = editor.post(ADD_PHASE, filled(editor.get(ADD_PHASE), number="1", title_es="Plan"))
    assert list(response.context["adminform"].form.errors) == ["title_en"]


def test_a_number_that_the_district_has_is_refused(editor: Client) -> None:
    district = District.objects.get(slug="denver")
    make_phase(district, 1)
    second = make_phase(district, 2)
    response = editor.post(page(second), filled(editor.get(page(second)), number="1"))
    assert "already has a phase with this number" in response.content.decode()


@pytest.mark.parametrize("percent", ["101", "-1", "many"])
def test_a_percentage_out_of_range_is_refused(editor: Client, percent: str) -> None:
    data = filled(editor.get(ADD_MILESTONE), title_en="Cut", reduction_percent=percent)
    response = editor.post(ADD_MILESTONE, data)
    assert list(response.context["adminform"].form.errors) == ["reduction_percent"]
    assert not Milestone.objects.exists()


def test_records_of_other_districts_are_neither_offered_nor_accepted(editor: Client) -> None:
    other = make_district("chicago")
    phase = make_phase(other)
    foreign = {
        "district": other.pk,
        "phase": phase.pk,
        "workstream": make_workstream(phase).pk,
        "schools": [make_school(other).pk],
        "document": make_document(other).pk,
    }
    response = editor.get(ADD_MILESTONE)
    assert "chicago" not in response.content.decode().lower()
    answer = editor.post(ADD_MILESTONE, filled(response, title_en="Theirs", **foreign))
    assert set(answer.context["adminform"].form.errors) == set(foreign)
    assert not Milestone.objects.exists()


def test_a_record_stays_in_its_district(client: Client) -> None:
    client.force_login(make_user(is_superuser=True))
    phase, other = make_phase(make_district()), make_district("duluth")
    client.post(page(phase), filled(client.get(page(phase)), district=other.pk))
    phase.refresh_from_db()
    assert phase.district.slug == "denver"


def test_a_milestone_accepts_only_schools_of_its_district(client: Client) -> None:
    client.force_login(make_user(is_superuser=True))
    district, other = make_district(), make_district("duluth")
    typed = {"district": district.pk, "title_en": "Cut", "schools": [make_school(other).pk]}
    response = client.post(ADD_MILESTONE, filled(client.get(ADD_MILESTONE), **typed))
    assert list(response.context["adminform"].form.errors) == ["schools"]


def test_who_adds_to_a_phases_list_starts_with_that_phase(editor: Client) -> None:
    district = District.objects.get(slug="denver")
    phase = make_phase(district)
    response = editor.get(ADD_MILESTONE, {"_changelist_filters": f"phase__id__exact={phase.pk}"})
    assert filled(response)["phase"] == [str(phase.pk)]
    assert filled(response)["district"] == [str(district.pk)]


def test_a_phase_shows_its_milestones_and_leads_to_them(client: Client) -> None:
    client.force_login(make_user(is_superuser=True))
    district = make_district()
    phase = make_phase(district)
    milestone = make_milestone(district, phase=phase, title="The board decides")
    response = client.get(page(phase))
    assert page(milestone) in response.content.decode()
    client.post(page(phase), filled(response, **{"milestones-0-title_en": "The board meets"}))
    milestone.refresh_from_db()
    assert milestone.title == "The board meets"


def test_who_only_reads_gets_times_in_words(client: Client) -> None:
    client.force_login(user := make_user())
    make_membership(user, "translator", language="es")
    milestone = make_milestone(make_district(), when="2021-23")
    milestone.statuses.create(status="planned", since="2020-09/2020-10")
    text = client.get(page(milestone)).content.decode()
    assert "Fall 2021" in text
    assert "September – October 2020" in text
    listed = client.get(reverse("admin:timeline_milestone_changelist")).content.decode()
    assert "Fall 2021" in listed


def test_a_translation_leaves_what_an_editor_wrote_meanwhile(client: Client) -> None:
    client.force_login(user := make_user())
    make_membership(user, "translator", language="es")
    phase = make_phase(make_district(), title_vi="Cũ")
    opened = client.get(page(phase))
    other: Any = Phase.objects.get()
    other.title_en, other.title_vi = "New", "Mới"
    other.save()
    client.post(page(phase), filled(opened, title_es="Nuevo"))
    columns = ("title_en", "title_es", "title_vi")
    assert Phase.objects.values_list(*columns).get() == ("New", "Nuevo", "Mới")


def test_a_number_or_position_left_empty_is_the_next_one_of_the_same_parent(
    editor: Client,
) -> None:
    district = District.objects.get(slug="denver")
    make_phase(make_district("chicago"), 8)
    for title in ("Plan", "Act"):
        sent = filled(editor.get(ADD_PHASE), title_en=title)
        assert sent["number"] == [""]
        assert editor.post(ADD_PHASE, sent).status_code == 302
    first, second = Phase.objects.filter(district=district)
    assert (first.number, second.number) == (1, 2)
    rows = {f"milestones-{n}-title_en": f"Hiring {n}" for n in range(3)}
    sent = filled(editor.get(page(second)), **{**rows, "milestones-TOTAL_FORMS": "3"})
    sent |= {"milestones-0-when": "Unknown", "milestones-1-when": "May 2021"}
    sent |= {f"milestones-{n}-state": "draft" for n in range(3)}
    assert editor.post(page(second), sent).status_code == 302
    added = Milestone.objects.filter(phase=second, district=district)
    assert [m.position for m in added.order_by("pk")] == [0, 1, 2]
    milestone = Milestone.objects.get(title="Hiring 0")
    assert milestone.when is None
    sent = filled(editor.get(page(milestone)), position="")
    assert editor.post(page(milestone), sent).status_code == 302
    milestone.refresh_from_db()
    assert milestone.position == 3


def test_phase_and_milestones_are_added_on_one_page(editor: Client) -> None:
    opened = editor.get(ADD_PHASE)
    typed = {"title_en": "Plan", "milestones-0-title_en": "Talks", "milestones-2-title_en": "Vote"}
    assert editor.post(ADD_PHASE, filled(opened, **typed)).status_code == 302
    found = Milestone.objects.filter(phase__title_en="Plan").order_by("position")
    assert [(m.title, m.district_id) for m in found] == [("Talks", denver()), ("Vote", denver())]


def test_the_district_follows_from_the_list_and_from_the_record_before(client: Client) -> None:
    client.force_login(make_user(is_superuser=True))
    make_district("duluth")
    phase = make_phase(make_district())
    stream = make_workstream(phase)
    known = filled(client.get(ADD_MILESTONE, {"workstream": stream.pk}))
    named = [str(phase.district_id), str(phase.pk), str(stream.pk)]
    assert [known[name][0] for name in ("district", "phase", "workstream")] == named
    sent = filled(client.get(ADD_MILESTONE, {"phase": phase.pk}), title_en="A", _addanother="1")
    answer: Any = client.post(ADD_MILESTONE, sent)
    assert answer.status_code == 302
    again = filled(client.get(answer.url))
    assert [again[name][0] for name in ("district", "phase")] == named[:2]
    assert client.get(ADD_MILESTONE, {"phase": "x' OR 1", "workstream": "9" * 30}).status_code < 500


def test_every_control_of_a_row_has_a_name_and_languages_keep_their_direction(
    editor: Client,
) -> None:
    phase = make_phase(District.objects.get(slug="denver"))
    make_milestone(phase.district, phase=phase)
    text = editor.get(page(phase)).content.decode()
    rows = re.findall(r"<(?:input|select)[^>]* name=\"milestones-\d+-[^>]*>", text)
    shown = [row for row in rows if 'type="hidden"' not in row]
    assert shown
    assert all('aria-label="' in row for row in shown)
    assert 'aria-label="Title"' in shown[0]
