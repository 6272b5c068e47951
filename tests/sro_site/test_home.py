"""The home of the admin: what needs the user, by district."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from districts.models import District, Role
from publishing import needs
from publishing.needs import Asked, Need, Urgency
from publishing.states import PublicationState
from sro_site import home
from tests.admin_forms import page, parsed
from tests.client import StaffClient
from tests.factories import (
    NOW,
    make_commitment,
    make_district,
    make_interpretation,
    make_meeting,
    make_membership,
    make_milestone,
    make_phase,
    make_school,
    make_user,
)
from timeline.models import CommitmentStatus, MilestoneStatus

pytestmark = pytest.mark.django_db
SCHEDULED = {"state": PublicationState.PUBLISHED, "publish_at": NOW + timedelta(days=2)}


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def make_needy(slug: str = "denver") -> District:
    """One of everything that needs staff, and beside each something of the kind that does not."""
    district = make_district(slug, as_of="2020-11")
    phase = make_phase(district, when="2021-03")
    for title, owner in (("Own time", {"when": "2021-02"}), ("In a phase", {"phase": phase})):
        make_milestone(district, title=title, **owner)
        done = make_milestone(district, title=f"{title}, done", **owner)
        MilestoneStatus.objects.create(milestone=done, status="done")
    make_milestone(district, title="Ahead", when="2021-05")
    make_milestone(district, title="Ongoing", ongoing=True, phase=phase)
    make_milestone(district, title="Late draft", when="2021-01", state=PublicationState.DRAFT)
    make_commitment(district, text="Promised", due="2021-03")
    dropped = make_commitment(district, text="Promised once", due="2021-03")
    CommitmentStatus.objects.create(commitment=dropped, status="dropped")
    soon, later = NOW + timedelta(days=3), NOW + timedelta(days=40)
    bare = {"starts_at": soon, "ends_at": soon + timedelta(hours=2)}
    make_meeting(district, "bare", title="Bare", title_es="Sencilla", **bare)
    known = make_meeting(district, "known", title="Known", place="North High", **bare)
    make_interpretation(known)
    make_meeting(district, "off", title="Called off", status="cancelled", **bare)
    far = {"starts_at": later, "ends_at": later + timedelta(hours=2)}
    make_meeting(district, "far", title="Far", **far)
    make_school(district, state=PublicationState.DRAFT)
    make_school(district, "south-high", **SCHEDULED)
    return district


def opened(client: Client, query: str = "") -> str:
    response = client.get(reverse("admin:index") + query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def editor(client: StaffClient) -> StaffClient:
    user = make_user()
    client.force_login(user)
    return client


@pytest.mark.once
def test_an_editor_reads_what_the_district_needs(editor: StaffClient) -> None:
    district = make_needy()
    make_needy("duluth")
    make_membership(editor.user, district=district)  # type: ignore[arg-type]
    text = opened(editor)
    needed = text[: text.index("What do you want to work on?")]
    for said in (
        "Denver Public Schools",
        "Own time (February 2021)",
        "In a phase (March 2021)",
        "Promised (March 2021)",
        "don’t know the place or into which languages it is interpreted",
        "Bare: Sunday, April 18, 2021",
        "Vietnamese: 1 missing",
        "known as of November 2020",
        "1 school",
        "1 milestone<",
        "the first for Saturday, April 17, 2021",
    ):
        assert said in needed, said
    for said in (
        "done",
        "Ahead",
        "Ongoing",
        "Promised once",
        "Known:",
        "Called off",
        "Far",
        "Duluth",
    ):
        assert said not in needed, said
    links = {*parsed(needed.partition('id="content"')[2].encode()).links}
    assert {link.split("/")[2] for link in links} >= {"timeline", "events", "districts", "vi"}
    for link in links:
        assert editor.get(link).status_code == 200, link


def test_a_translator_reads_only_what_there_is_to_translate(editor: StaffClient) -> None:
    district = make_needy()
    make_membership(editor.user, Role.TRANSLATOR, district=district, language="es")  # type: ignore[arg-type]
    needed = opened(editor).partition("What do you want to work on?")[0]
    assert "Spanish: " in needed
    assert "Vietnamese" not in needed
    assert "Own time" not in needed
    assert "Confirm as of today" not in needed


def test_nothing_needed_is_said(editor: StaffClient, monkeypatch: pytest.MonkeyPatch) -> None:
    make_membership(editor.user, district=make_district(as_of="2021-04"))  # type: ignore[arg-type]
    monkeypatch.setattr("desk.needs.UNREAD", ())
    monkeypatch.setattr("desk.needs.LANGUAGES", {})
    assert "Nothing needs you right now." in opened(editor)


def test_a_superuser_reads_the_most_urgent_districts_at_the_same_cost(
    client: StaffClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(make_user(is_superuser=True))
    monkeypatch.setattr(home, "SHOWN", 2)
    of_one, of_many = (_asked(client, count) for count in (1, 3))
    assert of_one == of_many
    for number in range(3):
        make_needy(f"district-{number}")
    make_meeting(
        District.objects.get(slug="district-2"),
        "tomorrow",
        starts_at=NOW + timedelta(hours=20),
        ends_at=NOW + timedelta(hours=21),
    )
    text = opened(client)
    assert text.index("District-2 Public Schools") < text.index("Public Schools</a></h2>") + 9
    assert "Page 1 of 2" in text
    last = District.objects.get(slug="district-1")
    more = opened(client, "?page=2").partition("What do you want")[0]
    assert ("District-1" in text.partition("What do you want")[0]) != ("District-1" in more)
    assert "?page=1" in more
    assert "District-2" not in more
    for query in ("?page=x", "?page=²"):
        assert "District-2" in opened(client, query)
    alone = opened(client, f"?district={last.pk}").partition("What do you want")[0]
    assert "District-1 Public Schools" in alone
    assert "District-2" not in alone
    for query in ("?district=x", "?district=99999999999999999999", "?district=²"):
        assert "District-2" in opened(client, query)


def _asked(client: Client, count: int) -> int:
    with transaction.atomic():
        for number in range(count):
            make_needy(f"district-{number}")
        opened(client)
        with CaptureQueriesContext(connection) as queries:
            opened(client)
        transaction.set_rollback(True)
    return len(queries)


def test_another_app_adds_what_it_knows(
    editor: StaffClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    district = make_district(as_of="2021-04")
    make_membership(editor.user, district=district)  # type: ignore[arg-type]
    finders: list[Callable[[Asked], Any]] = []
    monkeypatch.setattr(needs, "_finders", finders)

    @needs.finds_needs
    def questions(asked: Asked) -> Iterator[Need]:
        assert asked.districts == {district.pk}
        yield Need(district.pk, Urgency.MEETING, 0, "A <b>question</b> waits.")

    assert "A &lt;b&gt;question&lt;/b&gt; waits." in opened(editor)


def test_the_page_of_each_item_is_named_only_up_to_a_few(editor: StaffClient) -> None:
    district = make_district(as_of="2021-04")
    make_membership(editor.user, district=district)  # type: ignore[arg-type]
    for number in range(needs.NAMED + 2):
        made = make_milestone(district, title=f"M{number}", when=f"2021-03-{number + 10}")
    text = opened(editor)
    assert page(made) in text
    assert "and 2 more" in text
    assert "M0 (" not in text
