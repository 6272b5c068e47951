"""A status is about the present: one with a future day is refused."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from districts.models import District
from tests.admin_forms import filled
from tests.factories import (
    make_area,
    make_commitment,
    make_milestone,
    make_user,
)
from timeline.models import CommitmentStatus, MilestoneStatus

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SAID = "This is in the future"


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    """November 26 in Denver, where it is three hours before midnight; in UTC it is the 27th."""
    with time_machine.travel(datetime(2026, 11, 27, 4, tzinfo=UTC), tick=False):
        yield


def status(district: District, model: type[Any], since: str) -> Any:
    if model is MilestoneStatus:
        return MilestoneStatus(milestone=make_milestone(district), status="done", since=since)
    return CommitmentStatus(commitment=make_commitment(district), status="adopted", since=since)


@pytest.mark.parametrize("model", [MilestoneStatus, CommitmentStatus])
@pytest.mark.parametrize("since", ["2026-11-27", "2026-12", "2026-24", "2027-21", "2027/.."])
def test_a_status_that_surely_begins_later_is_refused(
    district: District, model: type[Any], since: str
) -> None:
    with pytest.raises(ValidationError, match=SAID) as refused:
        status(district, model, since).full_clean()
    assert set(refused.value.error_dict) == {"since"}


@pytest.mark.parametrize("model", [MilestoneStatus, CommitmentStatus])
@pytest.mark.parametrize("since", ["", "2026-11-26", "2026-11", "2026-23", "2026", "2026/2030"])
def test_a_status_that_may_have_begun_is_taken(
    district: District, model: type[Any], since: str
) -> None:
    status(district, model, since).full_clean()


@pytest.mark.parametrize("make", [make_milestone, make_commitment])
def test_a_row_on_the_page_of_its_record_is_refused_and_kept(
    editor: Client, district: District, make: Any
) -> None:
    record = make(district)
    page = reverse(f"admin:timeline_{record._meta.model_name}_change", args=[record.pk])
    row = {"statuses-TOTAL_FORMS": "1", "statuses-0-since": "Spring 2027"}
    typed = row | {"statuses-0-status": "done"}
    answer = editor.post(page, filled(editor.get(page), **typed))
    assert SAID in answer.content.decode()
    assert filled(answer)["statuses-0-since"] == ["Spring 2027"]
    assert not record.statuses.exists()


def test_a_row_on_the_page_of_an_area_is_refused_and_kept(
    editor: Client, district: District
) -> None:
    commitment = make_commitment(district, area=make_area(district))
    page = reverse("admin:timeline_planarea_change", args=[commitment.area_id])
    typed = {"commitments-0-status": "adopted", "commitments-0-since": "Spring 2027"}
    answer = editor.post(page, filled(editor.get(page), **typed))
    assert SAID in answer.content.decode()
    assert filled(answer)["commitments-0-since"] == ["Spring 2027"]
    assert not commitment.statuses.exists()


def test_a_new_milestone_without_a_district_gets_an_error(client: Client) -> None:
    client.force_login(make_user(is_superuser=True))
    page = reverse("admin:timeline_milestone_add")
    row = {"statuses-TOTAL_FORMS": "1", "statuses-0-since": "2027", "statuses-0-status": "done"}
    typed = {"title_en": "The board decides", "district": "", **row}
    answer = client.post(page, filled(client.get(page), **typed))
    assert list(answer.context["adminform"].form.errors) == ["district"]
