"""No way in takes a text that nobody sees for a text, or one that nobody can read."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from districts.models import School
from events.models import Meeting
from languages.cleaning import EnglishField
from languages.models import Unit
from publishing.stamps import STAMPS, stamp_of
from publishing.states import PublicationState
from sro_site.content.loading import load
from sro_site.content.reading import ContentError
from tests.admin_forms import filled, read
from tests.factories import (
    make_decision,
    make_district,
    make_interpretation,
    make_meeting,
    make_membership,
    make_milestone,
    make_school,
    make_user,
)
from tests.timeline.sheets import upload

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TURNED = "Family forum \u202eAbraham Lincoln"
GARBLED = "Weâ€™re glad. CafÃ© at 6."
FLAWS = [
    (TURNED, "direction"),
    ("\u202eAbraham\u202c", "reverse"),
    (GARBLED, "spoiled"),
    ("At 6. \ufffd", "spoiled"),
    ("РџСЂРёРІРµС‚", "spoiled"),
    ("One\x07two", "U+0007"),
    ("One\ue000two", "after “One”"),
]
UNSEEN = ["\u200b", "\u3164\u2060", " \u00a0\u200e"]


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(user := make_user())
    make_membership(user)
    return client


def page(record: Any) -> str:
    meta = record._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])


def sent(client: Client, record: Any, **typed: str) -> Any:
    return client.post(page(record), filled(client.get(page(record)), **typed))


@pytest.mark.parametrize(("text", "said"), FLAWS)
def test_english_and_names_are_refused_as_translations_are(
    editor: Client, text: str, said: str
) -> None:
    meeting = make_meeting(make_district())
    columns = ["title_en", "description_en", "hosts_en", "place", "address", "title_es"]
    answer = sent(editor, meeting, **dict.fromkeys(columns, text))
    errors = answer.context["adminform"].form.errors
    assert set(errors) == set(columns)
    assert all(said in " ".join(messages) for messages in errors.values())
    assert read(answer).sent["place"] == [text]
    meeting.refresh_from_db()
    assert (meeting.title, meeting.place) == ("Community meeting", "")


def test_rows_on_another_page_are_refused_as_well(editor: Client) -> None:
    decision = make_decision(district := make_district(), school=make_school(district))
    answer = sent(editor, decision.school, **{"decisions-0-decided_by_en": GARBLED})
    assert "spoiled" in answer.content.decode()
    decision.refresh_from_db()
    assert decision.decided_by == ""


@pytest.mark.parametrize("text", UNSEEN)
def test_text_that_nobody_sees_is_empty(editor: Client, text: str) -> None:
    texts = {"title_es": "Reunión", "place": "School"}
    meeting = make_meeting(make_district(), state=PublicationState.DRAFT, **texts)
    answer = sent(editor, meeting, title_en=text)
    assert answer.context["adminform"].form.errors == {"title_en": ["This field cannot be blank."]}
    assert sent(editor, meeting, title_es=text, description_vi=text, place=text).status_code == 302
    stored: Any = Meeting.objects.get()
    assert [stored.title_es, stored.description_vi, stored.place] == ["", "", ""]
    assert Unit.objects.get(field="title", language="es").status == "missing"


def test_what_has_a_form_of_its_own_loses_what_was_copied_along(editor: Client) -> None:
    draft = make_meeting(make_district(), state=PublicationState.DRAFT)
    typed = {"slug": "\u200eforum\u200b", "language": "\u2068Spanish\u2069"}
    assert sent(editor, draft, **typed).status_code == 302
    draft.refresh_from_db()
    assert (draft.slug, draft.language) == ("forum", "es")
    times = {"starts_at": "\u200e2027-05-04T18:00\u202c", "ends_at": "2027-05-04T20:00\u200b"}
    assert sent(editor, draft, **times).status_code == 302
    draft.refresh_from_db()
    assert [at.isoformat()[:16] for at in (draft.starts_at, draft.ends_at)] == [
        "2027-05-05T00:00",
        "2027-05-05T02:00",
    ]
    make_interpretation(draft, status="on_request")
    typed = {"interpretation-0-ask_by": "\u200e2027-05-01\u200b"}
    assert sent(editor, draft, **typed).status_code == 302
    assert str(draft.interpretation.get().ask_by) == "2027-05-01"
    district = draft.district
    assert sent(editor, district, as_of="\u202aMay\u00a02021\u202c").status_code == 302
    district.refresh_from_db()
    assert str(district.as_of) == "2021-05"


def test_text_that_nobody_sees_hides_no_english(client: Client) -> None:
    meeting: Any = make_meeting(make_district(), title="Family evening")
    meeting.title_vi = "\u200b"
    meeting.save()  # as it may have come in before
    shown = client.get("/vi/denver/events/community-meeting/").content.decode()
    assert '<span class="fallback" lang="en" dir="ltr">Family evening</span>' in shown


def test_a_list_publishes_no_text_that_its_page_refuses(editor: Client) -> None:
    draft: Any = make_meeting(make_district(), state=PublicationState.DRAFT)
    draft.title_en = TURNED
    draft.save()
    address = reverse("admin:events_meeting_changelist")
    chosen = {"action": "publish", "_selected_action": [draft.pk], STAMPS: stamp_of(draft)}
    answer = editor.post(address, chosen, follow=True)
    assert "Not published" in answer.content.decode()
    draft.refresh_from_db()
    assert not draft.is_published


def test_why_something_moved_is_refused_as_well(editor: Client) -> None:
    milestone = make_milestone(make_district(), when="2021-05")
    answer = sent(editor, milestone, when="June 2021", moved_kind="slip", moved_reason=GARBLED)
    assert "spoiled" in " ".join(answer.context["adminform"].form.errors["moved_reason"])
    field = EnglishField(required=False)
    assert field.clean("\u200b") == ""
    with pytest.raises(ValidationError):
        field.clean(TURNED)


@pytest.mark.parametrize(("key", "text"), [("name", TURNED), ("place", GARBLED), ("en", "\u200b")])
def test_a_content_file_is_refused_as_well(tmp_path: Path, key: str, text: str) -> None:
    values = {"name": "Gotham Schools", "place": "School", "en": "Forum"} | {key: text}
    path = tmp_path / "gotham.yaml"
    path.write_text(
        f"""\
