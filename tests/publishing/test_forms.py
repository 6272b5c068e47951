"""The form of a record, opened before another user saved: no change is lost silently."""

from functools import partial
from typing import Any

import pytest
from django.test import Client

from districts.models import School
from publishing.states import PublicationState
from tests.admin_forms import filled, page, read
from tests.client import delete
from tests.concurrency import at_once
from tests.factories import (
    make_district,
    make_meeting,
    make_milestone,
    make_school,
)
from tests.publishing.two_editors import both, errors, make_editor
from timeline.models import Milestone

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DRAFT, _, PUBLISHED, WITHDRAWN = PublicationState


@pytest.fixture
def milestone() -> Any:
    district = make_district()
    make_school(district)
    make_school(district, "south-high")
    return make_milestone(district, state=DRAFT, reduction_percent=25, when="2021-05")


@pytest.fixture
def ana(milestone: Any) -> Client:
    return make_editor("ana", milestone.district)


@pytest.fixture
def ben(milestone: Any) -> Client:
    return make_editor("ben", milestone.district)


def stored(record: Any) -> Any:
    return type(record)._default_manager.get(pk=record.pk)


@pytest.mark.parametrize(
    ("typed", "column", "value"),
    [
        ({"state": "published"}, "state", PUBLISHED),
        ({"when": "Fall 2021"}, "when", "2021-23"),
        ({"reduction_percent": "50"}, "reduction_percent", 50),
        ({"when": "", "ongoing": "on"}, "ongoing", True),
        ({"position": "3"}, "position", 3),
        ({"title_es": "La junta decide"}, "title_es", "La junta decide"),
    ],
)
@pytest.mark.parametrize("swapped", [False, True])
def test_another_users_change_stays_in_either_order(
    milestone: Any, ana: Client, ben: Client, typed: Any, column: str, value: Any, swapped: bool
) -> None:
    mine = {"title_en": "The board votes"}
    one, other = (mine, typed) if swapped else (typed, mine)
    assert both(ana, ben, milestone, one, other).status_code == 302
    found = stored(milestone)
    assert found.title_en == "The board votes"
    assert str(getattr(found, column)) == str(value)


def test_schools_that_the_other_chose_stay(milestone: Any, ana: Client, ben: Client) -> None:
    schools = [str(school.pk) for school in School.objects.all()]
    both(ana, ben, milestone, {"schools": schools}, {"position": "3"})
    assert milestone.schools.count() == 2


def test_schools_that_both_chose_differently_are_asked_about(
    milestone: Any, ana: Client, ben: Client
) -> None:
    north, south = (str(school.pk) for school in School.objects.all())
    answer = both(ana, ben, milestone, {"schools": [north]}, {"schools": [south]})
    assert "North High" in errors(answer)["schools"]
    assert "South High" in errors(answer)["schools"]
    assert milestone.schools.get().pk == int(north)
    ben.post(page(milestone), filled(answer, **{"schools-choice": "mine"}))
    assert milestone.schools.get().pk == int(south)


def test_a_conflict_shows_all_versions_and_who_changed_it(
    milestone: Any, ana: Client, ben: Client
) -> None:
    answer = both(ana, ben, milestone, {"when": "June 2021"}, {"when": "July 2021"})
    said = errors(answer)["when"]
    for words in ("May 2021", "June 2021", "July 2021", "by ana, just now"):
        assert words in said
    assert read(answer).sent["when"] == ["July 2021"]
    assert str(stored(milestone).when) == "2021-06"


@pytest.mark.parametrize(("choice", "kept"), [("theirs", "2021-06"), ("mine", "2021-07")])
def test_a_conflict_is_decided_by_a_choice(
    milestone: Any, ana: Client, ben: Client, choice: str, kept: str
) -> None:
    answer = both(ana, ben, milestone, {"when": "June 2021"}, {"when": "July 2021", "position": 2})
    sent = filled(answer, **{"when-choice": choice})
    assert ben.post(page(milestone), sent).status_code == 302
    found = stored(milestone)
    assert (str(found.when), found.position) == (kept, 2)


