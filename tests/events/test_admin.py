from datetime import UTC, datetime

import pytest
from django.test import Client

from districts.models import District, Role
from events.models import Meeting
from publishing.states import PublicationState
from tests.admin_forms import filled
from tests.events.meeting_page import ADD, LIST, add, errors, page, said
from tests.factories import (
    make_district,
    make_meeting,
    make_membership,
    make_school,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_times_are_those_of_the_districts_clock(editor: Client) -> None:
    assert "Mountain Time: America/Denver" in editor.get(ADD).content.decode()
    response = add(editor)
    meeting = Meeting.objects.get()
    assert meeting.starts_at == datetime(2021, 4, 16, 0, 0, tzinfo=UTC)
    assert meeting.ends_at == datetime(2021, 4, 16, 2, 0, tzinfo=UTC)
    assert "April 15, 2021" in said(response)
    assert "Mountain Time: America/Denver" in said(response)
    assert filled(editor.get(page(meeting)))["starts_at"] == ["2021-04-15T18:00"]


def test_among_several_districts_the_chosen_one_gives_the_zone(client: Client) -> None:
    client.force_login(make_user(is_superuser=True))
    make_district()
    tokyo = make_district("tokyo", time_zone="Asia/Tokyo")
    assert "time zone of the district chosen above" in client.get(ADD).content.decode()
    response = add(client, district=tokyo.pk)
    assert Meeting.objects.get().starts_at == datetime(2021, 4, 15, 9, 0, tzinfo=UTC)
    assert "Japan Time: Asia/Tokyo" in said(response)


def test_place_link_mode_and_status_may_be_announced_later(editor: Client) -> None:
    add(editor, place="", link="", mode="", status="")
    meeting = Meeting.objects.get()
    assert (meeting.place, meeting.link, meeting.mode, meeting.status) == ("", "", "", "")
    assert meeting.state == PublicationState.DRAFT


def test_a_time_that_the_clock_skips_is_refused_and_kept(editor: Client) -> None:
    response = add(editor, starts_at="2021-03-14T02:30", ends_at="2021-03-14T04:00")
    assert "02:30 does not exist on this day" in str(errors(response)["starts_at"])
    assert filled(response)["starts_at"] == ["2021-03-14T02:30"]
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("year", ["0001", "1202", "2200", "9999"])
def test_a_slip_in_the_year_is_refused_and_kept(editor: Client, year: str) -> None:
    response = add(editor, starts_at=f"{year}-12-31T23:00", ends_at=f"{year}-12-31T23:59")
    for name in ("starts_at", "ends_at"):
        assert "Enter a year from 1900 to 2199." in str(errors(response)[name])
    assert filled(response)["starts_at"] == [f"{year}-12-31T23:00"]
    assert not Meeting.objects.exists()


def test_more_than_a_day_is_asked_about_once_and_names_the_last_day(editor: Client) -> None:
    asked = add(editor, starts_at="2027-05-04T18:00", ends_at="2028-05-04T18:00")
    when = "Tuesday, May 4, 2027, 6:00 PM – Thursday, May 4, 2028, 6:00 PM"
    assert when in str(errors(asked)["ends_at"])
    assert not Meeting.objects.exists()
    assert when in said(editor.post(ADD, filled(asked, lasts_days="on")))
    meeting = Meeting.objects.get()
    editor.post(page(meeting), filled(editor.get(page(meeting)), place="North High"))
    meeting.refresh_from_db()
    assert meeting.place == "North High"


@pytest.mark.parametrize(("which", "hour"), [("first", 7), ("second", 8)])
def test_of_a_time_that_comes_twice_the_form_asks_which(
    editor: Client, which: str, hour: int
) -> None:
    times = {"starts_at": "2021-11-07T01:30", "ends_at": "2021-11-07T03:00"}
    asked = add(editor, **times)
    assert "01:30 happens twice on this day" in str(errors(asked)["starts_at"])
    assert not Meeting.objects.exists()
    html = asked.content.decode()
    assert "the first, Mountain Daylight Time" in html
    assert "the second, Mountain Standard Time" in html
    editor.post(ADD, filled(asked, starts_at_which=which))
    meeting = Meeting.objects.get()
    assert meeting.starts_at == datetime(2021, 11, 7, hour, 30, tzinfo=UTC)
    # Unedited fields keep their values, and nothing is asked about them again.
    editor.post(page(meeting), filled(editor.get(page(meeting)), place="North High"))
    meeting.refresh_from_db()
    assert (meeting.place, meeting.starts_at.hour) == ("North High", hour)


def test_an_answer_to_which_of_two_can_be_changed(editor: Client) -> None:
    add(editor, starts_at="2021-11-07T01:30", ends_at="2021-11-07T03:00", starts_at_which="first")
    meeting = Meeting.objects.get()
    sent = filled(editor.get(page(meeting)))
    assert sent["starts_at_which"] == ["first"]
    editor.post(page(meeting), {**sent, "starts_at_which": "second"})
    meeting.refresh_from_db()
    assert meeting.starts_at == datetime(2021, 11, 7, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("ends_at", "2021-04-15T18:00", "ends before it starts"),
        ("ends_at", "soon", "valid date/time"),
        ("ends_at", "2021-04-15T20:00Z", "valid date/time"),
        ("ends_at", "2021-04-15T25:00", "valid date/time"),
        ("ends_at", "", "required"),
        ("slug", "timeline", "The site itself uses the address"),
        ("slug", "Spring Meeting", "only lowercase letters"),
        ("link", "http://example.org/", "a web address that starts with https://"),
        ("link", "javascript:alert(1)", "a web address that starts with https://"),
        ("language", "xx-klingon", "We don’t know the language"),
        ("phone", "call us", "telephone number"),
        ("phone_code", "123#", "Enter the phone number"),
    ],
)
def test_bad_input_is_refused_beside_its_field_and_kept(
    editor: Client, field: str, value: str, reason: str
) -> None:
    response = add(editor, **{field: value})
    assert list(errors(response)) == [field]
    assert reason in str(errors(response)[field])
    assert filled(response)[field] == [value]
    assert filled(response)["title_en"] == ["Spring meeting"]
    assert not Meeting.objects.exists()


