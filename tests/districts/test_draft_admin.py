"""Changes to something public are saved as a draft beside it, and published by opening that."""

from typing import Any

import pytest
from django.test import Client

from districts.models import District
from publishing.history_entries import SAVED_DRAFT, entries_of
from publishing.saved_drafts import SavedDraft
from tests.admin_forms import filled, page, read
from tests.client import StaffClient, anew
from tests.factories import (
    make_district,
    make_meeting,
    make_membership,
    make_milestone,
    make_phase,
    make_school,
    make_user,
)
from tests.publishing.two_editors import errors

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CANARY = "Xylophone"


@pytest.fixture
def meeting(district: District) -> Any:
    return make_meeting(district, title="Town hall", description="One")


def staff(name: str, **more: Any) -> StaffClient:
    client = StaffClient()
    client.force_login(make_user(name, **more))
    return client


@pytest.fixture
def anna() -> StaffClient:
    return staff("anna", is_superuser=True)


@pytest.fixture
def bert() -> StaffClient:
    return staff("bert", is_superuser=True)


def save_draft(client: StaffClient, record: Any, **typed: Any) -> Any:
    sent = filled(client.get(page(record)), **typed)
    return client.post(page(record), {**sent, "_draft": "Save as a draft"})


def opened(client: StaffClient, record: Any) -> Any:
    client.handler.enforce_csrf_checks = True  # as for a browser: it is a link, without a token
    shown = client.get(f"{page(record)}?draft=open")
    client.handler.enforce_csrf_checks = False
    return shown


def test_a_draft_changes_nothing_until_it_is_opened_and_saved(
    anna: StaffClient, bert: StaffClient, client: Client, meeting: Any
) -> None:
    public = [meeting.get_absolute_url(), "/en/denver/", "/en/", "/sitemap.xml"]
    before = [client.get(each).content for each in public]
    typed = {"title_en": CANARY, "description_en": "Two", "starts_at": "nonsense"}
    sent = {**filled(anna.get(page(meeting)), **typed), "_draft": "1"}
    kept = anna.post(page(meeting), sent)
    assert kept.status_code == 200
    assert "Saved as a draft." in kept.content.decode()
    assert read(kept).sent["title_en"] == [CANARY]
    assert [client.get(each).content for each in public] == before
    meeting.refresh_from_db()
    assert meeting.title_en == "Town hall"
    entry = entries_of(meeting)[0]
    assert (entry.said, entry.by.username) == (SAVED_DRAFT, "anna")  # type: ignore[union-attr]
    again = anna.post(page(meeting), sent)  # a second click
    assert again.status_code == 200
    assert entries_of(meeting).filter(said=SAVED_DRAFT).count() == 1

    assert "These have a draft of changes." in bert.get("/admin/").content.decode()
    shown = bert.get(page(meeting)).content.decode()
    assert "There is a draft of changes to this, by anna" in shown
    form = opened(bert, meeting)
    assert read(form).sent["title_en"] == [CANARY]
    assert "starts_at" in errors(form)
    day = filled(bert.get(page(meeting)))["starts_at"]
    done = bert.post(f"{page(meeting)}?draft=open", filled(form, starts_at=day))
    assert done.status_code == 302, errors(done)
    meeting.refresh_from_db()
    assert (meeting.title_en, meeting.description_en) == (CANARY, "Two")
    assert not SavedDraft.objects.exists()
    assert CANARY in client.get(public[0]).content.decode()
    gone = bert.get(f"{page(meeting)}?draft=open", follow=True)
    assert "There is no draft" in gone.content.decode()


def test_an_opened_draft_is_merged_with_what_was_saved_meanwhile(
    anna: StaffClient, bert: StaffClient, meeting: Any
) -> None:
    save_draft(anna, meeting, title_en="Mine")
    other = filled(bert.get(page(meeting)), title_en="Theirs", description_en="Three")
    assert bert.post(page(meeting), other).status_code == 302
    form = opened(anna, meeting)
    assert "changed by bert" in errors(form)["title_en"]
    assert read(form).sent["description_en"] == ["Three"]
    chosen = filled(form, **{"title_en-choice": "mine"})
    assert anna.post(f"{page(meeting)}?draft=open", chosen).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.title_en, meeting.description_en) == ("Mine", "Three")


def test_nobody_replaces_a_draft_that_they_have_not_seen(
    anna: StaffClient, bert: StaffClient, meeting: Any
) -> None:
    sent = filled(bert.get(page(meeting)), title_en="Of Bert", _draft="1")
    save_draft(anna, meeting, title_en="Of Anna")
    asked = bert.post(page(meeting), sent)
    assert "There is a draft by anna" in asked.content.decode()
    assert SavedDraft.objects.get().fields["title_en"] == "Of Anna"
    stale = opened(anna, meeting)
    stamp = asked.context["draft_in_way"].stamp
    again = {**filled(asked), "_replace_draft": stamp, "_draft": "1"}
    assert "Saved as a draft." in bert.post(page(meeting), again).content.decode()
    assert SavedDraft.objects.get().fields["title_en"] == "Of Bert"
    done = anna.post(page(meeting), filled(stale), follow=True)
    assert "There is a newer draft of this, by bert." in done.content.decode()
    assert SavedDraft.objects.exists()


def test_a_draft_is_discarded_only_as_the_question_showed_it(
    anna: StaffClient, bert: StaffClient, meeting: Any
) -> None:
    save_draft(anna, meeting, title_en="First")
    address = f"{page(meeting)}?draft=discard"
    asked = filled(bert.get(address))
    form = opened(anna, meeting)
    anna.post(page(meeting), filled(form, title_en="Second", _draft="1"))
    assert "Another draft was saved since" in bert.post(address, anew(asked)).content.decode()
    assert SavedDraft.objects.exists()
    assert bert.post(address, filled(bert.get(address))).status_code == 302
    assert not SavedDraft.objects.exists()


