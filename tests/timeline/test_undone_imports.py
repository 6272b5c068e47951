"""An import is undone as a whole, as far as nobody has changed anything since."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from districts.models import District
from tests.admin_forms import filled, read
from tests.factories import make_district, make_membership, make_milestone, make_user
from timeline.models import Milestone, MilestoneStatus

pytestmark = [pytest.mark.django_db, pytest.mark.once]
IMPORT = reverse("admin:timeline_milestone_import")
FILE = "title,when,status\nOld,June 2021,planned\nOther,July 2021,\nNew,Fall 2021,planned\n"
IMPORTED = {"Old": "2021-06", "Other": "2021-07", "New": "2021-23"}


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


def address(client: Client) -> str:
    """Where the page of the import says that it is undone."""
    return next(each for each in read(client.get(IMPORT)).links if "/undo/" in each)


def times() -> dict[str, str]:
    return {str(each): str(each.when) for each in Milestone.objects.order_by("pk")}


def lines(response: Any) -> list[tuple[str, str]]:
    return response.context["lines"]  # type: ignore[no-any-return]


def test_all_of_it_is_undone_at_once(client: Client, district: District) -> None:
    assert times() == IMPORTED
    listed = client.get(reverse("admin:timeline_milestone_changelist"))
    assert address(client) in read(listed).links  # in the message after the import
    shown = client.get(undo := address(client))
    assert {why for _, why in lines(shown)} == {""}
    assert len(lines(shown)) == 5
    assert times() == IMPORTED
    sent = filled(shown)
    assert [client.post(undo, sent).status_code for _ in range(2)] == [302, 302]
    assert times() == {"Old": "2021-05", "Other": "2021-05"}
    assert not MilestoneStatus.objects.exists()
    assert "Nothing of it can be undone" in client.get(undo).content.decode()


def test_the_latest_of_many_changes_are_tried_and_all_are_undone(
    client: Client, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("publishing.undoing_admin.LISTED", 2)
    shown = client.get(address(client))
    assert len(lines(shown)) == 2
    assert "And 3 more." in shown.content.decode()
    client.post(address(client), filled(shown))
    assert times() == {"Old": "2021-05", "Other": "2021-05"}


def test_what_was_changed_since_stays_and_is_said(client: Client, district: District) -> None:
    sent = filled(client.get(undo := address(client)))
    milestones: Any = Milestone.objects
    changed = milestones.get(title_en="Old")
    changed.when = "2021-09"
    changed.save()
    milestones.filter(title_en="New").update(state="published")
    again = client.post(undo, sent)
    assert "something has changed since" in again.content.decode()
    assert times()["Other"] == "2021-07"
    told = dict(lines(again))
    assert told["Changed: Milestone “Old”"] == "It was changed since."
    assert told["Added: Milestone “New”"] != ""
    assert client.post(undo, filled(again)).status_code == 302
    assert times() == {"Old": "2021-09", "Other": "2021-05", "New": "2021-23"}


def test_it_is_reached_by_the_records_that_are_left(client: Client, district: District) -> None:
    Milestone.objects.get(title="Old").delete()
    sent = filled(client.get(undo := address(client)))
    Milestone.objects.get(title="Other").delete()
    last = address(client)  # that of the milestone which the import has added
    assert last != undo
    assert client.post(undo, sent).status_code == 404
    done = client.post(last, filled(client.get(last)))
    assert done["Location"] == reverse("admin:timeline_milestone_changelist")
    assert times() == {}
    assert "Imported lately" not in client.get(IMPORT).content.decode()


def test_only_who_edits_the_district_undoes_it(client: Client, district: District) -> None:
    undo = address(client)
    client.force_login(other := make_user("other"))
    make_membership(other, district=make_district("duluth"))
    assert client.get(undo).status_code == 404
    assert "Imported lately" not in client.get(IMPORT).content.decode()
    make_membership(other, "translator", district=district, language="es")
    client.force_login(type(other).objects.get(pk=other.pk))
    shown = client.get(undo)
    assert {why for _, why in lines(shown)} == {"You don’t have permission."}
