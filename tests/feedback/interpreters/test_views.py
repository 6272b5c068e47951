"""Families ask for an interpreter before a meeting, and say afterwards how it was."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from events.models import Meeting
from feedback.models import InterpretationAnswer, InterpreterRequest
from tests.factories import make_district, make_interpretation, make_meeting
from tests.pages.tree import Node, parse

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# The meeting is from 6 to 8 p.m. on April 15 in Denver, which is six hours behind UTC.
NOON = datetime(2021, 4, 12, 18, 0, tzinfo=UTC)
AFTERWARDS = datetime(2021, 4, 16, 18, 0, tzinfo=UTC)
LAST = date(2021, 4, 14)
MEETING = "/en/denver/events/community-meeting/"
ASK, ANSWER = f"{MEETING}interpreter/", f"{MEETING}interpretation/"
VIETNAMESE = {"service": "interpretation vi", "contact": "303-555-0100"}
OVER = "You can no longer ask here for the language that you chose."
CLOSED = "You cannot ask for an interpreter for this meeting here."
NOT_TAKEN = "No answers are taken about this meeting now."


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def meeting() -> Meeting:
    meeting = make_meeting(make_district(as_of="2021-04-10"), status="confirmed")
    make_interpretation(meeting, "vi", status="on_request", ask_by=LAST)
    make_interpretation(meeting, "so", status="on_request")
    make_interpretation(meeting, "es", status="confirmed")
    make_interpretation(meeting, "am", status="not_offered")
    return meeting


def shown(client: Client, address: str) -> Node:
    response = client.get(address)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies
    return parse(response.content.decode())


def send(client: Client, clock: Any, address: str, **typed: str) -> Any:
    """Open the form, and send it after the time that it takes to fill it in."""
    token = shown(client, address).one("input", name="token").attrs["value"]
    clock.shift(timedelta(minutes=1))
    return client.post(address, {"token": token, **typed})


def requests() -> list[tuple[str, ...]]:
    columns = ("language", "service", "contact", "page_language")
    return list(InterpreterRequest.objects.values_list(*columns))


def test_what_is_on_request_is_asked_for_once_however_often_it_is_sent(
    client: Client, clock: Any
) -> None:
    address = ASK.replace("/en/", "/vi/")
    page = shown(client, address)
    offered = {
        box.attrs["value"]: "checked" in box.attrs for box in page.all("input", type="radio")
    }
    assert offered == {"interpretation vi": True, "interpretation so": False}
    clock.shift(timedelta(minutes=1))
    typed = {"token": page.one("input", name="token").attrs["value"], **VIETNAMESE}
    for _ in range(2):
        answer = client.post(address, typed)
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"{address}asked/"
    assert requests() == [("vi", "interpretation", "303-555-0100", "vi")]
    assert client.get(f"{address}asked/").status_code == 200


@pytest.mark.parametrize(
    ("typed", "id", "said"),
    [
        (
            {"contact": "<b>my aunt"},
            "id_contact",
            "Please write a phone number such as 303-555-0100, or an email address.",
        ),
        ({"contact": ""}, "id_contact", "This field is required."),
        ({"service": "interpretation am"}, "id_service_0", OVER),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_kept(
    client: Client, clock: Any, typed: dict[str, str], id: str, said: str
) -> None:
    answer = send(client, clock, ASK, **{**VIETNAMESE, **typed})
    page = parse(answer.content.decode())
    assert answer.status_code == 400
    [link] = page.one("div", role="alert").all("a")
    assert link.attrs["href"] == f"#{id}"
    assert said in link.text
    contact = typed.get("contact", VIETNAMESE["contact"])
    assert page.one("input", name="contact").attrs.get("value", "") == contact
    assert not requests()


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (datetime(2021, 4, 15, 5, 58, tzinfo=UTC), True),
        (datetime(2021, 4, 15, 6, 0, tzinfo=UTC), False),
    ],
)
def test_last_day_ends_at_midnight_in_the_district(
    client: Client, clock: Any, at: datetime, is_open: bool
) -> None:
    clock.move_to(at)
    answer = send(client, clock, ASK, **VIETNAMESE)
    assert answer.status_code == (302 if is_open else 400)
    assert len(requests()) == is_open
    send(client, clock, ASK, **{**VIETNAMESE, "service": "interpretation so"})
    assert len(requests()) == is_open + 1  # it has no last day


def test_day_in_the_address_opens_no_deadline_again(client: Client, clock: Any) -> None:
    clock.move_to(AFTERWARDS)
    typed = {"token": "", **VIETNAMESE}
    answer = client.post(f"{ASK}?on=2021-04-12", typed)
    assert CLOSED in answer.content.decode()
    assert not client.get(f"{ASK}?on=2021-04-12").wsgi_request.GET  # it has been led on


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"status": "cancelled"}, 409, "This meeting is canceled."),
        ({"state": "withdrawn"}, 404, "Page not found"),
        ({"ends_at": NOON - timedelta(days=1), "starts_at": NOON - timedelta(days=2)}, 409, CLOSED),
        ({"ends_at": NOON + timedelta(days=9), "starts_at": NOON + timedelta(days=8)}, 302, ""),
    ],
)
def test_meeting_that_changes_meanwhile(
    client: Client, clock: Any, meeting: Meeting, change: dict[str, Any], status: int, said: str
) -> None:
    typed = {"token": shown(client, ASK).one("input", name="token").attrs["value"], **VIETNAMESE}
    clock.shift(timedelta(minutes=1))
    for name, value in change.items():
        setattr(meeting, name, value)
    meeting.save()
    answer = client.post(ASK, typed)
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert len(requests()) == (status == 302)


def test_request_that_was_stored_stays_sent_when_the_meeting_is_canceled(
    client: Client, clock: Any, meeting: Meeting
) -> None:
    typed = {"token": shown(client, ASK).one("input", name="token").attrs["value"], **VIETNAMESE}
    clock.shift(timedelta(minutes=1))
    client.post(ASK, typed)
    meeting.status = "cancelled"
    meeting.save()
    assert client.post(ASK, typed).headers["Location"] == f"{ASK}asked/"
    assert len(requests()) == 1


def test_meeting_leads_to_the_form_while_there_is_time(client: Client) -> None:
    page = parse(client.get(MEETING.replace("/en/", "/vi/")).content.decode())
    assert "Còn 2 ngày để yêu cầu." in page.one("main").text
    links = [link.attrs["href"] for link in page.all("a")]
    assert ASK.replace("/en/", "/vi/") in links
    assert f"{ASK}?on=2021-04-15" in client.get(f"{MEETING}?on=2021-04-15").content.decode()
    later = client.get(f"{MEETING}?on=2021-04-16").content.decode()
    assert ASK not in later
    assert f"{ANSWER}?on=2021-04-16" in later
    assert ANSWER not in client.get(f"{MEETING}?on=2021-05-16").content.decode()


def test_one_tap_says_how_it_was(client: Client, clock: Any) -> None:
    assert NOT_TAKEN in shown(client, ANSWER).text
    clock.move_to(AFTERWARDS)
    page = shown(client, ANSWER)
    buttons = {each.attrs["value"]: each.text for each in page.all("button", name="answer")}
    languages = [value.split()[0] for value in list(buttons)[::3]]
    assert languages == ["vi", "so", "es"]
    assert buttons["es partly"] == "I understood only part of it"
    clock.shift(timedelta(minutes=1))
    typed = {"token": page.one("input", name="token").attrs["value"], "answer": "es partly"}
    for _ in range(2):
        answer = client.post(ANSWER, typed)
        assert answer.headers["Location"] == f"{ANSWER}answered/"
    assert list(InterpretationAnswer.objects.values_list("language", "understood")) == [
        ("es", "partly")
    ]
    assert "Your answer has been counted." in client.get(f"{ANSWER}answered/").content.decode()


@pytest.mark.parametrize("answer", ["am well", "es wonderful", "es", ""])
def test_no_other_answer_is_taken(client: Client, clock: Any, answer: str) -> None:
    clock.move_to(AFTERWARDS)
    assert send(client, clock, ANSWER, answer=answer).status_code == 400
    assert not InterpretationAnswer.objects.exists()


def test_meeting_that_was_canceled_takes_no_answers(
    client: Client, clock: Any, meeting: Meeting
) -> None:
    meeting.status = "cancelled"
    meeting.save()
    clock.move_to(AFTERWARDS)
    answer = client.post(ANSWER, {"token": "", "answer": "es well"})
    assert answer.status_code == 409
    assert NOT_TAKEN in answer.content.decode()


def test_number_in_an_error_reads_from_left_to_right_in_arabic(client: Client, clock: Any) -> None:
    answer = send(client, clock, ASK.replace("/en/", "/ar/"), service="", contact="?")
    problems = parse(answer.content.decode()).one("div", role="alert")
    assert problems.one("bdi", dir="ltr").text == "303-555-0100"