def test_each_kind_of_record_can_have_a_draft(anna: StaffClient, district: District) -> None:
    records = {district: "summary_en", make_phase(district): "title_en"}
    for record, name in {**records, make_school(district): "name"}.items():
        assert "Saved as a draft." in save_draft(anna, record, **{name: CANARY}).content.decode()
        assert read(opened(anna, record)).sent[name] == [CANARY]
        address = f"{page(record)}?draft=discard"
        assert anna.post(address, filled(anna.get(address))).status_code == 302
    assert not SavedDraft.objects.exists()


def test_what_was_hidden_meanwhile_stays_hidden_and_a_deleted_record_takes_its_draft_along(
    anna: StaffClient, meeting: Any
) -> None:
    save_draft(anna, meeting, title_en="Later")
    meeting.state = "withdrawn"
    meeting.save()
    assert anna.post(page(meeting), filled(opened(anna, meeting))).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.title_en, meeting.state) == ("Later", "withdrawn")
    shown = anna.get(page(meeting)).content.decode()
    assert 'name="_draft"' not in shown
    sent = filled(anna.get(page(meeting)), _draft="1")
    anna.post(page(meeting), sent)
    assert SavedDraft.objects.exists()
    meeting.delete()
    assert not SavedDraft.objects.exists()


@pytest.fixture
def eva() -> StaffClient:
    """An editor where only publishers make things public."""
    client = StaffClient()
    user = make_user("eva")
    make_membership(user, "editor", district=make_district(editors_publish=False))
    client.force_login(user)
    return client


def test_an_editor_who_may_not_publish_writes_a_draft_that_a_publisher_publishes(
    eva: StaffClient, anna: StaffClient
) -> None:
    district = District.objects.get()
    phase: Any = make_phase(district, title="Planning")
    make_milestone(district, phase=phase)
    shown = eva.get(page(phase)).content.decode()
    assert "?draft=write" in shown
    assert 'name="_draft"' not in shown
    address = f"{page(phase)}?draft=write"
    form = eva.get(address)
    html = form.content.decode()
    assert not [name for name in ("_save", "_continue", "_addanother") if f'name="{name}"' in html]
    row = {"milestones-0-title_en": "A hearing", "milestones-TOTAL_FORMS": "2"}
    row |= {"milestones-1-title_en": "", "milestones-1-when": ""}  # nobody typed anything here
    sent = filled(form, title_en=CANARY, title_es="Planes", **row)
    for button in ("_save", "_draft", "_duplicate"):  # none of them stores anything else
        assert eva.post(address, {**sent, button: "1"}).status_code == 200
        phase.refresh_from_db()
        assert (phase.title_en, phase.title_es) == ("Planning", None)
    preview = {"_preview": "1", "_preview_language": "en"}
    assert CANARY in eva.post(address, {**sent, **preview}).content.decode()
    phase.refresh_from_db()
    assert (phase.title_en, phase.milestones.count()) == ("Planning", 1)

    assert "until a publisher publishes it" in eva.get("/admin/").content.decode()
    draft = opened(eva, phase)
    assert read(draft).sent["title_en"] == [CANARY]
    form = opened(anna, phase)
    assert "It changes: Title, Title in Spanish, Milestones." in form.content.decode()
    assert errors(form) == {}
    assert anna.post(f"{page(phase)}?draft=open", filled(form)).status_code == 302
    phase.refresh_from_db()
    assert (phase.title_en, phase.state) == (CANARY, "published")
    states = phase.milestones.order_by("pk").values_list("title_en", "state")
    assert [*states][1:] == [("A hearing", "draft")]
    assert not SavedDraft.objects.exists()


def test_what_was_typed_for_a_draft_is_kept_if_the_session_ends(
    eva: StaffClient, client: Client
) -> None:
    phase = make_phase(District.objects.get(), title="Planning")
    address = f"{page(phase)}?draft=write"
    sent = filled(eva.get(address), title_en=CANARY, _draft="1")
    again = eva.post(address, {**sent, "once": "too old"})
    assert read(again).sent["title_en"] == [CANARY]
    assert not SavedDraft.objects.exists()
    assert "Saved as a draft." in eva.post(address, filled(again, _draft="1")).content.decode()


def test_only_editors_see_and_save_drafts(
    anna: StaffClient, district: District, meeting: Any
) -> None:
    save_draft(anna, meeting, title_en=CANARY)
    client = StaffClient()
    user = make_user("translator")
    make_membership(user, "translator", district=district, language="es")
    client.force_login(user)
    shown = client.get(page(meeting)).content.decode()
    assert "There is a draft" not in shown
    assert 'name="_draft"' not in shown
    for act in ("open", "discard"):
        assert client.get(f"{page(meeting)}?draft={act}").status_code == 403
    assert save_draft(client, meeting, title_es="Reunión").status_code == 403
    assert "draft of changes" not in client.get("/admin/").content.decode()
    assert SavedDraft.objects.get().fields["title_en"] == CANARY


def test_a_form_that_is_too_long_is_no_draft_and_is_shown_again(
    anna: StaffClient, meeting: Any
) -> None:
    answer = save_draft(anna, meeting, description_en="ေ" * 120_000)
    assert "too long for a draft" in answer.content.decode()
    assert not SavedDraft.objects.exists()