def test_an_address_that_is_taken_is_refused(editor: Client) -> None:
    add(editor)
    assert "already exists" in str(errors(add(editor)))


def test_an_address_survives_a_change_of_title_and_stays_once_published(editor: Client) -> None:
    add(editor, state=PublicationState.PUBLISHED)
    meeting = Meeting.objects.get()
    editor.post(page(meeting), filled(editor.get(page(meeting)), title_en="New", slug="new-one"))
    meeting.refresh_from_db()
    assert (meeting.title, meeting.slug) == ("New", "spring-meeting")


def test_the_address_of_a_draft_may_change(editor: Client) -> None:
    add(editor)
    add(editor, slug="taken")
    meeting = Meeting.objects.get(slug="spring-meeting")
    response = editor.post(page(meeting), filled(editor.get(page(meeting)), slug="taken"))
    assert "already exists" in str(errors(response))
    editor.post(page(meeting), filled(editor.get(page(meeting)), slug="free-one"))
    meeting.refresh_from_db()
    assert meeting.slug == "free-one"


def test_a_duplicate_is_a_draft_with_its_own_address_and_uid(editor: Client) -> None:
    given = {"place": "North High", "status": "cancelled", "link": "https://example.org/join"}
    add(editor, state=PublicationState.PUBLISHED, title_es="Reunión", **given)
    meeting = Meeting.objects.get()
    meeting.interpretation.create(language="vi", mode="simultaneous")
    meeting.schools.add(make_school(meeting.district))
    for _ in range(2):
        response = editor.post(page(meeting), filled(editor.get(page(meeting)), _duplicate="yes"))
    copies = Meeting.objects.exclude(pk=meeting.pk).order_by("pk")
    assert [copy.slug for copy in copies] == ["spring-meeting-copy", "spring-meeting-copy-2"]
    assert response.headers["Location"] == page(copies[1])
    for copy in copies:
        assert copy.uid != meeting.uid
        assert (copy.state, copy.status, copy.place) == (PublicationState.DRAFT, "", "North High")
        assert copy.link == ""
        assert copy.title_es == "Reunión"  # type: ignore[attr-defined]
        assert [(i.language, i.mode) for i in copy.interpretation.all()] == [("vi", "simultaneous")]
        assert [school.slug for school in copy.schools.all()] == ["north-high"]
    assert meeting.interpretation.count() == 1


