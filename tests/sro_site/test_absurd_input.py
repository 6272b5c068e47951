"""Nonsense in an address or a form is refused on every page, and never leads to a 500."""

from itertools import product
from typing import Any

import pytest
from django.contrib import admin
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse

from districts.models import School
from events.models import Meeting
from tests.admin_forms import filled
from tests.factories import make_district, make_meeting, make_school, make_user
from tests.pages.tree import parse

pytestmark = pytest.mark.django_db
NUL = "\0"
PAGES = [
    "/",
    "/en/",
    "/en/compare/",
    "/es/denver/",
    "/es/denver/plan/",
    "/es/denver/schools/",
    "/es/denver/events/",
    "/es/denver/events/calendar.ics",
    "/sitemap.xml",
    "/sitemap-schools.xml",
    "/desk/",
    "/desk/es/",
    "/desk/es/export/",
    "/admin/",
    "/admin/login/",
]
ASKED = ("on", "q", "page", "p", "status", "district", "words", "sort", "area", "follow", "what")
ABSURD = ("9" * 30, "9" * 5000, "-1", "²", "[1", "x" * 3000, "\u202e", "2021-13-45")


@pytest.fixture
def staff(client: Client) -> Client:
    district = make_district()
    make_school(district)
    make_meeting(district)
    client.force_login(make_user(is_superuser=True))
    return client


def list_parameters(model_admin: Any, request: HttpRequest) -> set[str]:
    """What the filters of a list read from its address."""
    changelist = model_admin.get_changelist_instance(request)
    found = {name for spec in changelist.filter_specs for name in spec.expected_parameters()}
    return found | {"q", "p", "o", "all", "_facets", "district__id__exact"}


@pytest.mark.once
def test_nul_in_any_filter_of_an_admin_list_is_refused(staff: Client) -> None:
    request = RequestFactory().get("/")
    request.user = make_user("root", is_superuser=True)
    for model, model_admin in admin.site._registry.items():
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for name in list_parameters(model_admin, request):
            assert staff.get(address, {name: f"a{NUL}"}).status_code == 400, (address, name)


@pytest.mark.once
def test_nul_in_any_address_is_refused(staff: Client) -> None:
    queries = ({"q": NUL}, {"anything": f"a{NUL}b"}, {f"q{NUL}": "a"})
    for address, query in product(PAGES, queries):
        response = staff.get(address, query)
        assert response.status_code == 400, (address, query)
        assert parse(response.content.decode()).one("h1").text


@pytest.mark.once
@pytest.mark.parametrize(
    "path", ["/{}", "/en/{}/", "/en/denver/{}/", "/admin/auth/user/{}/change/"]
)
def test_nul_in_a_path_leads_nowhere(staff: Client, path: str) -> None:
    assert staff.get(path.format("a%00b")).status_code == 404


@pytest.mark.once
def test_absurd_values_are_no_fault_of_the_site(staff: Client) -> None:
    for address, value in product(PAGES, ABSURD):
        response = staff.get(address, dict.fromkeys(ASKED[1:], value))
        assert response.status_code in (200, 302, 400, 404), (address, value)


def test_a_number_that_no_column_holds_is_no_fault_of_the_site(staff: Client) -> None:
    """The databases refuse it in different ways."""
    for address, name in product(PAGES, ASKED):
        response = staff.get(address, {name: ABSURD[0]})
        assert response.status_code in (200, 302, 400, 404), (address, name)


@pytest.mark.parametrize("key", ["9" * 30, "9" * 5000, "²", "%ff"])
def test_absurd_keys_lead_nowhere(staff: Client, key: str) -> None:
    for path in ("/desk/es/{}/", "/desk/es/import/{}/", "/admin/events/meeting/{}/change/"):
        assert staff.get(path.format(key)).status_code in (302, 404)


@pytest.mark.parametrize(
    "sent", ["[" * 100_000, '{"a":' * 100_000, "9" * 5000, '{"a": "\\ud800"}', '{"a": "\\u0000"}']
)
def test_json_that_nothing_can_hold_is_an_ordinary_error(staff: Client, sent: str) -> None:
    address = reverse("admin:events_meeting_change", args=[Meeting.objects.get().pk])
    response = staff.post(address, filled(staff.get(address), opened=sent, title_en="Typed"))
    assert response.status_code == 200
    assert response.context["errors"]
    assert "Typed" in response.content.decode()


@pytest.mark.once
def test_nul_in_the_name_of_a_field_is_passed_over(staff: Client) -> None:
    address = reverse("admin:events_meeting_change", args=[Meeting.objects.get().pk])
    sent = filled(staff.get(address), title_en="Typed") | {f"a{NUL}b": "1"}
    assert staff.post(address, sent).status_code == 302
    assert Meeting.objects.get().title == "Typed"


@pytest.mark.once
def test_rows_beyond_counting_are_an_ordinary_error(staff: Client) -> None:
    address = reverse("admin:districts_school_change", args=[School.objects.get().pk])
    sent = filled(staff.get(address))
    for count in ("1", "9" * 5000, "999999999", "\u00b2"):
        answer = staff.post(
            address, {**sent, "name": f"School {count[:1]}", "history-TOTAL_FORMS": count}
        )
        assert answer.status_code in (200, 302)


@pytest.mark.parametrize("key", [NUL, "abc", "9" * 30, "9" * 5000, "\u00b2", "-1", ""])
def test_list_action_refuses_what_is_not_a_key(staff: Client, key: str) -> None:
    for name in ("events/meeting", "districts/membership", "auth/user"):
        for action in ("publish", "delete_selected"):
            sent = {"action": action, "_selected_action": ["1", key]}
            assert staff.post(f"/admin/{name}/", sent).status_code == 400
