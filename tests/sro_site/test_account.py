"""The page on which staff see and end their own sessions, and renew their second factor."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import limits, second_factor, sessions
from accounts.models import StaffSession
from tests.accounts.test_second_factor import NOW, code_of
from tests.client import StaffClient
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGE = "/admin/account/"


@pytest.fixture(autouse=True)
def _at_a_moment() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def signed_in(user: User) -> StaffClient:
    client = StaffClient()
    client.force_login(user)
    return client


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def listed(client: Client) -> list[Any]:
    found: list[Any] = client.get(PAGE).context["sessions"]
    return found


def test_own_sessions_are_listed_and_ended_one_by_one_or_all_others() -> None:
    maria = make_user()
    clients = []
    for minutes in range(3):
        with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
            clients.append(signed_in(maria))
    stranger = signed_in(make_user("omar"))
    first, second, third = clients
    found = listed(first)
    assert [each.begun.minute for each in found] == [2, 1, 0]
    assert [each.is_this for each in found] == [False, False, True]
    html = first.get(PAGE).content.decode()
    assert not [row for row in StaffSession.objects.all() if row.session_key in html]
    first.post(PAGE, {"end": found[1].number})
    assert [is_in(each) for each in (first, second, third)] == [True, False, True]
    first.post(PAGE, {"end": listed(stranger)[0].number})
    assert is_in(stranger)
    for nonsense in ("-1", "x", "9" * 30, "\u0661"):
        assert first.post(PAGE, {"end": nonsense}).status_code == 302
        assert is_in(first)
    fourth = signed_in(maria)
    first.post(PAGE)
    assert not is_in(fourth)
    assert is_in(first)


def test_a_session_tells_when_it_was_last_used_and_a_new_password_ends_the_others() -> None:
    maria = make_user()
    client = signed_in(maria)
    for minutes, used in ((4, 0), (6, 6), (8, 6)):
        with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
            client.get("/admin/")
            (found,) = sessions.listed(maria, None)
            assert (found.begun, found.used) == (NOW, NOW + timedelta(minutes=used))
    maria.set_password("another long and odd one")
    maria.save()
    assert sessions.listed(maria, None) == []
    assert not is_in(client)


def test_a_second_factor_is_renewed_with_a_code_and_all_sessions_end() -> None:
    maria = make_user()
    offered = second_factor.offer(maria)
    assert offered.confirm(code_of(offered.key))
    here, elsewhere = signed_in(maria), signed_in(maria)
    assert f"not used: {second_factor.CODES}" in here.get(PAGE).content.decode()
    for _ in range(limits.MOST_TOGETHER):
        refused = here.post(PAGE, {"code": "000000"})
        assert "wrong or was used before" in refused.content.decode()
    assert here.post(PAGE, {"code": offered.codes[0]}).status_code == 200
    limits.forget("maria")
    assert here.post(PAGE, {"code": offered.codes[1]}).status_code == 302
    assert not TOTPDevice.objects.exists()
    assert not is_in(here)
    assert not is_in(elsewhere)