def test_several_meetings_are_duplicated_from_the_list(editor: Client) -> None:
    add(editor)
    add(editor, slug="another")
    chosen = [meeting.pk for meeting in Meeting.objects.all()]
    editor.post(LIST, {"action": "duplicate_selected", "_selected_action": chosen})
    assert Meeting.objects.count() == 4


def test_the_page_of_a_meeting_leads_to_the_public_one(client: Client) -> None:
    client.force_login(make_user(is_superuser=True))
    response = client.get(page(make_meeting(make_district())))
    assert 'href="/en/denver/events/community-meeting/"' in response.content.decode()


def test_languages_are_understood_by_their_names(editor: Client) -> None:
    typed = {"language": "Spanish", "interpretation-0-language": "vietnamese"}
    add(editor, **{"interpretation-TOTAL_FORMS": 1, "interpretation-0-mode": "", **typed})
    meeting = Meeting.objects.get()
    assert meeting.language == "es"
    assert [each.language for each in meeting.interpretation.all()] == ["vi"]


def test_interpretation_into_the_spoken_language_is_refused_even_later(editor: Client) -> None:
    add(editor, **{"interpretation-TOTAL_FORMS": 1, "interpretation-0-language": "vi"})
    meeting = Meeting.objects.get()
    address = page(meeting)
    answer = editor.post(address, filled(editor.get(address), language="vi"))
    assert "The meeting itself is held in this language." in answer.content.decode()
    assert Meeting.objects.get().language == "en"


def test_translator_reads_the_times_of_a_published_meeting_and_saves_its_words(
    client: Client,
) -> None:
    district = make_district()
    meeting = make_meeting(
        district,
        starts_at=datetime(2021, 5, 11, 23, 30, tzinfo=UTC),
        ends_at=datetime(2021, 5, 12, 1, 0, tzinfo=UTC),
    )
    translator = make_user("hoa")
    make_membership(translator, Role.TRANSLATOR, district=district, language="vi")
    client.force_login(translator)
    opened = client.get(page(meeting))
    text = opened.content.decode()
    assert "Tuesday, May 11, 2021, 5:30 – 7:00 PM (Mountain Time: America/Denver)" in text
    assert "11:30 p.m." not in text
    assert client.post(page(meeting), filled(opened, title_vi="Cuộc họp")).status_code == 302
    assert Meeting.objects.get().title_vi == "Cuộc họp"  # type: ignore[attr-defined]


def test_publishing_under_a_draft_warns_that_it_stays_hidden(editor: Client) -> None:
    District.objects.update(state="draft")
    assert "Families don’t see this yet" in said(add(editor, state="published"))


def test_only_a_canceled_meeting_has_a_reason_for_it(editor: Client) -> None:
    answer = add(editor, cancel_reason_en="The hall is flooded.", status="confirmed")
    assert set(errors(answer)) == {"cancel_reason_en"}
    add(editor, cancel_reason_en="The hall is flooded.", status="cancelled")
    assert Meeting.objects.get().cancel_reason == "The hall is flooded."
