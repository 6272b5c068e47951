"""Inline rows, opened before another user saved: no change is lost silently."""

from functools import partial
from typing import Any

import pytest
from django.test import Client

from events.models import Interpretation
from tests.admin_forms import filled, page, read
from tests.concurrency import at_once
from tests.factories import (
    make_area,
    make_commitment,
    make_district,
    make_interpretation,
    make_meeting,
    make_milestone,
    make_phase,
)
from tests.publishing.two_editors import both, errors, make_editor
from timeline.models import Commitment, Milestone

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ROW = "interpretation-0-"


@pytest.fixture
def meeting() -> Any:
    meeting = make_meeting(make_district())
    make_interpretation(meeting, "vi")
    make_interpretation(meeting, "fr")
    return meeting


@pytest.fixture
def ana(meeting: Any) -> Client:
    return make_editor("ana", meeting.district)


@pytest.fixture
def ben(meeting: Any) -> Client:
    return make_editor("ben", meeting.district)


def rows(meeting: Any) -> list[tuple[str, str, str]]:
    found = Interpretation.objects.filter(meeting=meeting)
    return sorted(found.values_list("language", "status", "mode"))


def row(number: int, **typed: str) -> dict[str, str]:
    return {f"interpretation-{number}-{name}": value for name, value in typed.items()}


def added(language: str, number: int = 2, **typed: str) -> dict[str, str]:
    fields = {"language": language, "service": "interpretation", "status": "announced", **typed}
    return {**row(number, **fields), "interpretation-TOTAL_FORMS": str(number + 1)}


@pytest.mark.parametrize("swapped", [False, True])
def test_two_fields_of_one_row_are_both_kept(
    meeting: Any, ana: Client, ben: Client, swapped: bool
) -> None:
    typed = [row(0, status="confirmed"), row(0, mode="consecutive")]
    one, other = reversed(typed) if swapped else typed
    assert both(ana, ben, meeting, one, other).status_code == 302
    assert ("vi", "confirmed", "consecutive") in rows(meeting)


def test_a_field_of_a_row_that_both_changed_is_asked_about(
    meeting: Any, ana: Client, ben: Client
) -> None:
    one, other = row(0, status="confirmed"), row(0, status="not_offered")
    answer = both(ana, ben, meeting, one, other)
    assert "Choose a version above" in errors(answer)[f"{ROW}status"]
    said = errors(answer)["interpretation-0"]
    for words in ("announced", "confirmed", "not offered", "by ana"):
        assert words in said
    assert ("vi", "confirmed", "") in rows(meeting)
    ben.post(page(meeting), filled(answer, **{f"{ROW}status-choice": "mine"}))
    assert ("vi", "not_offered", "") in rows(meeting)


def test_a_row_deleted_by_another_user_is_gone_unless_it_was_edited(
    meeting: Any, ana: Client, ben: Client
) -> None:
    typed = {**row(1, status="confirmed"), "place": "Gym"}
    answer = both(ana, ben, meeting, row(0, DELETE="on"), typed)
    assert answer.status_code == 302
    assert rows(meeting) == [("fr", "confirmed", "")]


@pytest.mark.parametrize(("choice", "left"), [("theirs", 1), ("mine", 2)])
def test_a_row_that_the_other_deleted_and_one_changed_is_asked_about(
    meeting: Any, ana: Client, ben: Client, choice: str, left: int
) -> None:
    typed = {**row(0, status="confirmed"), **row(1, mode="consecutive")}
    answer = both(ana, ben, meeting, row(0, DELETE="on"), typed)
    assert "deleted or moved by ana, just now, after" in errors(answer)["interpretation-1"]
    assert rows(meeting) == [("fr", "announced", "")]
    sent = read(answer).sent
    assert sent["interpretation-0-language"] == ["fr"]
    assert sent["interpretation-1-status"] == ["confirmed"]
    again = ben.post(page(meeting), sent)
    assert "interpretation-1" in errors(again)
    sent = filled(again, **{"interpretation-1-choice": choice})
    assert ben.post(page(meeting), sent).status_code == 302
    assert len(rows(meeting)) == left
    assert ("fr", "announced", "consecutive") in rows(meeting)
    assert (("vi", "confirmed", "") in rows(meeting)) == (choice == "mine")


