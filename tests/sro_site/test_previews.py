"""Drafts are shown to who has a link, until it ends; staff see a page as families do."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from districts.models import District, PreviewLink, Role
from publishing.states import PublicationState
from tests.admin_forms import filled
from tests.client import StaffClient
from tests.factories import (
    NOW,
    make_district,
    make_meeting,
    make_membership,
    make_milestone,
    make_phase,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DRAFT = PublicationState.DRAFT


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def district() -> District:
    found = make_district(as_of="2021-04-01")
    make_milestone(found, phase=make_phase(found), title="Canary of a draft", state=DRAFT)
    return found


@pytest.fixture
def editor(district: District) -> StaffClient:
    client = StaffClient()
    client.force_login(user := make_user(is_staff=True))
    make_membership(user, Role.EDITOR, district=district)
    return client


def page_of(district: District) -> str:
    return f"/admin/districts/district/{district.pk}/previews/"


def made(editor: StaffClient, district: District, **typed: Any) -> Any:
    form = filled(editor.get(page_of(district)), **{"label": "Principal"} | typed)
    return editor.post(page_of(district), form, follow=True)


def opened(district: District) -> PreviewLink:
    return PreviewLink.objects.create(
        district=district,
        label="Principal",
        made_by=make_user("ana"),
        ends_at=NOW + timedelta(days=7),
    )


def test_a_link_shows_drafts_and_keeps_to_itself(client: Client, district: District) -> None:
    make_meeting(make_district("duluth", as_of="2021-04-01"), title="Canary elsewhere", state=DRAFT)
    prefix = opened(district).address.removesuffix("/en/denver/")
    for path in ("/en/denver/timeline/", "/vi/denver/timeline/", "/en/duluth/events/"):
        public, seen = client.get(path), client.get(prefix + path)
        text = seen.content.decode()
        assert "Canary" not in public.content.decode()
        assert ("Canary of a draft" in text) == ("denver" in path)
        assert "Canary elsewhere" not in text
        headers = ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")
        told = [seen.headers[name] for name in headers]
        assert told == ["private, no-store", "no-referrer", "noindex, nofollow"]
        assert f'href="{prefix}/ar/' in text  # all links stay within it
        assert f'rel="canonical" href="http://testserver{path}"' in text  # but for what is shared
        assert not seen.cookies


@pytest.mark.parametrize("way", ["over", "ended", "forged", "another"])
def test_a_link_that_does_not_work_says_so(client: Client, district: District, way: str) -> None:
    link = opened(district)
    address = link.address
    if way == "ended":
        link.delete()
    if way == "forged":
        address = address.replace("preview/", "preview/1")
    if way == "another":
        address = f"/preview/{link.pk}.nothing/en/denver/"
    with time_machine.travel(NOW + timedelta(days=7 if way == "over" else 0), tick=False):
        answer = client.get(address)
    text = answer.content.decode()
    assert answer.status_code == 404
    assert "Ask the person who gave you this link for a new one." in text
    assert 'href="/en/"' in text
    assert "Canary" not in text


def test_no_page_of_staff_is_below_a_prefix(editor: StaffClient, district: District) -> None:
    prefix = opened(district).address.removesuffix("/en/denver/")
    for path in ("/admin/", "/desk/", "/healthz"):
        assert editor.get(prefix + path).status_code == 404


def test_editors_make_and_end_links(editor: StaffClient, district: District) -> None:
    assert "Made a link to a preview for Principal." in made(editor, district).content.decode()
    link = PreviewLink.objects.get()
    assert (link.district, link.ends_at) == (district, NOW + timedelta(days=7))
    answer = editor.get(page_of(district))
    assert f"http://testserver{link.address}" in answer.content.decode()
    ended = made(editor, district, act="end", key=str(link.pk)).content.decode()
    assert "Ended the link to a preview for Principal." in ended
    assert not PreviewLink.objects.exists()
    refused = made(editor, district, label="", days="8").content.decode()
    assert refused.count("errorlist") == 2
    other = make_district("duluth", as_of="2021-04-01")
    assert editor.get(page_of(other)).status_code == 403


def test_staff_see_a_page_as_families_do(editor: StaffClient, district: District) -> None:
    path = "/en/denver/timeline/?on=2021-04-15"
    own = editor.get(path).content.decode()
    assert "Canary of a draft" in own
    assert 'href="/preview/families/en/denver/timeline/?on=2021-04-15"' in own
    assert f'href="/admin/timeline/phase/?district__id__exact={district.pk}"' in own
    seen = editor.get(f"/preview/families{path}").content.decode()
    assert "Canary of a draft" not in seen
    assert f'href="{path}"' in seen
    stranger = Client().get(f"/preview/families{path}")
    assert (stranger.status_code, stranger.headers["Location"]) == (302, path)
