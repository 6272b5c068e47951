"""The second factor: set up at the first sign-in, asked for at each later one."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import limits, second_factor
from accounts.models import StaffSession
from accounts.second_factor import Offer
from districts.models import District
from tests.admin_forms import filled, page
from tests.client import StaffClient
from tests.concurrency import at_once
from tests.factories import PASSWORD, make_district, make_milestone, make_user
from timeline.models import Milestone

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LOGIN, SET_UP = "/admin/login/?next=/desk/", "/admin/second-factor/"
NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
CODE, OFFERED = "second-factor-code", "second-factor-offered"


@pytest.fixture(autouse=True)
def _required(settings: Any) -> Any:
    settings.SECOND_FACTOR = True
    with time_machine.travel(NOW, tick=False):
        yield


def code_of(key: str) -> str:
    totp = TOTP(bytes.fromhex(key))
    totp.time = timezone.now().timestamp()
    return f"{totp.token():06}"


def with_factor(**fields: Any) -> Offer:
    """What a superuser has set up, half an hour ago."""
    offered = second_factor.offer(make_user(is_superuser=True, **fields))
    with time_machine.travel(NOW - timedelta(minutes=30), tick=False):
        assert offered.confirm(code_of(offered.key))
    return offered


def sign_in(client: Client, code: str = "", password: str = PASSWORD) -> Any:
    return client.post(LOGIN, {"username": "maria", "password": password, "code": code})


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def test_it_is_set_up_at_the_first_sign_in_and_shown_once(client: Client) -> None:
    make_user(is_superuser=True)
    assert sign_in(client).headers["Location"] == "/desk/"
    asked = client.get("/desk/").headers["Location"]
    assert asked == f"{SET_UP}?next=%2Fdesk%2F"
    shown = client.get(asked)
    offered = shown.context["form"].offer
    html = shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert "<svg" in html
    assert len({code for code in offered.codes if code in html}) == second_factor.CODES

    wrong = client.post(asked, {OFFERED: offered.signed, CODE: "12345"})
    assert "not the code that your app" in wrong.content.decode()
    assert wrong.context["form"].offer == offered
    with time_machine.travel(NOW + timedelta(minutes=50), tick=False):
        wrong = client.post(asked, filled(wrong, **{CODE: "12345"}))
        assert wrong.context["form"].offer == offered
        assert offered.typed_key in wrong.content.decode()
    with time_machine.travel(NOW + timedelta(minutes=61), tick=False):
        late = client.post(asked, filled(wrong, **{CODE: code_of(offered.key)}))
        assert "open for too long" in late.content.decode()
        assert offered.typed_key not in late.content.decode()
        assert late.context["form"].offer.signed in late.content.decode()
    assert not is_in(client)

    typed = {OFFERED: offered.signed, CODE: code_of(offered.key)}
    before = client.cookies["sessionid"].value
    other = Client()
    other.cookies["sessionid"] = before
    assert client.post(asked, typed).headers["Location"] == "/desk/"
    assert client.cookies["sessionid"].value != before
    assert is_in(client)
    assert not is_in(other)
    stored = [*StaticToken.objects.values_list("token", flat=True)]
    assert len(stored) == second_factor.CODES
    assert not {*stored} & {*offered.codes}
    assert client.get(asked).headers["Location"] == "/desk/"


def test_a_second_click_on_finish_leads_on(client: Client) -> None:
    offered = second_factor.offer(user := make_user())
    assert offered.confirm(code_of(offered.key))
    assert offered.confirm("")
    assert not second_factor.offer(user).confirm(code_of(offered.key))
    assert TOTPDevice.objects.count() == 1


def test_what_is_offered_is_for_one_user_and_an_hour() -> None:
    offered = second_factor.offer(maria := make_user())
    signed = offered.signed
    assert second_factor.offer(maria, signed) == offered
    assert second_factor.offer(make_user("omar"), signed).key != offered.key
    with time_machine.travel(NOW + timedelta(minutes=61), tick=False):
        assert second_factor.offer(maria, signed).key != offered.key


def test_a_code_opens_the_account_once_and_a_recovery_code_once(client: Client) -> None:
    offered = with_factor()
    right = code_of(offered.key)
    for wrong in ("", "000000", right[:5], f"{right}1", "\u0661\u0662\u0663\u0664\u0665\u0666"):
        if wrong != right:
            assert "a code that you have not used" in sign_in(Client(), wrong).content.decode()
            limits.forget("maria")
    assert sign_in(client, f"{right[:3]} {right[3:]}").status_code == 302
    assert is_in(client)
    assert sign_in(Client(), right).status_code == 200
    limits.forget("maria")
    spare = offered.codes[3]
    for written in (spare.upper(), spare):
        again = Client()
        assert (sign_in(again, written).status_code == 302) == (written != spare) == is_in(again)
    assert second_factor.codes_left(offered.user) == second_factor.CODES - 1


def test_a_password_alone_and_a_code_alone_are_answered_alike() -> None:
    offered = with_factor()
    right = code_of(offered.key)
    seen = []
    for password, code in ((PASSWORD, "000001"), ("wrong", right), ("wrong", "000001")):
        with CaptureQueriesContext(connection) as queries:
            answer = sign_in(Client(), code, password)
        seen.append((len(answer.content), len(queries)))
        limits.forget("maria")
    assert len({*seen}) == 1
    assert TOTPDevice.objects.get().last_t < TOTP(b"").t()


def test_wrong_codes_lock_the_account_for_this_client(client: Client) -> None:
    offered = with_factor()
    for _ in range(limits.MOST_TOGETHER):
        sign_in(client, "000000")
    assert sign_in(client, code_of(offered.key)).status_code == 200
    assert not is_in(client)


def test_a_session_without_a_code_opens_nothing(client: Client) -> None:
    user = make_user(is_superuser=True)
    client.force_login(user)
    draft = make_district("duluth", state="draft")
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get("/admin/").headers["Location"].startswith(SET_UP)
    offered = second_factor.offer(user)
    assert offered.confirm(code_of(offered.key))
    assert client.get("/admin/").headers["Location"].startswith("/admin/login/")
    assert client.get(SET_UP).headers["Location"].startswith("/admin/login/")


def test_what_was_typed_when_signed_out_is_kept_through_sign_in_and_set_up() -> None:
    client, user = StaffClient(), make_user(is_superuser=True)
    district: District = make_district()
    milestone = make_milestone(district)
    offered = second_factor.offer(user)
    client.force_login(user)
    session = client.session
    session["second_factor"] = True
    session.save()
    address = page(milestone)
    typed = filled(client.get(address), title_en="A hearing")
    client.logout()

    asked = client.post(address, typed)
    assert asked.status_code == 403
    signed = {"sign-in-username": "maria", "sign-in-password": PASSWORD, "sign-in-code": ""}
    shown = client.post(address, typed | signed)
    assert "Nothing has been saved yet" in shown.content.decode()
    assert "A hearing" in shown.content.decode()
    answer = {OFFERED: offered.signed, CODE: code_of(offered.key)}
    again = client.post(address, typed | answer)
    assert again.context["adminform"].form["title_en"].value() == "A hearing"
    assert str(Milestone.objects.get()) == "The board decides"
    assert client.post(address, filled(again)).status_code == 302
    assert str(Milestone.objects.get()) == "A hearing"


def test_a_reset_ends_the_sessions_and_asks_for_another(client: Client) -> None:
    offered = with_factor()
    sign_in(client, code_of(offered.key))
    assert is_in(client)
    call_command("reset_second_factor", "maria", stdout=StringIO())
    assert not is_in(client)
    assert not StaffSession.objects.exists()
    assert sign_in(client).status_code == 302
    assert client.get("/admin/").headers["Location"].startswith(SET_UP)


def test_superusers_reset_it_in_the_list_of_users(settings: Any) -> None:
    offered = with_factor()
    settings.SECOND_FACTOR = False
    root = StaffClient()
    root.force_login(make_user("root", is_superuser=True))
    chosen = {"action": "reset_second_factor", "_selected_action": [offered.user.pk]}
    root.post("/admin/auth/user/", chosen)
    assert not TOTPDevice.objects.exists()
    assert root.get("/admin/otp_totp/totpdevice/").status_code == 404


@pytest.mark.usefixtures("shared_database")
def test_of_two_servers_one_takes_a_code() -> None:
    offered = with_factor()
    for code in (code_of(offered.key), offered.codes[0]):
        found = second_factor.find("maria", code)
        assert sorted(at_once(found.accepts, found.accepts)) == [False, True]


def test_who_has_one_is_asked_for_it_where_none_is_required(settings: Any, client: Client) -> None:
    offered = with_factor()
    settings.SECOND_FACTOR = False
    assert sign_in(client).status_code == 200
    assert sign_in(client, code_of(offered.key)).status_code == 302
