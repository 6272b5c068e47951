"""Comments on a text, and questions about its English, which staff answer where they were asked."""

from typing import Any

import pytest
from django.test import Client

from desk.models import Comment
from districts.models import Role
from tests.client import StaffClient
from tests.desk.unit_page import address, unit
from tests.factories import make_comment, make_membership, make_user
from timeline.models import Phase

pytestmark = [pytest.mark.django_db, pytest.mark.once]
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def editor(record: Phase) -> StaffClient:
    client = StaffClient()
    make_membership(user := make_user("editor"), Role.EDITOR, district=record.district)
    client.force_login(user)
    return client


def say(client: Client, record: Phase, act: str, said: str, **fields: Any) -> Any:
    return client.post(f"{address(record)}comments/", {"act": act, "said": said, **fields})


def shown(client: Client, record: Phase, language: str = "es") -> str:
    return str(client.get(address(record, language)).content.decode())


def test_a_question_is_answered_where_it_was_asked(
    reviewer: Client, editor: Client, record: Phase
) -> None:
    assert say(reviewer, record, "ask", "Which year?").status_code == 302
    assert say(reviewer, record, "comment", f"{EVIL}\nThe fiscal one").status_code == 302
    assert "Translators ask about the English." in editor.get("/admin/").content.decode()
    assert "1 in all" in editor.get("/desk/es/?status=asked").content.decode()
    assert 'value="answer"' not in shown(reviewer, record)
    key = Comment.objects.get(asks=True).pk
    assert say(reviewer, record, "answer", "2021", question=key).status_code == 403
    assert 'value="answer"' in shown(editor, record)
    say(editor, record, "answer", "The school year 2021", question=key)
    page = shown(reviewer, record)
    assert "The school year 2021" in page
    assert EVIL not in page
    other = shown(editor, record, "vi")  # what holds for the English holds for all
    assert "The school year 2021" in other
    assert "The fiscal one" not in other
    late = say(editor, record, "answer", "2022", question=key).content.decode()
    assert "already answered" in late
    assert ">2022</textarea>" in late
    assert Comment.objects.get(pk=key).answer == "The school year 2021"
    assert "Translators ask about the English." not in editor.get("/admin/").content.decode()


def test_a_question_about_what_is_gone_waits_for_nobody(
    reviewer: Client, editor: Client, record: Phase
) -> None:
    say(reviewer, record, "ask", "Which year?")
    assert "Translators ask about the English." in editor.get("/admin/").content.decode()
    record.delete()
    assert "Translators ask about the English." not in editor.get("/admin/").content.decode()


@pytest.mark.parametrize("said", ["", " \u200b", 2001 * "a"])
def test_what_cannot_be_stored_is_kept_to_mend(reviewer: Client, record: Phase, said: str) -> None:
    page = say(reviewer, record, "comment", said)
    assert page.status_code == 200
    assert "Nothing was stored" in page.content.decode()
    assert f">{said}</textarea>" in page.content.decode()
    assert not Comment.objects.exists()


def test_an_answer_belongs_to_a_question_about_this_text(editor: Client, record: Phase) -> None:
    comment = make_comment(unit(record))
    say(editor, record, "answer", "Yes", question=comment.pk)
    say(editor, record, "answer", "Yes")
    assert not Comment.objects.exclude(answer="").exists()
    assert say(editor, record, "delete", "x").status_code == 200
    assert editor.get(f"{address(record)}comments/").headers["Location"] == address(record)
