"""A list does not publish records that have changed since it was shown."""

import re
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from districts.models import Membership
from publishing.stamps import STAMPS, changes_since, stamp_of
from publishing.states import PublicationState
from tests.admin_forms import filled, page
from tests.factories import make_district, make_membership, make_milestone, make_user
from tests.publishing.two_editors import make_editor
from timeline.models import Milestone

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LIST = reverse("admin:timeline_milestone_changelist")


@pytest.fixture
def drafts() -> list[Milestone]:
    district = make_district()
    titles = ("The board decides", "Officers leave")
    return [make_milestone(district, title=t, state=PublicationState.DRAFT) for t in titles]


def run(client: Client, records: list[Milestone], opened: Any, action: str = "publish") -> str:
    data = {"action": action, "_selected_action": [str(each.pk) for each in records]}
    stamps = re.findall(rf'name="{STAMPS}" value="([^"]+)"', opened.content.decode())
    answer = client.post(LIST, {**data, STAMPS: stamps})
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def published() -> list[str]:
    found = Milestone.objects.filter(state=PublicationState.PUBLISHED)
    return [str(milestone) for milestone in found]


def test_what_was_changed_since_the_list_was_opened_is_not_published(
    drafts: list[Milestone],
) -> None:
    ana, ben = make_editor("ana"), make_editor("ben")
    opened = ana.get(LIST)
    first = drafts[0]
    ben.post(page(first), filled(ben.get(page(first)), title_en="The board postpones"))
    said = run(ana, drafts, opened)
    assert (
        "“The board postpones” was changed by ben, just now, since. It has not been published"
        in said
    )
    assert published() == ["Officers leave"]
    run(ana, drafts, ana.get(LIST))
    assert published() == ["The board postpones", "Officers leave"]


def test_what_the_list_did_not_show_is_not_published(drafts: list[Milestone]) -> None:
    ana = make_editor("ana")
    opened = ana.get(LIST)
    later = make_milestone(drafts[0].district, title="Later", state=PublicationState.DRAFT)
    assert "“Later” was not there" in run(ana, [later], opened)
    assert published() == []


def test_drafts_are_made_of_what_was_changed_as_well(drafts: list[Milestone]) -> None:
    ana = make_editor("ana")
    run(ana, drafts, opened := ana.get(LIST))
    run(ana, drafts, opened, "unpublish")
    assert published() == []


@pytest.mark.parametrize("broken", ["", "x", "\0", "é:a:b"])
def test_stamps_that_did_not_arrive_whole_know_nothing(
    drafts: list[Milestone], broken: str
) -> None:
    assert len(changes_since([broken], drafts)) == 2
    assert changes_since([broken, stamp_of(*drafts)], drafts) == []


def test_a_record_without_a_time_of_change_has_its_content_as_its_stamp() -> None:
    membership = make_membership(make_user())
    stamp = stamp_of(membership)
    assert changes_since([stamp], [membership]) == []
    Membership.objects.update(role="reviewer")
    membership.refresh_from_db()
    assert len(changes_since([stamp], [membership])) == 1


@pytest.mark.parametrize("by_list", [False, True])
def test_what_was_changed_since_it_was_shown_is_not_deleted_unasked(
    drafts: list[Milestone], by_list: bool
) -> None:
    ana, ben, first = make_editor("ana"), make_editor("ben"), drafts[0]
    address = LIST if by_list else page(first, "delete")
    chosen = {"action": "delete_selected", "_selected_action": [str(first.pk)]}
    shown = ana.post(address, chosen) if by_list else ana.get(address)
    ben.post(page(first), filled(ben.get(page(first)), title_en="The board postpones"))
    asked = ana.post(address, filled(shown))
    assert "“The board postpones” was changed by ben" in asked.content.decode()
    assert Milestone.objects.count() == 2
    assert ana.post(address, filled(asked)).status_code == 302
    assert Milestone.objects.count() == 1


def test_what_was_added_since_is_not_deleted_along_unasked(drafts: list[Milestone]) -> None:
    ana, first = make_editor("ana"), drafts[0]
    shown = ana.get(page(first, "delete"))
    first.statuses.create(status="planned")
    asked = ana.post(page(first, "delete"), filled(shown))
    assert "“Planned” was not there" in asked.content.decode()
    assert Milestone.objects.count() == 2
    assert ana.post(page(first, "delete"), filled(asked)).status_code == 302
    assert Milestone.objects.count() == 1


@pytest.mark.parametrize("broken", ["", "x", "\0"])
def test_a_deletion_that_did_not_arrive_whole_asks_again(
    drafts: list[Milestone], broken: str
) -> None:
    ana, address = make_editor("ana"), page(drafts[0], "delete")
    answer = ana.post(address, filled(ana.get(address), stamps=broken))
    assert "Not deleted yet" in answer.content.decode()
    assert Milestone.objects.count() == 2
