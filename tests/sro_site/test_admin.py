"""The admin as a whole: its order, what its pages load, and the queries of its lists."""

import re
from collections import ChainMap
from itertools import zip_longest
from typing import Any
from urllib.parse import parse_qsl

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
from feedback.models import InterpreterRequest, Question
from publishing.submissions import TOKEN
from sro_site.admin import SECTIONS
from tests.admin_forms import read
from tests.client import unrendered
from tests.factories import (
    make_answer,
    make_area,
    make_commitment,
    make_decision,
    make_district,
    make_document,
    make_finding,
    make_interpreter_request,
    make_meeting,
    make_membership,
    make_milestone,
    make_move,
    make_phase,
    make_program,
    make_question,
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
        make_interpreter_request(meeting)
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
    make_answer(district)
    make_question(district)


# Families send some of it; accounts are not deleted.
NEVER: dict[Any, set[str]] = {Question: {"add"}, InterpreterRequest: {"add"}, User: {"delete"}}


def addresses(*names: str) -> list[str]:
    """Pages of every model in the admin; those of a record are of the first one.

    What has moved is neither added nor deleted, an account not deleted.
    """
    found = []
    for model in admin.site._registry:
        kept = isinstance(admin.site._registry[model], AppendOnlyAdmin)
        never = {"add", "delete"} if kept else NEVER.get(model, set())
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


@pytest.mark.once
def test_every_page_keeps_the_content_policy_and_its_links_lead_somewhere(
    superuser: Client,
) -> None:
    make_everything("denver")
    others = ["index", "password_change", "jsi18n", "districts_school_import"]
    apps = [reverse("admin:app_list", args=[label]) for label in ("timeline", "auth")]
    pages = [*(reverse(f"admin:{name}") for name in others), *apps]
    pages += addresses("delete", "history")
    forms = addresses("changelist", "add", "change")
    responses = {address: opened(superuser, address) for address in [*pages, *forms]}
    for address in forms:
        assert_tokens(responses[address])
    links = {link for page in addresses("change") for link in read(responses[page]).links}
    for link in sorted({link for link in links if link.startswith("/")} - {*responses}):
        assert superuser.get(link, follow=True).status_code == 200, link


@pytest.mark.once
def test_every_form_of_the_staff_carries_its_token(superuser: Client) -> None:
    make_everything("denver")
    unit = Milestone.objects.get().units.get(language="es", field="title")
    QuerySet(District).update(state="draft")  # what families saw is not deleted
    desk = [reverse("desk_import", args=["es"]), reverse("desk_unit", args=["es", unit.pk])]
    for address in [*addresses("delete"), reverse("admin:districts_school_import"), *desk]:
        assert_tokens(opened(superuser, address))


def opened(client: Client, address: str) -> Any:
    """A page that is there and that neither fetches nor runs what it may not."""
    response = client.get(address)
    assert response.status_code == 200, address
    page = read(response)
    assert page.inline == [], address
    assert [link for link in page.fetched if not link.startswith("/")] == [], address
    return response


def assert_tokens(response: Any) -> None:
    """The page has forms, and what each of them sends is stored once."""
    forms = re.findall(r"<form [^>]*method=.post.*?</form>", response.content.decode(), re.S)
    others = [form for form in forms if 'id="logout-form"' not in form]
    assert others, response.request
    assert all(f'name="{TOKEN}" value="' in form for form in others), response.request


def test_the_way_in_keeps_the_content_policy(client: Client) -> None:
    page = read(client.get(reverse("admin:login")))
    assert page.inline == []
    assert all(link.startswith("/") for link in page.fetched)


def test_the_admin_is_in_english_whatever_the_browser_asks_for(superuser: Client) -> None:
    response = superuser.get(reverse("admin:index"), headers={"Accept-Language": "es"})
    assert response.headers["Content-Language"] == "en"
    assert "Log out" in response.content.decode()


def test_lists_cost_the_same_with_many_rows_and_every_search_and_filter_answers(
    superuser: Client,
) -> None:
    make_everything("denver")
    lists = addresses("changelist")
    few = {address: queries(superuser, address)[0] for address in lists}
    make_everything("duluth", 3)
    make_everything("des-moines", 2)
    for address in lists:
        count, response = queries(superuser, address)
        assert count == few[address], address
        with unrendered():
            for asked in [{"q": "meeting board"}, *together(read(response).links)]:
                answer: Any = superuser.get(address, asked)
                assert answer.status_code == 200, (address, asked)
                listed = answer.context_data["cl"]
                assert len(listed.result_list) == listed.result_count, (address, asked)


def queries(client: Client, address: str) -> tuple[int, Any]:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(captured), response


def together(links: list[str]) -> list[dict[str, str]]:
    """The queries of a list's own links in few visits, each with one choice of every filter.

    The first also sorts by every column that a link sorts by.
    """
    choices: dict[str, list[dict[str, str]]] = {}
    for link in dict.fromkeys(link for link in links if link.startswith("?")):
        query = dict(parse_qsl(link[1:], keep_blank_values=True))
        choices.setdefault(next(iter(query), "").partition("__")[0], []).append(query)
    choices["o"] = [{"o": ".".join(query["o"] for query in choices["o"])}]
    found = zip_longest(*choices.values(), fillvalue={})
    return [dict(ChainMap(*each)) for each in found]
