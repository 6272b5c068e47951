"""Who may sign in, and what is said to those who may not."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from districts.models import Membership
from tests.admin_forms import filled
from tests.factories import PASSWORD, make_district, make_membership, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LOGIN = "/admin/login/?next=/desk/"
NOT_OPEN = "cannot use the staff area yet"
SHUT_OUT = "The account maria cannot sign in yet"


def sign_in(client: Client, password: str = PASSWORD) -> Any:
    return client.post(LOGIN, {"username": "maria", "password": password})


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def superuser(client: Client) -> Client:
    client.force_login(make_user("root", is_superuser=True))
    return client


@pytest.mark.parametrize("is_superuser", [True, False])
def test_sign_in_without_staff_status_says_what_is_missing(
    client: Client, is_superuser: bool
) -> None:
    make_membership(make_user(is_staff=False, is_superuser=is_superuser), district=make_district())
    answer = text(sign_in(client))
    assert NOT_OPEN in answer
    assert "correct username and password" not in answer
    assert "sessionid" not in client.cookies


@pytest.mark.parametrize("fields", [{}, {"is_staff": False}, {"is_active": False}])
def test_wrong_password_learns_nothing(client: Client, fields: dict[str, Any]) -> None:
    unknown = text(sign_in(client, "wrong"))
    make_user(**fields)
    known = text(sign_in(client, "wrong"))
    assert "correct username and password" in known
    assert NOT_OPEN not in known
    assert len(known) == len(unknown)


def test_account_made_in_the_admin_is_one_of_staff(superuser: Client) -> None:
    add = "/admin/auth/user/add/"
    typed = {"username": "maria", "password1": PASSWORD, "password2": PASSWORD}
    superuser.post(add, filled(superuser.get(add), **typed))
    assert User.objects.get(username="maria").is_staff
    make_membership(User.objects.get(username="maria"), district=make_district())
    client = Client()
    assert sign_in(client).headers["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize(
    ("fields", "mark"),
    [({"is_staff": False}, "Staff status"), ({"is_active": False}, "Active"), ({}, "")],
)
def test_membership_of_who_cannot_sign_in_is_remarked_on(
    superuser: Client, fields: dict[str, Any], mark: str
) -> None:
    user = make_user(**fields)
    add = "/admin/districts/membership/add/"
    sent = {"user": str(user.pk), "role": "editor", "district": "", "language": ""}
    listed = text(superuser.post(add, sent, follow=True))
    assert Membership.objects.get().user == user
    account = f"/admin/auth/user/{user.pk}/change/"
    again = text(superuser.post(account, filled(superuser.get(account)), follow=True))
    for page in (listed, again):
        assert (SHUT_OUT in page) == bool(mark)
        assert not mark or f'Check “{mark}” on <a href="{account}">' in page


def test_account_without_a_membership_is_not_remarked_on(superuser: Client) -> None:
    account = f"/admin/auth/user/{make_user(is_staff=False).pk}/change/"
    page = text(superuser.post(account, filled(superuser.get(account)), follow=True))
    assert SHUT_OUT not in page
    assert not User.objects.get(username="maria").is_staff
