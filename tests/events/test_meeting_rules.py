"""What the admin refuses on the page of a meeting."""

from typing import Any

import pytest
from django.test import Client

from districts.models import District
from events.models import Meeting
from tests.admin_forms import filled
from tests.events.meeting_page import ADD, add, errors, page
from tests.factories import make_district, make_meeting

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ONLINE = {"mode": "online", "status": "confirmed"}


def test_an_online_meeting_is_confirmed_only_with_a_way_in(editor: Client) -> None:
    refused = add(editor, **ONLINE)
    assert "needs a link or a phone number to join" in str(errors(refused)["status"])
    assert not Meeting.objects.exists()
    editor.post(ADD, filled(refused, phone="720-423-3054"))
    add(editor, **ONLINE, slug="second", link="example.org/join")
    add(editor, slug="third", mode="online", status="tentative")
    assert [each.link for each in Meeting.objects.order_by("pk")] == [
        "",
        "https://example.org/join",
        "",
    ]


def row(**typed: Any) -> dict[str, Any]:
    return {f"interpretation-0-{name}": value for name, value in typed.items()}


def test_a_meeting_is_entered_with_its_interpretation_on_one_page(editor: Client) -> None:
    typed = {"language": "Vietnamese", "status": "on_request", "ask_by": "2021-04-10"}
    add(editor, **row(**typed, ask_contact="help@example.org", mode="simultaneous"))
    (each,) = Meeting.objects.get().interpretation.all()
    assert (each.language, each.service, each.status) == ("vi", "interpretation", "on_request")
    assert (str(each.ask_by), each.ask_contact) == ("2021-04-10", "help@example.org")


@pytest.mark.parametrize(
    ("typed", "field", "reason"),
    [
        ({"language": "English"}, "language", "held in this language"),
        ({"language": "en-GB"}, "language", "held in this language"),
        ({"status": "on_request", "ask_by": "2021-04-16"}, "ask_by", "after the meeting"),
        ({"ask_by": "2021-04-10"}, "ask_by", "only for the status “on request”"),
        ({"ask_contact": "720-423-3054"}, "ask_contact", "only for the status “on request”"),
        ({"status": "on_request", "ask_contact": "Maria"}, "ask_contact", "or a mail address"),
        ({"service": "captions", "mode": "consecutive"}, "mode", "neither"),
        ({"access": "720-423-3054"}, "access", "only for phone or online"),
        ({"channel": "phone", "access": "https://example.org"}, "access", "a number"),
        ({"channel": "online", "access": "javascript:alert(1)"}, "access", "https://"),
    ],
)
def test_interpretation_that_cannot_be_is_refused_with_a_reason(
    editor: Client, typed: dict[str, str], field: str, reason: str
) -> None:
    response = add(editor, **row(**{"language": "vi", **typed}))
    (formset, *_) = response.context["inline_admin_formsets"]
    assert list(formset.formset.errors[0]) == [field]
    assert reason in str(formset.formset.errors[0][field])
    assert filled(response)[f"interpretation-0-{field}"] == [typed[field]]
    assert not Meeting.objects.exists()


def test_captions_may_be_in_the_spoken_language(editor: Client) -> None:
    add(editor, **row(language="English", service="captions"))
    assert Meeting.objects.get().interpretation.get().service == "captions"


def test_a_meeting_moved_before_its_last_day_to_ask_is_refused(editor: Client) -> None:
    add(editor, **row(language="vi", status="on_request", ask_by="2021-04-15"))
    address = page(Meeting.objects.get())
    times = {"starts_at": "2021-04-14T18:00", "ends_at": "2021-04-14T20:00"}
    answer = editor.post(address, filled(editor.get(address), **times))
    assert "This date is after the meeting." in answer.content.decode()


def test_a_meeting_is_postponed_to_another_of_its_district_only_when_canceled(
    editor: Client,
) -> None:
    add(editor)
    new = make_meeting(District.objects.get(), "later-meeting")
    address = page(Meeting.objects.get(slug="spring-meeting"))
    refused = editor.post(address, filled(editor.get(address), postponed_to=new.pk))
    assert "A meeting that is replaced must be “Canceled”" in str(errors(refused)["status"])
    editor.post(address, filled(refused, status="cancelled"))
    assert Meeting.objects.get(slug="spring-meeting").postponed_to == new
    elsewhere = make_meeting(make_district("duluth"))
    refused = editor.post(address, filled(editor.get(address), postponed_to=elsewhere.pk))
    assert "postponed_to" in errors(refused)


def test_materials_are_entered_with_kind_and_language(editor: Client) -> None:
    typed = {"kind": "slides", "language": "Vietnamese", "url": "example.org/slides"}
    material = {f"materials-0-{name}": value for name, value in typed.items()}
    add(editor, **{"materials-TOTAL_FORMS": 1, **material})
    (each,) = Meeting.objects.get().materials.all()
    assert (each.language, each.url) == ("vi", "https://example.org/slides")
