"""A district's administrator invites colleagues and ends their access; they join by a link."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from accounts.models import StaffSession
from districts.joining import MOST
from districts.models import District, Invitation, Membership, Role
from publishing.history_entries import entries_of
from publishing.submissions import TOKEN
from tests.admin_forms import filled, page
from tests.client import StaffClient
from tests.factories import PASSWORD, make_district, make_membership, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NAMED = {"username": "nia", "first_name": "Nia", "last_name": "", "usable_password": "true"}
JOINS = {**NAMED, "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def ana(district: District) -> StaffClient:
    return signed_in("ana", Role.ADMINISTRATOR, district)


def signed_in(name: str, role: str = "", *districts: District, **more: Any) -> StaffClient:
    client = StaffClient()
    client.force_login(user := make_user(name, **more))
    for each in districts:
        make_membership(user, role, district=each)
    return client


def address(district: District) -> str:
    return page(district).replace("/change/", "/access/")


def invited(client: Client, district: District, role: str = "editor", language: str = "") -> str:
    """The path of the link that the page shows to who invited, and to nobody else."""
    sent = {"act": "give", "person": "", "role": role, "language": language}
    html = client.post(address(district), sent, follow=True).content.decode()
    links = re.findall(r"http://testserver(/admin/join/[^<]+/)", html)
    assert len(links) == Invitation.objects.count(), html
    return str(links[-1])


def test_a_second_invitation_from_a_page_that_did_not_show_the_first_is_asked_about(
    ana: StaffClient, district: District
) -> None:
    tab = ana.get(address(district)).context["form"].seen
    invited(ana, district)
    sent = {"act": "give", "person": "", "role": "editor", "language": "", "seen": tab}
    asked = ana.post(address(district), sent)
    assert "another invitation was made for this role" in asked.content.decode()
    assert Invitation.objects.count() == 1
    again = {**sent, "seen": asked.context["form"].seen}
    assert ana.post(address(district), again).status_code == 302
    assert ana.post(address(district), {**sent, "role": "publisher"}).status_code == 302
    assert Invitation.objects.count() == 3
    colleague = signed_in("bea", Role.ADMINISTRATOR, district)
    shown = colleague.get(address(district)).content.decode()
    assert "Take back" in shown
    assert "/admin/join/" not in shown


def said(response: Any) -> str:
    return str(response.content.decode())


def test_an_invited_person_makes_an_account_without_a_cookie_and_signs_in(
    ana: StaffClient, district: District
) -> None:
    link, nia = invited(ana, district, "translator", "es"), Client()
    opened = nia.get(link)
    assert opened.status_code == 200
    assert opened.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in opened.headers["Cache-Control"]
    assert "translator of Spanish to work on the pages of Denver" in opened.content.decode()
    weak = nia.post(link, {**JOINS, "password1": "1qaz2wsx3edc", "password2": "1qaz2wsx3edc"})
    assert "too common" in weak.content.decode()
    assert 'value="nia"' in weak.content.decode()
    taken = nia.post(link, {**JOINS, "username": "Ana"})
    assert "already exists" in taken.content.decode()
    assert User.objects.count() == 1

    assert "Your account is made" in nia.post(link, JOINS).content.decode()
    assert not nia.cookies
    user = User.objects.get(username="nia")
    assert (user.is_staff, user.is_superuser) == (True, False)
    (membership,) = user.memberships.all()
    assert (membership.role, membership.district, membership.language) == (
        Role.TRANSLATOR,
        district,
        "es",
    )
    assert nia.post(link, {**JOINS, "username": "nia2"}).status_code == 404
    assert not User.objects.filter(username="nia2").exists()
    sent = {"username": "nia", "password": PASSWORD}
    assert nia.post("/admin/login/?next=/desk/es/", sent).status_code == 302
    assert nia.get("/desk/es/").status_code == 200
    assert (
        entries_of(district)[0].said
        == f"nia joined as {Invitation(**given(membership))}, invited by ana."
    )


def given(membership: Membership) -> dict[str, Any]:
    return {name: getattr(membership, name) for name in ("role", "district", "language")}


def test_who_has_an_account_accepts_with_it(ana: StaffClient, district: District) -> None:
    link, omar = invited(ana, district), signed_in("omar", Role.EDITOR, make_district("duluth"))
    opened = omar.get(link)
    assert "signed in as omar" in opened.content.decode()
    assert "no-store" in opened.headers["Cache-Control"]
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = omar.cookies
    assert strict.post(link).status_code == 403
    assert "has been added" in omar.post(link).content.decode()
    assert Membership.objects.get(district=district, role=Role.EDITOR).user.username == "omar"


def test_a_link_ends(ana: StaffClient, district: District) -> None:
    links = [invited(ana, district) for _ in range(3)]
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1), tick=False):
        assert Client().get(links[0]).status_code == 404
    ana.post(address(district), {"act": "revoke", "key": Invitation.objects.first().pk})  # type: ignore[union-attr]
    assert [Client().get(link).status_code for link in links] == [404, 200, 200]
    assert Client().get(f"{links[1][:-2]}x/").status_code == 404
    Membership.objects.filter(role=Role.ADMINISTRATOR).delete()
    assert Client().post(links[1], JOINS).status_code == 404
    assert not User.objects.filter(username="nia").exists()


def test_forms_sent_in_vain_are_limited(ana: StaffClient, district: District) -> None:
    link = invited(ana, district)
    answers = [Client().post(link, {"username": "ana"}).status_code for _ in range(MOST + 1)]
    assert answers == [200] * MOST + [429]
    assert Client().post(link, JOINS).status_code == 429
    assert Client().post(link, JOINS, REMOTE_ADDR="198.51.100.1").status_code == 200


def test_the_page_lists_who_has_access_and_ends_it_at_once(
    ana: StaffClient, district: District
) -> None:
    editor = signed_in("eva", Role.EDITOR, district)
    root = make_membership(make_user("root", is_superuser=True), district=district)
    make_membership(make_user("vera"), Role.REVIEWER, language="vi")
    stranger = make_membership(make_user("zoe"), district=make_district("duluth"))
    html = ana.get(address(district)).content.decode()
    assert re.findall(r'<th scope="row">(\w+)', html) == ["ana", "eva", "root", "vera"]
    assert "all districts: root." in html
    assert "Who has access" in ana.get(page(district)).content.decode()

    ended = Membership.objects.get(user__username="eva")
    ana.post(address(district), {"act": "end", "key": ended.pk})
    assert editor.get(page(district)).status_code == 302
    assert not StaffSession.objects.filter(user__username="eva").exists()
    for other in (stranger, root, Membership.objects.get(user__username="vera")):
        ana.post(address(district), {"act": "end", "key": other.pk})
    own = Membership.objects.get(user__username="ana")
    answer = ana.post(address(district), {"act": "end", "key": own.pk}, follow=True)
    assert "cannot end your own role" in answer.content.decode()
    assert Membership.objects.count() == 4


def test_another_role_is_given_to_people_of_the_district_alone(
    ana: StaffClient, district: District
) -> None:
    eva, zoe = make_user("eva"), make_user("zoe")
    make_membership(eva, Role.EDITOR, district=district)
    make_membership(zoe, Role.EDITOR, district=make_district("duluth"))
    sent = {"act": "give", "person": eva.pk, "role": "publisher", "language": ""}
    ana.post(address(district), sent)
    assert {m.role for m in eva.memberships.all()} == {Role.EDITOR, Role.PUBLISHER}
    for wrong in ({}, {"person": zoe.pk}, {"role": "chief"}, {"person": "", "language": "es"}):
        refused = ana.post(address(district), sent | wrong)
        assert refused.status_code == 200
        assert refused.context["form"].errors
    assert Membership.objects.count() == 4
    assert not Invitation.objects.exists()


def test_administrators_decide_who_publishes_and_change_nothing_else(
    ana: StaffClient, district: District
) -> None:
    ana.post(address(district), {"act": "setting"})
    district.refresh_from_db()
    assert not district.editors_publish
    old = {"act": "setting", "shown": "True", "editors_publish": "on"}  # opened before that
    assert "“Editors may publish” is off" in said(ana.post(address(district), old, follow=True))
    other = {"act": "setting", "shown": "False"}
    assert "checked" not in said(ana.post(address(district), {**other, TOKEN: ""}))
    typed = {**other, "editors_publish": "on"}
    assert "checked" in said(ana.post(address(district), {**typed, TOKEN: ""}))
    ana.post(address(district), typed)
    district.refresh_from_db()
    assert district.editors_publish
    ana.post(page(district), filled(ana.get(page(district)), name="Mine"))
    district.refresh_from_db()
    assert district.name != "Mine"
    for closed in ("/admin/auth/user/", "/admin/districts/membership/"):
        assert ana.get(closed).status_code == 403


def test_others_never_open_the_page(ana: StaffClient, district: District) -> None:
    duluth = make_district("duluth")
    others = [
        signed_in("eva", Role.EDITOR, district),
        signed_in("paul", Role.PUBLISHER, district),
        signed_in("bo", Role.ADMINISTRATOR, duluth),
    ]
    sent = {"act": "give", "person": "", "role": "administrator", "language": ""}
    for client in others:
        assert client.get(address(district)).status_code == 403
        assert client.post(address(district), sent).status_code == 403
    root = signed_in("root", is_superuser=True)
    assert root.get(address(district)).status_code == 200
    assert root.get("/admin/districts/district/999999/access/").status_code == 404
    assert not Invitation.objects.exists()
