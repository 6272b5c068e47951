"""Staff confirm a district's information as of today, in one click."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from districts.models import District, Role
from publishing.history_entries import entries_of
from tests.admin_forms import filled, page, read
from tests.client import StaffClient, anew
from tests.factories import NOW, make_district, make_membership, make_milestone, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]
HOME = "/admin/"


@pytest.fixture(autouse=True)
def _on_a_day() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def district() -> District:
    return make_district(as_of="2020-11")


def confirm(client: StaffClient, district: District, as_of: str = "2020-11", **sent: Any) -> Any:
    address = reverse("admin:districts_district_confirm", args=[district.pk])
    return client.post(address, {"as_of": as_of, **sent}, follow=True)


def as_of(district: District) -> str:
    return str(District.objects.get(pk=district.pk).as_of)


def test_one_click_confirms_and_tells_who_did(editor: StaffClient, district: District) -> None:
    assert f"{HOME}?district={district.pk}" in read(editor.get(page(district))).links
    assert "Confirm as of today" in editor.get(HOME).content.decode()
    modified = district.modified_at
    answer = confirm(editor, district).content.decode()
    assert "Families read now that this is known as of April 15, 2021" in answer
    assert "Confirm as of today" not in answer
    assert as_of(district) == "2021-04-15"
    stored: Any = District.objects.get()
    assert (str(stored.as_of_lower), str(stored.as_of_upper)) == ("2021-04-15", "2021-04-15")
    assert stored.modified_at >= modified
    changed, noted = entries_of(district).filter(by__username="maria").order_by("pk")
    assert changed.changes["as_of"] == ["2020-11", "2021-04-15"]
    assert noted.said == "Confirmed: information as of April 15, 2021. Before: November 2020."


def test_a_second_click_changes_nothing(editor: StaffClient, district: District) -> None:
    confirm(editor, district)
    count = entries_of(district).count()
    assert "already confirmed as of today" in confirm(editor, district).content.decode()
    assert entries_of(district).count() == count


def test_a_change_by_somebody_else_is_a_conflict(editor: StaffClient, district: District) -> None:
    district.as_of = "2021-02"
    district.save()
    answer = confirm(editor, district).content.decode()
    assert "was changed to February 2021 after you opened the page" in answer
    assert as_of(district) == "2021-02"


def test_times_that_passed_since_then_are_asked_about(
    editor: StaffClient, district: District
) -> None:
    before = make_milestone(district, title="Open before", when="2020-09")
    since = make_milestone(district, title="Passed since", when="2021-02")
    asked = confirm(editor, district)
    assert asked.status_code == 200
    links = read(asked).links
    assert page(since) in links
    assert page(before) not in links
    assert as_of(district) == "2020-11"
    make_milestone(district, title="And another", when="2021-03")
    again = confirm(editor, district, **anew({**filled(asked), "as_of": "2020-11"}))
    assert "And another" in again.content.decode()
    assert as_of(district) == "2020-11"
    confirm(editor, district, **anew({**filled(again), "as_of": "2020-11"}))
    assert as_of(district) == "2021-04-15"


def test_a_link_only_asks(editor: StaffClient, district: District) -> None:
    address = reverse("admin:districts_district_confirm", args=[district.pk])
    shown = editor.get(address)
    assert read(shown).sent["as_of"] == ["2020-11"]
    assert as_of(district) == "2020-11"
    assert editor.post(address, filled(shown)).status_code == 302
    assert as_of(district) == "2021-04-15"


def test_others_may_not_confirm(client: StaffClient, district: District) -> None:
    user = make_user()
    make_membership(user, Role.TRANSLATOR, district=district, language="es")
    make_membership(user, district=make_district("duluth", as_of="2021-03"))
    client.force_login(user)
    assert confirm(client, district).status_code == 403
    elsewhere = make_district("chicago", as_of="2021-03")
    assert confirm(client, elsewhere).status_code == 404
    assert as_of(district) == "2020-11"