def test_without_a_choice_it_is_asked_again(milestone: Any, ana: Client, ben: Client) -> None:
    answer = both(ana, ben, milestone, {"when": "June 2021"}, {"when": "July 2021"})
    again = ben.post(page(milestone), read(answer).sent)
    assert "May 2021" in errors(again)["when"]
    assert str(stored(milestone).when) == "2021-06"


def test_a_third_change_is_asked_about_as_well(milestone: Any, ana: Client, ben: Client) -> None:
    answer = both(ana, ben, milestone, {"when": "June 2021"}, {"when": "July 2021"})
    ana.post(page(milestone), filled(ana.get(page(milestone)), when="August 2021"))
    again = ben.post(page(milestone), filled(answer, **{"when-choice": "mine"}))
    assert "August 2021" in errors(again)["when"]
    assert str(stored(milestone).when) == "2021-08"
    ben.post(page(milestone), filled(again, **{"when-choice": "mine"}))
    assert str(stored(milestone).when) == "2021-07"


def test_a_choice_holds_while_something_else_is_put_right(
    milestone: Any, ana: Client, ben: Client
) -> None:
    other = {"when": "July 2021", "reduction_percent": "101"}
    answer = both(ana, ben, milestone, {"when": "June 2021"}, other)
    again = ben.post(page(milestone), filled(answer, **{"when-choice": "mine"}))
    assert list(errors(again)) == ["reduction_percent"]
    ben.post(page(milestone), filled(again, reduction_percent="100"))
    assert str(stored(milestone).when) == "2021-07"


def test_what_both_changed_alike_is_no_conflict(milestone: Any, ana: Client, ben: Client) -> None:
    typed = {"title_en": "The board votes", "when": "June 2021"}
    assert both(ana, ben, milestone, typed, typed).status_code == 302


def test_an_older_form_publishes_nothing_again(milestone: Any, ana: Client, ben: Client) -> None:
    Milestone.objects.update(state=PUBLISHED)
    both(ana, ben, milestone, {"state": "draft", "reduction_percent": ""}, {"position": "3"})
    found = stored(milestone)
    assert (found.state, found.reduction_percent) == (WITHDRAWN, None)


def test_one_who_changed_nothing_changes_nothing(milestone: Any, ana: Client, ben: Client) -> None:
    typed = {"title_en": "The board votes", "when": "", "ongoing": "on", "state": "published"}
    assert both(ana, ben, milestone, typed, {}).status_code == 302
    found = stored(milestone)
    assert (found.title_en, found.when, found.ongoing) == ("The board votes", None, True)
    assert found.state == PUBLISHED


def test_unedited_texts_are_kept_exactly(milestone: Any, ana: Client) -> None:
    milestone.title_es = "  La junta\ndecide "
    milestone.save()
    opened = ana.get(page(milestone))
    ana.post(page(milestone), filled(opened, title_es="  La juntadecide ", position="3"))
    assert stored(milestone).title_es == "  La junta\ndecide "


def test_a_page_that_did_not_arrive_whole_changes_nothing(milestone: Any, ana: Client) -> None:
    sent = filled(ana.get(page(milestone)), title_en="The board votes")
    for broken in ("", "null", "{}", "[" * 5000, "\0", "é:b:c"):
        answer = ana.post(page(milestone), {**sent, "opened": broken})
        assert "open it again" in answer.content.decode(), broken
        assert read(answer).sent["title_en"] == ["The board votes"]
        assert stored(milestone).title_en == "The board decides"
    again = ana.post(page(milestone), read(answer).sent)
    assert "open it again" in again.content.decode()


def test_what_another_record_showed_is_not_taken(milestone: Any, ana: Client) -> None:
    other = read(ana.get(page(make_milestone(milestone.district)))).sent["opened"]
    answer = ana.post(page(milestone), filled(ana.get(page(milestone)), opened=other))
    assert "open it again" in answer.content.decode()


def test_a_record_that_was_deleted_meanwhile_can_be_added_again(
    milestone: Any, ana: Client, ben: Client
) -> None:
    sent = filled(ana.get(page(milestone)), title_en="The board votes")
    delete(ben, page(milestone, "delete"))
    answer = ana.post(page(milestone), sent)
    assert "deleted by ben, just now, after you opened" in errors(answer)["__all__"]
    again = filled(answer, district=str(milestone.district_id))
    assert ana.post(page(milestone), again).status_code == 302
    found: Any = Milestone.objects.get()
    assert found.title_en == "The board votes"


