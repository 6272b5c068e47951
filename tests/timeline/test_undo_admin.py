"""An import is taken back, as far as nobody has changed anything since."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from districts.models import District
from publishing.history_entries import HistoryEntry
from publishing.ways import Way
from tests.admin_forms import filled, read
from tests.factories import make_district, make_membership, make_milestone, make_user
from timeline.models import Milestone, MilestoneStatus

pytestmark = [pytest.mark.django_db, pytest.mark.once]
IMPORT = reverse("admin:timeline_milestone_import")
FILE = "title,when,status\nOld,June 2021,planned\nOther,July 2021,\nNew,Fall 2021,planned\n"


@pytest.fixture
def district(client: Client) -> District:
    """With two drafts, which a file has changed; it has added a third one."""
    district = make_district()
    client.force_login(user := make_user())
    make_membership(user, district=district)
    for title in ("Old", "Other"):
        make_milestone(district, title=title, when="2021-05", state="draft")
    shown = client.post(IMPORT, {"district": district.pk, "text": FILE})
    assert client.post(IMPORT, filled(shown)).status_code == 302
    return district


def address() -> str:
    first = HistoryEntry.objects.filter(way=Way.CSV).order_by("pk")[0]
    return reverse("admin:timeline_milestone_import_undo", args=[first.pk])


def times() -> dict[str, str]:
    return {str(each): str(each.when) for each in Milestone.objects.order_by("pk")}


def lines(response: Any) -> list[tuple[str, str]]:
    return [(name, why) for _, name, why in response.context["lines"]]


def test_all_of_it_is_taken_back(client: Client, district: District) -> None:
    assert times() == {"Old": "2021-06", "Other": "2021-07", "New": "2021-23"}
    listed = client.get(reverse("admin:timeline_milestone_changelist"))
    assert address() in read(listed).links  # in the message after the import
    assert address() in read(client.get(IMPORT)).links
    shown = client.get(address())
    assert {why for _, why in lines(shown)} == {""}
    assert len(lines(shown)) == 5
    assert len(times()) == 3
    sent = filled(shown)
    assert [client.post(address(), sent).status_code for _ in range(2)] == [302, 302]
    assert times() == {"Old": "2021-05", "Other": "2021-05"}
    assert not MilestoneStatus.objects.exists()
    assert "Nothing of it can be taken back" in client.get(address()).content.decode()


def test_what_was_changed_since_stays_and_is_said(client: Client, district: District) -> None:
    sent = filled(client.get(address()))
    milestones: Any = Milestone.objects
    changed = milestones.get(title_en="Old")
    changed.when = "2021-09"
    changed.save()
    milestones.filter(title_en="New").update(state="published")
    again = client.post(address(), sent)
    assert "something has changed since" in again.content.decode()
    assert times()["Other"] == "2021-07"
    told = dict(lines(again))
    assert told["Milestone “Old”"] == "It was changed since."
    assert told["Milestone “New”"] != ""
    assert client.post(address(), filled(again)).status_code == 302
    assert times() == {"Old": "2021-09", "Other": "2021-05", "New": "2021-23"}


def test_only_who_edits_the_district_takes_it_back(client: Client, district: District) -> None:
    client.force_login(other := make_user("other"))
    make_membership(other, district=make_district("duluth"))
    assert client.get(address()).status_code == 404
    assert "Imported lately" not in client.get(IMPORT).content.decode()
    make_membership(other, "translator", district=district, language="es")
    client.force_login(type(other).objects.get(pk=other.pk))
    shown = client.get(address())
    assert {why for _, why in lines(shown)} == {"You don’t have permission."}