def test_a_page_with_a_row_that_is_gone_can_be_put_right_and_saved(
    meeting: Any, ana: Client, ben: Client
) -> None:
    typed = {**row(1, ask_contact="nobody"), **added("so"), "ends_at": "2021-04-15T17:00"}
    answer = both(ana, ben, meeting, row(0, DELETE="on"), typed)
    assert "ends_at" in errors(answer)
    sent = filled(answer, ends_at="2021-04-15T20:00", **row(0, ask_contact=""))
    assert ben.post(page(meeting), sent).status_code == 302
    assert [language for language, *_ in rows(meeting)] == ["fr", "so"]


def test_both_delete_one_row(meeting: Any, ana: Client, ben: Client) -> None:
    typed = row(0, DELETE="on")
    assert both(ana, ben, meeting, typed, typed).status_code == 302
    assert rows(meeting) == [("fr", "announced", "")]


def test_a_row_that_the_other_changed_is_not_deleted_unasked(
    meeting: Any, ana: Client, ben: Client
) -> None:
    answer = both(ana, ben, meeting, row(0, status="confirmed"), row(0, DELETE="on"))
    said = errors(answer)["interpretation-0"]
    for words in ("announced", "confirmed", "by ana", "uncheck Delete"):
        assert words in said
    assert len(rows(meeting)) == 2
    assert read(answer).sent[f"{ROW}status"] == ["confirmed"]
    assert ben.post(page(meeting), read(answer).sent).status_code == 302
    assert rows(meeting) == [("fr", "announced", "")]


def test_rows_that_the_other_added_stay(meeting: Any, ana: Client, ben: Client) -> None:
    answer = both(ana, ben, meeting, added("so"), {**added("am"), **row(0, DELETE="on")})
    assert answer.status_code == 302
    assert [language for language, *_ in rows(meeting)] == ["am", "fr", "so"]


def test_one_language_that_both_add_is_refused_at_the_row(
    meeting: Any, ana: Client, ben: Client
) -> None:
    answer = both(ana, ben, meeting, added("so"), added("so", status="confirmed"))
    assert "already listed" in errors(answer)["interpretation-2"]
    assert "already listed" in answer.content.decode()
    sent = filled(answer, **row(2, language="am"))
    assert ben.post(page(meeting), sent).status_code == 302
    assert ("am", "confirmed", "") in rows(meeting)


def test_a_language_may_take_the_place_of_one_that_is_deleted(meeting: Any, ana: Client) -> None:
    typed = {**row(0, DELETE="on"), **added("vi", status="confirmed")}
    assert ana.post(page(meeting), filled(ana.get(page(meeting)), **typed)).status_code == 302
    assert ("vi", "confirmed", "") in rows(meeting)


def test_two_languages_cannot_be_exchanged_at_once(meeting: Any, ana: Client) -> None:
    typed = {**row(0, language="fr"), **row(1, language="vi")}
    answer = ana.post(page(meeting), filled(ana.get(page(meeting)), **typed))
    assert "already listed" in errors(answer)["interpretation-0"]


def test_positions_are_fields_as_others(meeting: Any, ana: Client, ben: Client) -> None:
    area = make_area(meeting.district)
    for position in (1, 2):
        make_commitment(meeting.district, area=area, position=position)
    one = {"commitments-0-position": "2", "commitments-1-position": "1"}
    answer = both(ana, ben, area, one, {"commitments-0-text_en": "Listen more"})
    assert answer.status_code == 302
    found: Any = Commitment.objects.order_by("pk")
    words = [(each.position, each.text_en) for each in found]
    assert words == [(2, "Listen more"), (1, "Listen to students")]