slug: gotham
name: "{values["name"]}"
short_name: Gotham
region: New Jersey
time_zone: America/New_York
approach: ended
as_of: 2021-05
content_languages: [en]
summary: {{en: Officers leave.}}
sources: {{en: A report.}}
meetings:
  - slug: forum
    language: en
    title: {{en: "{values["en"]}"}}
    place: "{values["place"]}"
    starts_at: "2021-05-10T17:00"
    ends_at: "2021-05-10T18:00"
""".replace("as_of: 2021-05", 'as_of: "2021-05"')
    )
    with pytest.raises(ContentError, match=r"direction|spoiled|text is expected"):
        load([path])
    assert not School.objects.exists()


def test_a_spreadsheet_is_refused_as_well_and_loses_what_was_copied_along(editor: Client) -> None:
    make_district()
    row = {"title": "Forum", "starts": "2027-05-04 18:00", "ends": "2027-05-04 20:00"}
    rows = [
        {**row, "title": TURNED, "place": GARBLED, "phone": "1234"},
        {**row, "place": "\u200b", "language": "Spanish\u200b"},
        {**row, "title": "Talk", "phone": "\u202a720\u2011423\u20113054\u202c"},
    ]
    every = dict.fromkeys(name for row in rows for name in row)
    shown = upload(editor, "events_meeting", [{**dict.fromkeys(every, ""), **row} for row in rows])
    steps = shown.context["plan"].steps
    assert [str(step.effect) for step in steps] == ["refused", "new", "new"]
    page = shown.content.decode()
    assert all(said in page for said in ("turns the direction", "spoiled", "telephone number"))


def test_the_page_that_adds_a_district_refuses_it_as_well(editor: Client) -> None:
    page = reverse("district_set_up")
    typed = {"name": "\u200b", "summary_en": GARBLED, "phases-1-title_en": TURNED}
    answer = editor.post(page, filled(editor.get(page), **typed))
    assert answer.status_code == 400
    assert {"name", "summary_en"} <= set(answer.context["form"].errors)
    assert "title_en" in answer.context["rows"][1].errors
    assert read(answer).sent["summary_en"] == [GARBLED]
