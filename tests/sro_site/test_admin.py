"""The admin as a whole: its order, what its pages load, and the queries of its lists."""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from districts.append_only_admin import AppendOnlyAdmin
from districts.models import District
from publishing.submissions import TOKEN
from sro_site.admin import SECTIONS
from tests.admin_forms import read
from tests.factories import (
    make_area,
    make_commitment,
    make_decision,
    make_district,
    make_document,
    make_finding,
    make_meeting,
    make_membership,
    make_milestone,
    make_move,
    make_phase,
    make_program,
    make_rule,
    make_school,
    make_staffing,
    make_standard,
    make_time_change,
    make_user,
    make_workstream,
)
from timeline.models import Milestone

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser(client: Client) -> Client:
    client.force_login(make_user("root", is_superuser=True))
    return client


def make_everything(slug: str, count: int = 1) -> None:
    district = make_district(slug)
    for number in range(1, count + 1):
        phase = make_phase(district, number)
        workstream = make_workstream(phase)
        milestone = make_milestone(district, phase=phase, workstream=workstream)
        school = make_school(district, f"school-{number}")
        school.history.create(has_sro=True)
        milestone.schools.add(school)
        milestone.statuses.create(status="planned")
        meeting = make_meeting(district, f"meeting-{number}", uid=f"{number}@{slug}")
        meeting.interpretation.create(language="es")
        make_move(meeting)
        make_document(district)
        make_decision(district, school=school)
        make_time_change(milestone)
        make_plan(district)
    make_membership(make_user(slug), district=district)


def make_plan(district: District) -> None:
    area = make_area(district)
    make_program(area)
    commitment = make_commitment(district, area=area, due="2021-06")
    commitment.statuses.create(status="proposed")
    make_time_change(commitment)
    for make in (make_staffing, make_rule, make_standard, make_finding):
        make(district)


def addresses(*names: str) -> list[str]:
    """Pages of every model in the admin; those of a record are of the first one.

    What has moved is neither added nor deleted, an account not deleted.
    """
    found = []
    for model in admin.site._registry:
        kept = isinstance(admin.site._registry[model], AppendOnlyAdmin)
        never = {"add", "delete"} if kept else {"delete"} if model is User else set()
        for name in set(names) - never:
            view = f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}"
            one = name not in ("changelist", "add")
            first: Any = model._default_manager.first() if one else None
            found.append(reverse(view, args=[first.pk] if one else []))
    return found


def test_the_front_page_is_in_the_houses_order(superuser: Client) -> None:
    listed = superuser.get(reverse("admin:index")).context["app_list"]
    assert {part["name"]: tuple(m["object_name"] for m in part["models"]) for part in listed} == (
        SECTIONS
    )


def test_front_page_lists_every_model() -> None:
    names = [name for section in SECTIONS.values() for name in section]
    assert sorted(model.__name__ for model in admin.site._registry) == sorted(names)


def test_no_page_fetches_elsewhere_or_breaks_the_content_policy(superuser: Client) -> None:
    make_everything("denver")
    others = ["index", "password_change", "jsi18n", "districts_school_import"]
    apps = [reverse("admin:app_list", args=[label]) for label in ("timeline", "auth")]
    for address in [
        *(reverse(f"admin:{name}") for name in others),
        *apps,
        *addresses("changelist", "add", "change", "delete", "history"),
    ]:
        response = superuser.get(address)
        assert response.status_code == 200, address
        page = read(response)
        assert page.inline == [], address
        assert [link for link in page.fetched if not link.startswith("/")] == [], address


def test_the_way_in_keeps_the_content_policy(client: Client) -> None:
    page = read(client.get(reverse("admin:login")))
    assert page.inline == []
    assert all(link.startswith("/") for link in page.fetched)


def test_the_admin_is_in_english_whatever_the_browser_asks_for(superuser: Client) -> None:
    response = superuser.get(reverse("admin:index"), headers={"Accept-Language": "es"})
    assert response.headers["Content-Language"] == "en"
    assert "Log out" in response.content.decode()


def test_lists_cost_the_same_with_many_rows(superuser: Client) -> None:
    make_everything("denver")
    lists = addresses("changelist")
    few = {address: queries(superuser, address) for address in lists}
    make_everything("duluth", 3)
    make_everything("des-moines", 2)
    many = {address: queries(superuser, address) for address in lists}
    assert many == few


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_every_search_and_filter_answers(superuser: Client) -> None:
    make_everything("denver")
    make_everything("duluth")
    for address in addresses("changelist"):
        assert superuser.get(address, {"q": "meeting board"}).status_code == 200
        for link in read(superuser.get(address)).links:
            if link.startswith("?"):
                assert superuser.get(address + link).status_code == 200, link


def test_every_link_of_a_records_page_leads_somewhere(superuser: Client) -> None:
    make_everything("denver")
    pages = [read(superuser.get(address)) for address in addresses("change")]
    links = {link for page in pages for link in page.links if link.startswith("/")}
    for link in sorted(links):
        assert superuser.get(link, follow=True).status_code == 200, link


def test_every_form_of_the_staff_carries_its_token(superuser: Client) -> None:
    make_everything("denver")
    unit = Milestone.objects.get().units.get(language="es", field="title")
    QuerySet(District).update(state="draft")  # what families saw is not deleted
    desk = [reverse("desk_import", args=["es"]), reverse("desk_unit", args=["es", unit.pk])]
    imports = [reverse("admin:districts_school_import"), *desk]
    for address in [*addresses("changelist", "add", "change", "delete"), *imports]:
        text = superuser.get(address).content.decode()
        forms = re.findall(r"<form [^>]*method=.post.*?</form>", text, re.S)
        others = [form for form in forms if 'id="logout-form"' not in form]
        assert others, address
        assert all(f'name="{TOKEN}" value="' in form for form in others), address