def test_rows_that_change_places_on_the_page_keep_their_own(
    meeting: Any, ana: Client, ben: Client
) -> None:
    area = make_area(meeting.district)
    for position in (1, 2):
        make_commitment(meeting.district, area=area, position=position)
    one = {"commitments-0-position": "3"}
    other = {"commitments-0-text_en": "Listen more", "commitments-1-due": "nonsense"}
    answer = both(ana, ben, area, one, other)
    rows: list[Any] = [*Commitment.objects.order_by("pk")]
    first, second = rows
    formset = answer.context["inline_admin_formsets"][0]
    shown = [(row.original.pk, row.form.instance.pk) for row in [*formset][:2]]
    assert shown == [(first.pk, first.pk), (second.pk, second.pk)]
    sent = filled(answer, **{"commitments-1-due": ""})
    assert ben.post(page(area), sent).status_code == 302
    first.refresh_from_db()
    assert (first.text_en, first.position) == ("Listen more", 3)


@pytest.mark.parametrize("typed", [{"milestones-0-title_en": "The board votes"}, {"number": "2"}])
def test_a_row_that_moved_to_another_page_is_not_brought_back(
    meeting: Any, ana: Client, ben: Client, typed: Any
) -> None:
    phase, other = make_phase(meeting.district), make_phase(meeting.district, 5)
    milestone = make_milestone(meeting.district, phase=phase)
    opened = ben.get(page(phase))
    ana.post(page(milestone), filled(ana.get(page(milestone)), phase=str(other.pk)))
    answer = ben.post(page(phase), filled(opened, **typed))
    if "number" in typed:
        assert answer.status_code == 302
        return
    assert "deleted or moved" in errors(answer)["milestones-1"]  # after the empty row
    assert 'value="mine"' not in answer.content.decode()
    assert read(answer).sent["milestones-1-title_en"] == ["The board votes"]
    sent = filled(answer, **{"milestones-1-choice": "theirs"})
    assert ben.post(page(phase), sent).status_code == 302
    assert Milestone.objects.get().phase_id == other.pk


BROKEN = [{"opened": ""}, {"opened": "x"}, {"opened": "", "DELETE": "on"}]


@pytest.mark.parametrize("broken", BROKEN)
def test_a_row_that_did_not_arrive_whole_changes_nothing(
    meeting: Any, ana: Client, broken: dict[str, str]
) -> None:
    sent = filled(ana.get(page(meeting)), **row(0, **{"status": "confirmed", **broken}))
    answer = ana.post(page(meeting), sent)
    assert "open it again" in errors(answer)["interpretation-0"]
    assert rows(meeting) == [("fr", "announced", ""), ("vi", "announced", "")]


@pytest.mark.parametrize("broken", ["", "x", "\0", "9" * 5000, "-1"])
def test_a_row_without_its_key_is_refused(meeting: Any, ana: Client, broken: str) -> None:
    sent = filled(ana.get(page(meeting)), **row(0, id=broken, status="confirmed"))
    answer = ana.post(page(meeting), sent)
    assert answer.status_code == 200
    assert rows(meeting) == [("fr", "announced", ""), ("vi", "announced", "")]


@pytest.mark.django_db(transaction=True)
def test_one_language_that_two_add_at_once_is_there_once(
    shared_database: None, meeting: Any, ana: Client, ben: Client
) -> None:
    sent = filled(ana.get(page(meeting)), **added("so"))
    answers = at_once(*(partial(client.post, page(meeting), sent) for client in (ana, ben)))
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert [language for language, *_ in rows(meeting)] == ["fr", "so", "vi"]


def test_rows_that_a_page_has_no_room_for_stay_as_they_are(
    meeting: Any, ana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("districts.inlines.MOST_INPUTS", 8)  # two rows of milestones
    phase = make_phase(meeting.district, state="draft")
    for number in range(4):
        make_milestone(meeting.district, title=f"M{number}", phase=phase)
    opened = ana.get(page(phase))
    html = opened.content.decode()
    assert "2 more are not shown here" in html
    assert "All 4 milestones</a>" in html
    assert read(opened).sent["milestones-TOTAL_FORMS"] == ["3"]
    typed = {"milestones-0-title_en": "Changed", "milestones-2-title_en": "Added"}
    assert ana.post(page(phase), filled(opened, **typed)).status_code == 302
    titles = Milestone.objects.order_by("pk").values_list("title", flat=True)
    assert [*titles] == ["Changed", "M1", "M2", "M3", "Added"]