@pytest.mark.parametrize("was", [DRAFT, PUBLISHED])
def test_a_form_of_a_meeting_opened_in_another_state_can_be_saved(
    milestone: Any, ana: Client, ben: Client, was: str
) -> None:
    meeting = make_meeting(milestone.district, state=was)
    then = PUBLISHED if was == DRAFT else WITHDRAWN
    answer = both(ana, ben, meeting, {"state": then}, {"place": "North High"})
    if was == DRAFT:  # it is published, and nobody had announced a place
        assert answer.status_code == 302
    assert (stored(meeting).state, stored(meeting).place) == (then, "North High")


@pytest.mark.parametrize("was", [DRAFT, PUBLISHED])
def test_a_form_of_a_district_opened_in_another_state_can_be_saved(was: str) -> None:
    district = make_district(state=was)
    then = PUBLISHED if was == DRAFT else WITHDRAWN
    ana, ben = make_editor("ana", district), make_editor("ben", district)
    assert both(ana, ben, district, {"state": then}, {"region": "Utah"}).status_code == 302
    assert (stored(district).state, stored(district).region) == (then, "Utah")


def test_a_field_that_became_fixed_is_reported_with_what_was_typed(
    milestone: Any, ana: Client, ben: Client
) -> None:
    meeting = make_meeting(milestone.district, state=DRAFT)
    answer = both(ana, ben, meeting, {"state": "published"}, {"slug": "spring", "place": "Gym"})
    assert "You typed: “spring”" in errors(answer)["__all__"]
    assert ben.post(page(meeting), read(answer).sent).status_code == 302
    assert (stored(meeting).slug, stored(meeting).place) == ("community-meeting", "Gym")


def test_the_fields_of_a_move_stay_where_the_other_has_withdrawn_it(
    milestone: Any, ana: Client, ben: Client
) -> None:
    Milestone.objects.update(state=PUBLISHED)
    move = {"when": "June 2021", "moved_kind": "slip", "moved_reason": "The vote was put off."}
    answer = both(ana, ben, milestone, {"state": "draft"}, move)
    assert "Explain the change when you publish it" in errors(answer)["moved_kind"]
    assert read(answer).sent["moved_reason"] == ["The vote was put off."]
    sent = filled(answer, moved_kind="", moved_reason="")
    assert ben.post(page(milestone), sent).status_code == 302
    assert (str(stored(milestone).when), stored(milestone).state) == ("2021-06", WITHDRAWN)


def test_a_page_that_is_shown_again_can_be_saved_whatever_was_typed(
    milestone: Any, ana: Client
) -> None:
    meeting = make_meeting(milestone.district, state=DRAFT)
    typed = {"state": "published", "slug": "spring", "ends_at": "2021-04-15T17:00"}
    answer = ana.post(page(meeting), filled(ana.get(page(meeting)), **typed))
    assert list(errors(answer)) == ["ends_at"]
    again = filled(answer, ends_at="2021-04-15T19:00")
    assert ana.post(page(meeting), again).status_code == 302
    assert stored(meeting).slug == "spring"


@pytest.mark.django_db(transaction=True)
def test_two_who_save_one_record_at_once_lose_nothing(
    shared_database: None, milestone: Any, ana: Client, ben: Client
) -> None:
    opened = ana.get(page(milestone))
    posts = [(ana, {"title_en": "The board votes"}), (ben, {"reduction_percent": "50"})]
    answers = at_once(*(partial(c.post, page(milestone), filled(opened, **t)) for c, t in posts))
    assert [answer.status_code for answer in answers] == [302, 302]
    found = stored(milestone)
    assert (found.title_en, found.reduction_percent) == ("The board votes", 50)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_one_field_at_once_one_is_asked(
    shared_database: None, milestone: Any, ana: Client, ben: Client
) -> None:
    opened = ana.get(page(milestone))
    posts = [(ana, "June 2021"), (ben, "July 2021")]
    answers = at_once(
        *(partial(c.post, page(milestone), filled(opened, when=when)) for c, when in posts)
    )
    assert sorted(answer.status_code for answer in answers) == [200, 302]
