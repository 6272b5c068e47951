"""The question desk: who sees what families have sent, and what becomes of it."""

from functools import partial
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from districts.models import District, Role
from feedback.admin.settling import SETTLED
from feedback.models import OutgoingMail, PublishedAnswer, Question, QuestionStatus
from feedback.questions.replying import tell_of_answers
from tests import factories
from tests.admin_forms import filled, read
from tests.client import StaffClient
from tests.concurrency import at_once
from tests.pages.tree import parse

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LIST = reverse("admin:feedback_question_changelist")
HOME = "/admin/"


@pytest.fixture
def desk(client: StaffClient, district: District) -> StaffClient:
    """The browser of somebody on the question desk of the district, and nothing else."""
    client.force_login(user := factories.make_user())
    factories.make_membership(user, Role.QUESTION_DESK, district=district)
    return client


def page(question: Question) -> str:
    return reverse("admin:feedback_question_change", args=[question.pk])


def settle(client: StaffClient, question: Question, **chosen: Any) -> Any:
    return client.post(page(question), filled(client.get(page(question)), **chosen))


def test_an_answer_is_published_for_all_from_one_page(
    desk: StaffClient, district: District
) -> None:
    question = factories.make_question(district)
    shown = read(desk.get(page(question))).sent
    assert shown["public_question"] == [question.text]
    given = {"act": "publish", "public_question": "Who is at the door?"}
    assert settle(desk, question, **given, public_answer="A counselor.").status_code == 302
    answer = PublishedAnswer.objects.get()
    assert answer.is_published
    question.refresh_from_db()
    assert (question.status, question.published) == (QuestionStatus.ANSWERED, answer)
    seen = StaffClient().get("/en/denver/ask/").content.decode()
    assert "A counselor." in seen
    assert question.contact not in seen
    assert answer.units.filter(language="vi").count() == 2  # in the queues of translators


def test_what_is_missing_is_said_and_nothing_that_was_typed_is_lost(
    desk: StaffClient, district: District
) -> None:
    question = factories.make_question(district)
    for chosen in ({"act": "publish"}, {"act": "merge"}, {}):
        answer = settle(desk, question, public_question="Who?", **chosen)
        assert answer.status_code == 200
        assert read(answer).sent["public_question"] == ["Who?"]
    assert not PublishedAnswer.objects.exists()
    question.refresh_from_db()
    assert question.is_open


def test_a_question_is_merged_closed_and_opened_again(
    desk: StaffClient, district: District
) -> None:
    first, second = (factories.make_question(district) for _ in range(2))
    elsewhere = factories.make_question(factories.make_district("duluth"))
    offered = parse(desk.get(page(second)).content.decode()).one("select", name="same_as")
    assert [each.attrs["value"] for each in offered.all("option")] == ["", str(first.pk)]
    assert settle(desk, second, act="merge", same_as=elsewhere.pk).status_code == 200
    settle(desk, second, act="merge", same_as=first.pk)
    settle(desk, first, act="close")
    found = {each.pk: each for each in Question.objects.all()}
    assert found[second.pk].merged_into == first
    assert found[first.pk].status == QuestionStatus.CLOSED
    assert found[first.pk].settled_at
    settle(desk, first, act="reopen")
    first.refresh_from_db()
    assert (first.is_open, first.settled_at) == (True, None)


def test_two_who_answer_at_once_publish_one_answer(shared_database: None) -> None:
    question = factories.make_question(factories.make_district())
    clients = [StaffClient(), StaffClient()]
    posts = []
    for number, client in enumerate(clients):
        client.force_login(factories.make_user(f"user{number}", is_superuser=True))
        given = {"act": "publish", "public_question": "Who?", "public_answer": f"{number}"}
        sent = filled(client.get(page(question)), **given)
        posts.append(partial(client.post, page(question), sent))
    answers = at_once(*posts)
    assert sorted(each.status_code for each in answers) == [200, 302]
    assert PublishedAnswer.objects.count() == 1
    late = next(each for each in answers if each.status_code == 200)
    assert read(late).sent["public_answer"] in (["0"], ["1"])
    assert SETTLED in late.content.decode()


def test_two_questions_are_not_merged_into_each_other(shared_database: None) -> None:
    district = factories.make_district()
    pair = [factories.make_question(district) for _ in range(2)]
    posts = []
    for number, (question, other) in enumerate((pair, pair[::-1])):
        client = StaffClient()
        client.force_login(factories.make_user(f"user{number}", is_superuser=True))
        sent = filled(client.get(page(question)), act="merge", same_as=other.pk)
        posts.append(partial(client.post, page(question), sent))
    assert sorted(each.status_code for each in at_once(*posts)) == [200, 302]
    assert Question.objects.filter(status=QuestionStatus.MERGED).count() == 1


