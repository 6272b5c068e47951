"""Who may do what in the admin, with records of every kind.

The table of access tries more roles, and all pages, with one kind (`test_access_table.py`).
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from districts.models import District, School
from districts.record_admin import RecordAdmin
from tests.conftest import ForModule
from tests.sro_site.house import (
    EDITORS,
    EVERYTHING,
    EVERYWHERE,
    MEMBERS,
    RECORDS,
    ROLES,
    SPANISH,
    TRANSLATED,
    VIETNAMESE,
    Act,
    House,
    added,
    deleted,
    deleted_by_action,
    done,
    duplicated_by_action,
    duplicated_by_button,
    history_opened,
    listed,
    log_in,
    make_records,
    membership_added,
    moved,
    opened,
    people_listed,
    unpublished,
    user_added,
    written,
    written_in,
)
from timeline.models import Milestone, TimeChange

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# What decides about rights is the same for all models, as the first test checks. So only these
# roles try them all; the others try one with words, one without, and the district itself.
THOROUGH = ("translator", "editor")
FEW = (Milestone, School, District)
RIGHTS = ("view", "add", "change", "delete", "publish")


def tried(role: str, models: list[type[Model]]) -> list[type[Model]]:
    return [model for model in models if role in THOROUGH or model in FEW]


def test_rights_are_decided_in_one_place_for_all_models() -> None:
    names = ["edits", "languages_to_change", *(f"has_{right}_permission" for right in RIGHTS)]
    for model in RECORDS:
        kin: Any = type(admin.site._registry[model])
        assert all(getattr(kin, name) is getattr(RecordAdmin, name) for name in names), kin


@pytest.fixture(params=ROLES)
def role(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def built(for_module: ForModule) -> House:
    return House(Client(), for_module(make_records), {})


@pytest.fixture
def house(built: House, client: Client, role: str) -> House:
    log_in(client, role, built.records[District])
    return House(client, {**built.records}, built.forms)


@pytest.mark.parametrize("look", [listed, opened, history_opened])
def test_members_alone_see(house: House, role: str, look: Act) -> None:
    models = tried(role, EVERYTHING)
    assert done(house, look, models) == (models if role in MEMBERS else [])


@pytest.mark.parametrize("act", [added, deleted, deleted_by_action, unpublished])
def test_editors_alone_add_delete_and_publish(house: House, role: str, act: Act) -> None:
    models = tried(role, RECORDS)
    assert done(house, act, models) == (models if role in EDITORS else [])


@pytest.mark.parametrize("act", [added, deleted, deleted_by_action])
def test_districts_come_and_go_by_editors_of_all(house: House, role: str, act: Act) -> None:
    assert act(house, District) == (role in EVERYWHERE)


def test_editors_unpublish_a_district(house: House, role: str) -> None:
    assert unpublished(house, District) == (role in EDITORS)


def test_editors_alone_change_the_english(house: House, role: str) -> None:
    models = tried(role, TRANSLATED)
    assert done(house, written_in("en"), models) == (models if role in EDITORS else [])


def test_editors_alone_rename_a_school(house: House, role: str) -> None:
    assert written(house, School, "name") == (role in EDITORS)


def test_translators_change_their_language(house: House, role: str) -> None:
    models = tried(role, TRANSLATED)
    assert done(house, written_in("es"), models) == (models if role in SPANISH else [])


def test_translators_change_no_other_language(house: House, role: str) -> None:
    models = tried(role, TRANSLATED)
    assert done(house, written_in("vi"), models) == (models if role in VIETNAMESE else [])


@pytest.mark.parametrize("act", [duplicated_by_button, duplicated_by_action])
def test_editors_alone_duplicate(house: House, role: str, act: Callable[[House], bool]) -> None:
    assert act(house) == (role in EDITORS)


@pytest.mark.parametrize("role", [*ROLES, "superuser"])
@pytest.mark.parametrize("act", [people_listed, user_added, membership_added])
def test_superusers_alone_manage_people(
    house: House, role: str, act: Callable[[House], bool]
) -> None:
    assert act(house) == (role == "superuser")


@pytest.mark.parametrize("role", ["newcomer", *ROLES])
def test_everybody_on_the_staff_sees_the_front_page(house: House, role: str) -> None:
    response = house.client.get(reverse("admin:index"))
    assert (response.status_code == 200) == (role != "family")
    if role == "newcomer":
        assert "no district to work on yet" in response.content.decode()


def test_members_alone_see_what_has_moved(house: House, role: str) -> None:
    moved(house)
    for look in (listed, opened, history_opened):
        assert look(house, TimeChange) == (role in MEMBERS)


def test_reason_can_be_translated_but_not_rewritten(house: House, role: str) -> None:
    moved(house)
    assert written(house, TimeChange, "reason_es") == (role in SPANISH)
    assert written(house, TimeChange, "reason_vi") == (role in VIETNAMESE)
    assert not written(house, TimeChange, "reason_en")


@pytest.mark.parametrize("act", [deleted, deleted_by_action])
def test_moves_cannot_be_deleted(house: House, act: Act) -> None:
    moved(house)
    assert not act(house, TimeChange)


def test_editors_alone_import_schools(house: House, role: str) -> None:
    opened = house.client.get(reverse("admin:districts_school_import"))
    assert (opened.status_code == 200) == (role in EDITORS)
    data = {"district": house.records[District].pk, "text": "name\nEast"}
    shown = house.client.post(reverse("admin:districts_school_import"), data)
    assert (shown.status_code == 200) == (role in EDITORS)
