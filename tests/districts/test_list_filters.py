"""Each list in the admin shows what its address asks for, or nothing, and no other records."""

from itertools import product
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from districts.models import District
from tests import factories as make
from tests.client import unrendered
from tests.conftest import ForModule

pytestmark = pytest.mark.django_db


def related_filters() -> list[tuple[type[Model], str]]:
    """Each list with each of its filters by a related record."""
    found = []
    for model, model_admin in admin.site._registry.items():
        for each in model_admin.list_filter:
            path: Any = each[0] if isinstance(each, tuple) else each
            if isinstance(path, str) and get_fields_from_path(model, path)[-1].remote_field:
                found.append((model, path))
    return found


def make_records(slug: str) -> dict[str, Any]:
    """A district with one record of each kind, by the names of their models."""
    district = make.make_district(slug)
    phase, area = make.make_phase(district), make.make_area(district)
    school = make.make_school(district)
    records = [
        district,
        phase,
        area,
        school,
        make.make_workstream(phase),
        make.make_milestone(district, phase=phase),
        make.make_meeting(district),
        make.make_decision(district),
        make.make_document(district),
        make.make_commitment(district, area=area),
        make.make_program(area),
        make.make_staffing(district),
        make.make_rule(district),
        make.make_standard(district),
        make.make_finding(district),
        make.make_answer(district),
        make.make_question(district),
        make.make_membership(make.make_user(f"of-{slug}"), district=district),
    ]
    return {type(record).__name__: record for record in records}


@pytest.fixture(scope="module")
def records(for_module: ForModule) -> dict[str, Any]:
    return for_module(lambda: make_records("duluth"))


@pytest.fixture
def superuser(client: Client) -> Client:
    client.force_login(make.make_user("root", is_superuser=True))
    return client


def got(client: Client, address: str) -> Any:
    """The answer with what the page would show."""
    with unrendered():
        return client.get(address)


def shown(client: Client, model: type[Any], **query: Any) -> Any:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
    return got(client, f"{reverse(name)}?{urlencode(query)}").context_data["cl"]


def chosen(changelist: Any, title: str) -> list[str]:
    """What the filter of this title says is chosen."""
    (spec,) = (each for each in changelist.filter_specs if each.title == title)
    return [str(each["display"]) for each in spec.choices(changelist) if each["selected"]]


@pytest.mark.parametrize(("model", "path"), related_filters())
def test_list_shows_what_its_address_asks_for(
    superuser: Client, records: dict[str, Any], model: type[Model], path: str
) -> None:
    field = get_fields_from_path(model, path)[-1]
    kin: Any = field.related_model
    other: Any = make.make_district("boston")
    if kin is not District:
        makers: dict[str, Any] = {"Phase": make.make_phase, "PlanArea": make.make_area}
        other = makers[kin.__name__](other)
    title = str(getattr(field, "verbose_name", ""))
    for record, count in ((records[kin.__name__], 1), (other, 0)):
        listed = shown(superuser, model, **{f"{path}__id__exact": record.pk})
        assert listed.result_count == count
        assert chosen(listed, title) == [str(record)]


@pytest.mark.once
def test_lists_of_what_is_not_there_are_empty(superuser: Client, records: dict[str, Any]) -> None:
    for (model, path), asked in product(
        related_filters(), ("999999", "9" * 30, "abc", "\u00b2", "")
    ):
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        query = urlencode({f"{path}__id__exact": asked})
        response = got(superuser, f"{reverse(name)}?{query}")
        if response.status_code == 302:
            assert response.headers["Location"].endswith("?e=1")
        else:
            assert response.context_data["cl"].result_count == 0, (model, path, asked)


@pytest.mark.once
def test_counts_lead_to_as_many_records(superuser: Client, records: dict[str, Any]) -> None:
    """Also from a district that has none, as long as one other district has all."""
    new = make.make_district("boston")
    for record in (new, *records.values()):
        page = reverse(
            f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk]
        )
        for child in got(superuser, page).context_data.get("children", []):
            listed = got(superuser, child["address"]).context_data["cl"]
            assert listed.result_count == child["count"], (record, child)


def test_actions_on_a_list_of_nothing_take_nothing_offline(client: Client) -> None:
    denver, boston = make.make_district(), make.make_district("boston")
    for number in range(3):
        make.make_standard(denver, text=f"Standard {number}")
    make.make_membership(user := make.make_user())
    client.force_login(user)
    page = client.get(f"/admin/districts/district/{boston.pk}/change/")
    (link,) = (each for each in page.context["children"] if each["name"] == "standards")
    keys = [str(each.pk) for each in denver.standards.all()]
    sent = {"action": "unpublish", "_selected_action": keys, "select_across": "1"}
    client.post(link["address"], sent)
    assert denver.standards.filter(state="published").count() == 3


def test_choices_name_no_district_that_the_user_does_not_see(client: Client) -> None:
    own, other = make.make_district(), make.make_district("boston")
    make.make_meeting(own)
    make.make_membership(user := make.make_user(), district=own)
    client.force_login(user)
    page = client.get(f"/admin/events/meeting/?district__id__exact={other.pk}")
    assert page.context["cl"].result_count == 0
    assert other.name not in page.content.decode()
