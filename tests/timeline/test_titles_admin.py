"""Editors are asked about titles of milestones that say that something happens."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.admin_forms import filled
from tests.factories import make_district, make_membership, make_milestone, make_phase, make_user
from timeline.models import Milestone, Phase

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ASKED = "says that something happens (“leave”)"


def page(record: Milestone | Phase) -> str:
    return reverse(f"admin:timeline_{record._meta.model_name}_change", args=[record.pk])


def said(client: Client, record: Milestone | Phase, **typed: str) -> str:
    data = filled(client.get(page(record)), **typed)
    return client.post(page(record), data, follow=True).content.decode()


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(user := make_user())
    make_membership(user)
    return client


def test_a_title_is_saved_and_asked_about_once(editor: Client) -> None:
    milestone = make_milestone(make_district(), title="Removal of SROs")
    assert ASKED in said(editor, milestone, title_en="SROs leave")
    milestone.refresh_from_db()
    assert milestone.title == "SROs leave"
    assert ASKED not in said(editor, milestone, position="3")
    assert ASKED not in said(editor, milestone, title_en="Removal of all SROs")


def test_a_title_on_the_page_of_its_phase_is_asked_about(editor: Client) -> None:
    phase = make_phase(make_district())
    make_milestone(phase.district, phase=phase, title="Removal of SROs")
    assert ASKED in said(editor, phase, **{"milestones-0-title_en": "SROs leave"})
    assert Milestone.objects.get().title == "SROs leave"
