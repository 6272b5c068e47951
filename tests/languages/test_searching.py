"""The lists of the admin find what reads the same, on both databases."""

import unicodedata

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import (
    make_district,
    make_interpreter_request,
    make_meeting,
    make_membership,
    make_question,
    make_school,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(make_user(is_superuser=True))
    return client


def found(client: Client, model: str, asked: str) -> list[str]:
    shown = client.get(reverse(f"admin:{model}_changelist"), {"q": asked})
    return [str(each) for each in shown.context["cl"].result_list]


@pytest.mark.parametrize(
    "asked",
    [
        "Встреча",
        "ВСТРЕЧА семей",
        "семей встреча",
        "REUNIÓN",
        "reunion",
        unicodedata.normalize("NFD", "reunión"),
        '"reunion de familias"',
        "o'neil",
        "O’NEIL",
        "K-8",
        "１２",
    ],
)
def test_a_list_finds_what_reads_the_same(admin: Client, asked: str) -> None:
    district = make_district()
    words = {"title_ru": "встреча семей", "title_es": "Reunión de familias"}
    make_meeting(district, place="O’Neil K–8, room 12", **words)
    make_meeting(district, "other", title="Another")
    assert found(admin, "events_meeting", asked) == ["Community meeting"]
    assert found(admin, "events_meeting", f"{asked} nowhere") == []


def test_what_is_short_is_found_where_a_word_begins(admin: Client) -> None:
    """An index of three characters each would have to read all texts for them."""
    make_meeting(make_district(), place="Library, room (#12/K)", title="Talking")
    for asked in ("12", "1", "K", "(#"):
        assert found(admin, "events_meeting", asked) == ["Talking"]
    for asked in ("2", "ki", "["):
        assert found(admin, "events_meeting", asked) == []


@pytest.mark.parametrize("asked", ["đặng", "ĐẶNG", "dang", unicodedata.normalize("NFD", "đặng")])
def test_a_school_is_found_in_lists_and_by_its_family(client: Client, asked: str) -> None:
    district = make_district()
    make_school(district, "dang-van-ngu", name="Đặng Văn Ngữ")
    make_school(district, "north", name="North")
    shown = client.get("/vi/denver/schools/", {"q": asked})
    assert [str(each.record) for each in shown.context["schools"]] == ["Đặng Văn Ngữ"]
    client.force_login(make_user(is_superuser=True))
    assert found(client, "districts_school", asked) == ["Đặng Văn Ngữ"]


@pytest.mark.parametrize("asked", ["Valde\u0304s".replace("\u0304", "\u0301"), "valdes", "VALDÉS"])
def test_a_family_finds_its_school_as_its_keyboard_writes_it(client: Client, asked: str) -> None:
    district = make_district()
    make_school(district, "valdes", name="Escuela Valdés")
    make_school(district, "st-marys", name="St. Mary’s School")
    for typed, name in ((asked, "Escuela Valdés"), ("st. mary's", "St. Mary’s School")):
        shown = client.get("/en/denver/schools/", {"q": typed})
        assert [str(each.record) for each in shown.context["schools"]] == [name]


def test_people_and_what_they_send_are_found_by_the_same_rule(admin: Client) -> None:
    user, district = make_user("anh", first_name="Đặng", last_name="Ánh"), make_district()
    make_membership(user, district=district)
    make_question(district, text="Đặng Ánh hỏi")
    meeting = make_meeting(district, title="Đặng, Ánh", title_vi="Họp")
    make_interpreter_request(meeting)
    people, sent = ("auth_user", "districts_membership"), ("question", "interpreterrequest")
    for model in (*people, *(f"feedback_{name}" for name in sent)):
        assert len(found(admin, model, "dang anh")) == 1
        assert len(found(admin, model, "nobody")) == 0
