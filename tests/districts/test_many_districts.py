"""Where there are many districts, lists and forms of the admin read no more than where are few."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from districts import access, list_filters, record_admin
from languages import long_lists
from tests.factories import make_district, make_milestone, make_phase, make_school, make_user
from timeline.models import Milestone

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """With more districts than a menu offers."""
    for module in (access, list_filters, record_admin):
        monkeypatch.setattr(module, "CHOICES", 2)
    for number in range(3):
        district = make_district(f"district-{number}", name=f"District {number}")
        phase = make_phase(district, title=f"Phase of {number}")
        make_milestone(district, phase=phase, title=f"Milestone of {number}")
        make_school(district)
    client.force_login(make_user(is_superuser=True))
    return client


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_no_menu_names_all_districts(root: Client) -> None:
    for page in ("timeline/milestone/add/", "timeline/workstream/add/", "timeline/milestone/"):
        shown = text(root, f"/admin/{page}")
        assert shown.count("<option") < 40
        assert "By district" not in shown
        assert '<option value="1">District 0</option>' not in shown
    assert "admin-autocomplete" in text(root, "/admin/timeline/milestone/add/")


def test_a_district_is_searched_and_chosen(root: Client) -> None:
    asked = "app_label=timeline&model_name=milestone&field_name=district"
    found = root.get(f"/admin/autocomplete/?term=%22district+1%22&{asked}").json()["results"]
    assert [each["text"] for each in found] == ["District 1"]
    page = text(root, f"/admin/timeline/milestone/?district__id__exact={found[0]['id']}")
    assert "Milestone of 1" in page
    assert "Milestone of 2" not in page


def test_a_record_of_one_district_offers_what_belongs_to_it(root: Client) -> None:
    milestone = Milestone.objects.get(district__slug="district-1")
    page = text(root, f"/admin/timeline/milestone/{milestone.pk}/change/")
    assert "Phase of 1" in page
    assert "Phase of 2" not in page


def test_a_list_counts_only_as_far_as_it_leads(
    root: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_lists, "LISTED", 2)
    page = text(root, "/admin/timeline/milestone/")
    assert "Only the first 2 are listed." in page
    monkeypatch.setattr(long_lists, "LISTED", 3)
    assert "Only the first" not in text(root, "/admin/timeline/milestone/")


def test_a_list_sorts_by_key_among_many_and_by_name_in_one(root: Client) -> None:
    def orders(query: str) -> Any:
        with CaptureQueriesContext(connection) as asked:
            text(root, f"/admin/timeline/milestone/{query}")
        return [q["sql"] for q in asked if "LIMIT 100" in q["sql"] or "ORDER BY" in q["sql"]]

    assert any('ORDER BY "timeline_milestone"."id" DESC' in sql for sql in orders(""))
    key = Milestone.objects.values_list("district", flat=True)[0]
    assert any(
        '"districts_district"."name" ASC' in s for s in orders(f"?district__id__exact={key}")
    )
