"""What a family has written is not lost where the page of the form is gone meanwhile."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django import forms
from django.test import Client

from districts.models import District
from feedback.alerts.forms import SubscribeForm
from feedback.interpreters.forms import AnswerForm, RequestForm
from feedback.public_forms import TOKEN, TRAP, WRITTEN, PublicForm
from feedback.questions.forms import AskForm
from feedback.remarks.forms import WordingForm
from tests.factories import make_district, make_interpretation, make_meeting
from tests.pages.tree import parse

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NOON = datetime(2021, 4, 12, 18, 0, tzinfo=UTC)
MEETING = "/vi/denver/events/community-meeting/"
FORMS: list[tuple[type[PublicForm], str]] = [
    (AskForm, "/vi/denver/ask/"),
    (WordingForm, "/vi/denver/wording/"),
    (SubscribeForm, "/vi/denver/alerts/"),
    (RequestForm, f"{MEETING}interpreter/"),
    (AnswerForm, f"{MEETING}interpretation/"),
]
TYPED = "Chào <b>anh</b>\nDòng hai"


@pytest.fixture(autouse=True)
def district() -> Iterator[District]:
    with time_machine.travel(NOON, tick=False):
        district = make_district(as_of="2021-04-10")
        meeting = make_meeting(district, status="confirmed")
        make_interpretation(meeting, "vi", status="on_request")
        yield district


def names_of(kind: type[PublicForm]) -> list[str]:
    """The fields of a form in which people write."""
    return [
        name
        for name, field in kind.base_fields.items()
        if isinstance(field, forms.CharField)
        and not isinstance(field.widget, forms.HiddenInput)
        and name not in (TOKEN, TRAP)
    ]


def test_all_forms_of_families_are_known() -> None:
    kinds, known = [*PublicForm.__subclasses__()], set()
    while kinds:
        known.add(kind := kinds.pop())
        kinds += kind.__subclasses__()
    assert {kind for kind in known if "name" in vars(kind)} == {kind for kind, _ in FORMS}
    assert {name for kind in known for name in names_of(kind)} == {*WRITTEN}


@pytest.mark.parametrize(("kind", "address"), FORMS)
def test_what_was_written_for_a_page_that_is_gone_is_shown(
    client: Client, district: District, kind: type[PublicForm], address: str
) -> None:
    assert client.get(address).status_code == 200
    district.state = "draft"
    district.save()
    typed = {name: f"{TYPED} {name}" for name in names_of(kind)}
    answer = client.post(address, {TOKEN: "t-t-t", "kind": "question", **typed})
    assert answer.status_code == 404
    assert "no-store" in answer.headers["Cache-Control"]
    html = answer.content.decode()
    shown = [node.text.strip() for node in parse(html).all("blockquote")]
    assert shown == [typed[name].replace("\n", "") for name in WRITTEN if name in typed]
    assert "<b>anh" not in html
    assert ("quý vị viết chưa được gửi" in html) == bool(typed)
    assert "t-t-t" not in html


def test_nothing_is_shown_of_what_was_not_sent(client: Client, district: District) -> None:
    district.state = "draft"
    district.save()
    for answer in (client.get("/vi/denver/ask/?text=no"), client.post("/vi/denver/ask/")):
        assert answer.status_code == 404
        assert b"blockquote" not in answer.content


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"text=no"),  # without the boundary
        ("application/x-www-form-urlencoded; charset=koi8-r", b"text=no"),
    ],
)
def test_what_is_no_form_is_answered_as_not_found(
    client: Client, district: District, content_type: str, body: bytes
) -> None:
    district.state = "draft"
    district.save()
    answer = client.generic("POST", "/vi/denver/ask/", body, content_type)
    assert answer.status_code == 404
    assert b"blockquote" not in answer.content


def test_a_meeting_that_takes_no_more_requests_shows_what_was_written(client: Client) -> None:
    with time_machine.travel(datetime(2021, 4, 20, tzinfo=UTC), tick=False):
        answer: Any = client.post(f"{MEETING}interpreter/", {"contact": "303-555-0100"})
    assert answer.status_code == 409
    assert [each.text for each in parse(answer.content.decode()).all("blockquote")]