def test_who_left_an_email_address_is_told_once_when_the_answer_is_public(
    desk: StaffClient, district: District
) -> None:
    first, second, silent, third = (
        factories.make_question(district, language="vi", **more)
        for more in (
            {},
            {"contact": "second@bücher.example"},
            {"contact": "720-423-3054"},
            {"contact": "third@example.org"},
        )
    )
    settle(desk, silent, act="merge", same_as=second.pk)
    for other in (second, third):  # and with it what was merged into it before
        settle(desk, other, act="merge", same_as=first.pk)
    settle(desk, first, act="draft", public_question="Who?", public_answer="Nobody.")
    answer = PublishedAnswer.objects.get()
    assert set(Question.objects.values_list("published", flat=True)) == {answer.pk}
    assert tell_of_answers(timezone.now()) == 0
    answer.state = "published"
    answer.save()
    assert [tell_of_answers(timezone.now()) for _ in range(2)] == [3, 0]
    told = OutgoingMail.objects.all()
    assert {each.recipient for each in told} == {
        first.contact,
        "second@xn--bcher-kva.example",
        third.contact,
    }
    for mail in told:
        assert mail.language == "vi"
        assert f"/vi/denver/ask/#answer-{answer.pk}" in mail.message.text
        assert '<span class="fallback" lang="en" dir="ltr">Nobody.</span>' in mail.message.html
        assert "Nobody. (tiếng Anh)" in mail.message.text
    assert "waiting to be sent" in desk.get(page(first)).content.decode()
    told.update(bounced_at=timezone.now())
    assert "came back" in desk.get(page(first)).content.decode()


def test_an_answer_by_email_is_not_published(desk: StaffClient, district: District) -> None:
    unreachable = factories.make_question(district, contact="720-423-3054")
    given = {"act": "reply", "reply": "One.\n\nTwo,\nthree."}
    assert settle(desk, unreachable, **given).status_code == 200
    question = factories.make_question(district, language="ar")
    assert settle(desk, question, **given).status_code == 200  # nobody said in which language
    for language, marked in (("ar", 0), ("en", 3)):
        assert settle(desk, question, **given, reply_in=language).status_code == 302
        mail = OutgoingMail.objects.latest("pk").message
        assert mail.html.count('<p dir="auto">') == 4  # with what was asked
        assert mail.html.count('<span class="fallback" lang="en" dir="ltr">') == marked
        assert mail.html.count('<p class="fallback-label">') == bool(marked)
        assert "\nthree." in mail.text
        question.refresh_from_db()
        assert question.status == QuestionStatus.ANSWERED
        settle(desk, question, act="reopen")
    assert not PublishedAnswer.objects.exists()


@pytest.mark.parametrize(
    "role", [Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR, Role.TRANSLATOR, Role.REVIEWER]
)
def test_no_other_role_sees_what_was_sent(
    client: StaffClient, district: District, role: Role
) -> None:
    question = factories.make_question(district, text="Secret?", contact="who@example.org")
    client.force_login(user := factories.make_user())
    factories.make_membership(user, role, district=district)
    for address in (LIST, page(question), f"{page(question)}../history/", HOME):
        answer = client.get(address, follow=True)
        assert b"Secret?" not in answer.content
        assert b"who@example.org" not in answer.content


def test_the_desk_of_one_district_sees_nothing_of_another(desk: StaffClient) -> None:
    question = factories.make_question(factories.make_district("duluth"), text="Elsewhere?")
    assert b"Elsewhere?" not in desk.get(LIST).content
    assert desk.get(page(question)).status_code == 302
    assert b"1 message" not in desk.get(HOME).content


def test_the_home_tells_the_desk_how_many_wait(desk: StaffClient, district: District) -> None:
    for _ in range(2):
        factories.make_question(district)
    assert "2 messages, the first from " in desk.get(HOME).content.decode()


def test_names_and_history_tell_nothing_of_what_was_sent(
    desk: StaffClient, district: District, caplog: pytest.LogCaptureFixture
) -> None:
    question = factories.make_question(district, text="Secret?", contact="who@example.org")
    settle(desk, question, act="close")
    history = desk.get(page(question).replace("change", "history")).content.decode()
    for told in (str(question), history, caplog.text):
        assert "Secret?" not in told
        assert "who@example.org" not in told
