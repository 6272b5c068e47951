"""An editor who loses the right to edit while typing is told what is not saved."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from districts.models import Membership, Role
from tests.admin_forms import filled, page
from tests.factories import make_area, make_commitment, make_district
from tests.publishing.two_editors import make_editor
from timeline.models import PlanArea

pytestmark = [pytest.mark.django_db, pytest.mark.once]
OLD, NEW = "commitments-0-", "commitments-1-"


@pytest.fixture
def area() -> PlanArea:
    area = make_area(make_district())
    make_commitment(area.district, area=area, publish_at=datetime(2030, 1, 1, tzinfo=UTC))
    return area


@pytest.fixture
def ana(area: PlanArea) -> Client:
    return make_editor("ana", area.district)


def send(ana: Client, area: PlanArea, **typed: str) -> Any:
    """What was typed while the editor became a translator."""
    sent = filled(ana.get(page(area)), **typed)
    Membership.objects.update(role=Role.TRANSLATOR, language="es")
    return ana.post(page(area), sent)


ADDED = {
    "commitments-TOTAL_FORMS": "2",
    f"{NEW}text_en": "Hire two nurses",
    f"{NEW}kind": "commitment",
    f"{NEW}position": "0",
    f"{NEW}state": "draft",
}


@pytest.mark.parametrize(
    ("typed", "lost"),
    [
        (ADDED, "“Hire two nurses”."),
        ({f"{OLD}text_en": "Listen more", f"{OLD}due": "May 2030"}, "“Listen more”, “May 2030”."),
    ],
)
def test_rows_that_can_no_longer_be_changed_are_told(
    ana: Client, area: PlanArea, typed: dict[str, str], lost: str
) -> None:
    answer = send(ana, area, title_es="Seguridad", **typed)
    html = answer.content.decode()
    assert f"saved: {lost}" in html.replace("&ldquo;", "“")
    again = ana.post(page(area), filled(answer))
    assert again.status_code == 302
    (commitment,) = area.commitments.all()
    assert str(commitment) == "Listen to students"
    area.refresh_from_db()
    assert getattr(area, "title_es", "") == "Seguridad"


def test_rows_that_nobody_touched_are_not_told(ana: Client, area: PlanArea) -> None:
    assert send(ana, area, title_es="Seguridad").status_code == 302


def test_who_may_not_open_the_page_any_more_reads_what_was_typed(
    ana: Client, area: PlanArea
) -> None:
    sent = filled(ana.get(page(area)), title_en="Safety <first>", **ADDED)
    Membership.objects.all().delete()
    answer = ana.post(page(area), sent)
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "nothing was saved" in html
    assert "Safety &lt;first&gt;" in html
    assert "Hire two nurses" in html
    assert "FORMS" not in html
    assert ana.get(page(area)).status_code == 403
