"""“This wording is wrong”: a text is chosen, its translators are told, the next save settles it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from districts.models import District, Role
from feedback.models import Question, WordingRemark
from feedback.remarks import queries
from languages.models import Unit
from tests import factories
from tests.admin_forms import filled
from tests.client import StaffClient
from tests.feedback.sending import token
from tests.pages.tree import parse

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TIMELINE = "/es/denver/timeline/"
OLD = datetime(2020, 1, 1, tzinfo=UTC)
SENT = "/es/denver/wording/sent/?page=%2Fes%2Fdenver%2Ftimeline%2F"


def form_about(path: str) -> Any:
    shown = Client().get(
        parse(Client().get(path).content.decode()).all("a", rel="nofollow")[-1].attrs["href"]
    )
    assert shown.status_code == 200
    return parse(shown.content.decode()).one("form", method="post")


def choices(form: Any) -> dict[str, str]:
    return {each.text: each.attrs["value"] for each in form.all("option")}


def send(district: District, about: str, path: str = TIMELINE, language: str = "es") -> Any:
    given = {"token": token(district, "wording"), "website": "", "text": "No se dice así."}
    data = {**given, "about": about, "page_about": path}
    return Client().post(f"/{language}/denver/wording/", data)


@pytest.fixture
def phase(district: District) -> Any:
    factories.make_phase(district, 2, title="Hidden", title_es="Oculta", state="draft")
    return factories.make_phase(district, title="Planning", title_es="Planeación", when="2021")


def unit_of(record: Any) -> Unit:
    return Unit.objects.get(object_id=record.pk, field="title", language="es")


def test_the_texts_of_the_page_are_offered_as_families_read_them(phase: Any) -> None:
    offered = choices(form_about(TIMELINE))
    assert "Planeación" in offered
    assert not {"Oculta", "Hidden"} & {*offered}
    assert "Planeación" not in choices(form_about("/es/denver/plan/"))


def test_a_remark_stands_beside_its_text_and_first_in_the_queue_until_it_is_saved(
    client: StaffClient, district: District, phase: Any
) -> None:
    for number in range(3):
        factories.make_phase(district, 10 + number, when="2021-04")
    about = choices(form_about(TIMELINE))["Planeación"]
    assert send(district, about).headers["Location"] == SENT
    client.force_login(user := factories.make_user())
    factories.make_membership(user, Role.TRANSLATOR, district=district, language="es")
    queue = parse(client.get(reverse("desk_queue", args=["es"])).content.decode())
    first = queue.all("ul", class_="desk-queue")[0]
    assert first.one("a").text == "Planning"
    address = reverse("desk_unit", args=["es", unit_of(phase).pk])
    opened = client.get(address)
    assert "No se dice así." in opened.content.decode()
    client.post(address, filled(opened, text="Planificación", act="save"))
    assert WordingRemark.objects.get().closed_at
    assert "No se dice así." not in client.get(address).content.decode()


def test_of_very_many_remarks_the_oldest_are_on_the_desk(
    client: StaffClient, district: District, phase: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "LOOKED", 1)
    later = factories.make_phase(district, 3, title="Later", title_es="Después", when="2022")
    for said in ("Después", "Planeación"):
        send(district, choices(form_about(TIMELINE))[said])
    WordingRemark.objects.filter(object_id=later.pk).update(received_at=OLD)
    client.force_login(factories.make_user(is_superuser=True))
    queue = client.get(reverse("desk_queue", args=["es"]), {"status": "stale"})
    listed = parse(queue.content.decode()).all("ul", class_="desk-queue")[0]
    assert [link.text for link in listed.all("a")] == ["Later"]


@pytest.mark.parametrize("written", ["title_es", "title_en"])
def test_a_save_of_the_translation_settles_it_and_one_of_the_english_does_not(
    district: District, phase: Any, written: str
) -> None:
    send(district, choices(form_about(TIMELINE))["Planeación"])
    setattr(phase, written, "Otra")
    phase.save()
    assert bool(WordingRemark.objects.get().closed_at) == (written == "title_es")


def test_on_the_desk_a_text_that_stays_as_it_is_is_settled_too(
    client: StaffClient, district: District, phase: Any
) -> None:
    send(district, choices(form_about(TIMELINE))["Planeación"])
    client.force_login(factories.make_user(is_superuser=True))
    address = reverse("desk_unit", args=["es", unit_of(phase).pk])
    client.post(address, filled(client.get(address), act="next"))
    assert WordingRemark.objects.get().closed_at


@pytest.mark.parametrize(("language", "chosen"), [("en", True), ("es", False)])
def test_what_is_no_translation_goes_to_the_question_desk(
    district: District, phase: Any, language: str, chosen: bool
) -> None:
    path = f"/{language}/denver/timeline/"
    about = choices(form_about(path))["Planning"] if chosen else ""
    assert send(district, about, path, language).status_code == 302
    question = Question.objects.get()
    assert (question.kind, question.page, question.language) == ("wording", path, language)
    assert question.text.startswith("“Planning”") == chosen
    assert not WordingRemark.objects.exists()


def test_a_remark_that_is_sent_again_about_another_text_is_told_apart(
    client: Client, district: District, phase: Any
) -> None:
    given = {"token": token(district, "wording"), "text": "No.", "page_about": TIMELINE}
    about = choices(form_about(TIMELINE))["Planeación"]
    answers = [
        client.post("/es/denver/wording/", {**given, "about": each}) for each in (about, about, "")
    ]
    assert [each.status_code for each in answers] == [302, 302, 400]
    assert (WordingRemark.objects.count(), Question.objects.count()) == (1, 0)


def test_what_was_typed_stays_if_the_text_is_gone(district: District, phase: Any) -> None:
    about = choices(form_about(TIMELINE))["Planeación"]
    type(phase).objects.filter(pk=phase.pk).update(state="draft")
    answer = send(district, about)
    assert answer.status_code == 400
    page = parse(answer.content.decode()).one("main")
    assert page.one("div", role="alert").all("li")
    assert page.one("textarea").text.strip() == "No se dice así."
