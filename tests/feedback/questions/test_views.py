"""The page on which families read answers and ask: what is stored, and what they are told."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client

from districts.models import District
from feedback import public_forms
from feedback.models import Question
from feedback.tokens import LIFE
from tests import factories
from tests.concurrency import at_once
from tests.feedback.sending import question, send, token
from tests.pages.tree import Node, parse

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SENT = (302, "/vi/denver/ask/sent/")


def told(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.headers.get("Location", "")


def main(answer: Any) -> Node:
    return parse(answer.content.decode()).one("main")


def problems(answer: Any) -> Node:
    return main(answer).one("div", role="alert")


def typed(answer: Any) -> str:
    return main(answer).one("textarea", name="text").text.strip()


def test_a_question_is_stored_as_it_was_sent_and_nothing_else_about_its_sender(
    district: District,
) -> None:
    asked_from = "/vi/denver/timeline/"
    data = question(district, contact=" a@example.org ", page_about=asked_from)
    led = f"{SENT[1]}?page=%2Fvi%2Fdenver%2Ftimeline%2F"
    assert told(answer := send(district, data)) == (302, led)
    assert not answer.cookies
    stored = Question.objects.get()
    assert (stored.district, stored.language, stored.page) == (district, "vi", asked_from)
    assert (stored.text, stored.contact) == (data["text"], "a@example.org")
    assert "203.0.113.7" not in repr(stored.__dict__)
    other = main(Client().get(led.replace("/vi/", "/am/")))  # chosen from the menu meanwhile
    assert other.all("a", href="/am/denver/timeline/")


def test_the_page_has_a_token_of_its_own_and_is_kept_nowhere(district: District) -> None:
    address = "/vi/denver/ask/?page=%2Fvi%2Fdenver%2Fplan%2F"
    one, other = (Client().get(address) for _ in range(2))
    assert one.headers["Cache-Control"] == "no-store"
    assert not one.cookies
    forms = [main(each).one("form", method="post") for each in (one, other)]
    tokens = {form.one("input", name="token").attrs["value"] for form in forms}
    assert len(tokens) == 2
    assert forms[0].one("input", name="page_about").attrs["value"] == "/vi/denver/plan/"
    assert forms[0].one("option", selected="").attrs["value"] == "vi"


@pytest.mark.parametrize(
    "page", ["/vi/boston/plan/", "https://a.example/", "/admin/", "//a.b/denver/x"]
)
def test_the_page_that_it_is_about_is_one_of_the_district(district: District, page: str) -> None:
    send(district, question(district, page_about=page))
    assert Question.objects.get().page == ""


def test_a_question_that_is_sent_twice_is_stored_once(district: District) -> None:
    data = question(district)
    assert told(send(district, data)) == told(send(district, data)) == SENT
    assert Question.objects.count() == 1


def test_what_was_changed_after_it_was_sent_is_not_lost(district: District) -> None:
    data = question(district)
    send(district, data)
    answer = send(district, {**data, "text": "And who is inside?"})
    assert answer.status_code == 400
    assert problems(answer)
    assert typed(answer) == "And who is inside?"
    fresh = main(answer).one("form", method="post").one("input", name="token").attrs["value"]
    assert fresh != data["token"]
    assert Question.objects.count() == 1


@pytest.mark.parametrize("ago", [LIFE + timedelta(seconds=1), -timedelta(minutes=5)])
def test_what_was_typed_stays_when_the_page_was_open_for_too_long(
    district: District, ago: timedelta
) -> None:
    data = question(district, text="Tại <b>sao</b>?", token=token(district, ago=ago))
    answer = send(district, data)
    assert answer.status_code == 400
    assert typed(answer) == "Tại <b>sao</b>?"
    assert not Question.objects.exists()
    again = {**data, "token": token(district)}
    assert told(send(district, again)) == SENT


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"text": "  \u200b "}, 400),
        ({"text": "x" * 4001}, 400),
        ({"language": "xx"}, 400),
        ({"kind": "wrong"}, 400),
        ({"contact": "x" * 201}, 400),
        ({"website": "https://spam.example"}, 400),
        ({"token": "nonsense"}, 400),
    ],
)
def test_what_is_wrong_is_said_at_the_top_and_nothing_is_stored(
    district: District, wrong: dict[str, str], status: int
) -> None:
    answer = send(district, question(district, **wrong))
    assert answer.status_code == status
    assert problems(answer).all("li")
    assert '</h1>\n<div class="problems"' in answer.content.decode()
    assert "<title>Chưa gửi được – " in answer.content.decode()
    # What browsers say of a field is in the language of the browser.
    assert "novalidate" in main(answer).one("form", method="post").attrs
    ids = {node.attrs.get("id") for node in main(answer).walk()}
    assert {link.attrs["href"][1:] for link in problems(answer).all("a")} <= ids
    assert not Question.objects.exists()


def test_nobody_fills_in_a_form_within_a_second(district: District) -> None:
    answer = send(district, question(district, token=token(district, ago=timedelta(0))))
    assert answer.status_code == 400
    assert not Question.objects.exists()


def test_one_client_sends_only_so_many(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_forms, "MOST", 3)
    answers = [send(district, question(district)).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 429]
    assert typed(send(district, question(district, text="Kept?"))) == "Kept?"
    assert told(send(district, question(district), address="203.0.113.8")) == SENT


def test_what_no_database_can_hold_and_what_phones_cannot_draw_is_mended(
    district: District,
) -> None:
    send(district, question(district, text="a\0b"))
    zawgyi = "ေက်ာင္းမွာ ရဲအရာရွိ ရွိပါသလား"
    send(district, question(district, text=zawgyi, language="my"))
    burmese, plain = Question.objects.values_list("text", flat=True)
    assert plain == "ab"
    assert burmese.startswith("ကျောင်း")


def test_only_forms_take_posts_and_only_those_of_this_site_are_open(district: District) -> None:
    assert Client().post("/vi/denver/", {}).status_code == 405
    assert Client().post("/vi/nowhere/ask/", {}).status_code == 404
    assert Client().put("/vi/denver/ask/").status_code == 405


def test_a_district_that_is_hidden_meanwhile_takes_nothing(district: District) -> None:
    District.objects.update(state="draft")
    for path in ("ask", "wording", "alerts"):
        answer = Client().post(
            f"/vi/denver/{path}/", question(district, token=token(district, path))
        )
        assert answer.status_code == 404
    assert not Question.objects.exists()


def test_two_hundred_double_posts_to_two_servers_store_one_row_each(
    shared_database: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    district = factories.make_district()
    for number in range(200 // 4):
        sent = [question(district, text=f"{number} {each}") for each in range(4)]
        posts = [
            partial(send, district, data, f"203.0.{number}.{place}")
            for place, data in enumerate(sent)
            for _server in range(2)
        ]
        assert {told(each) for each in at_once(*posts)} == {SENT}
    assert Question.objects.count() == 200


def test_answers_are_read_in_the_readers_language_and_marked_in_english(
    district: District,
) -> None:
    factories.make_answer(district, question_vi="Ai sẽ đến?", answered="2021-03-01")
    factories.make_answer(district, question="Draft?", state="draft")
    page = main(Client().get("/vi/denver/ask/"))
    assert [heading.text for heading in page.all("h3")] == ["Ai sẽ đến?"]
    assert page.one("p", class_="fallback-label")
