"""Attempts to sign in, on both databases, from several clients and at once."""

import re
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.contrib.auth import authenticate, hashers
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from accounts import limits
from accounts.models import SignInAttempt
from tests.concurrency import at_once
from tests.factories import NOW, PASSWORD, make_user

pytestmark = pytest.mark.django_db
MOST = limits.MOST_TOGETHER
OVER = NOW + limits.PERIOD + timedelta(seconds=1)


def sign_in(password: str = PASSWORD, name: str = "maria", client: str = "203.0.113.7") -> Any:
    request = RequestFactory().post("/admin/login/", REMOTE_ADDR=client)
    return authenticate(request, username=name, password=password)


def fail(times: int, **given: str) -> None:
    for _ in range(times):
        assert sign_in("wrong", **given) is None


@pytest.fixture(autouse=True)
def _at_a_moment() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def test_too_many_wrong_passwords_lock_an_account_for_this_client_and_a_time() -> None:
    user = make_user()
    fail(MOST - 1)
    assert sign_in() == user
    fail(MOST)
    assert sign_in() is None
    assert sign_in(client="198.51.100.1") == user
    with time_machine.travel(NOW + limits.PERIOD / 2, tick=False):
        fail(30)  # however often somebody tries, the lock ends
    with time_machine.travel(OVER, tick=False):
        assert sign_in() == user


def test_the_name_counts_however_it_is_written_and_whether_it_is_known() -> None:
    user = make_user()
    for name in ("Maria", "MARIA", "\uff4daria", "maria", "mariA"):
        fail(1, name=name)
    assert sign_in() is None
    limits.forget("maria")
    assert sign_in() == user
    fail(MOST, name="nobody")
    make_user("nobody")
    assert sign_in(name="nobody") is None


def test_an_account_is_locked_for_all_who_try_it_from_many_addresses() -> None:
    make_user()
    for number in range(limits.MOST_OF_ACCOUNT):
        fail(1, client=f"10.0.{number}.1")
    assert sign_in(client="203.0.113.9") is None


def test_a_client_is_locked_that_tries_many_names() -> None:
    user = make_user()
    for number in range(limits.MOST_OF_CLIENT):
        fail(1, name=f"name-{number}")
    assert sign_in() is None
    assert sign_in(client="198.51.100.1") == user


def test_addresses_that_a_client_makes_up_do_not_help_it(settings: Any, client: Client) -> None:
    make_user()
    for proxies, written in ((0, "10.0.0.{}"), (1, "10.0.0.{}, 203.0.113.7")):
        settings.PROXIES = proxies
        SignInAttempt.objects.all().delete()
        for number in range(MOST + 1):
            forged = {"X-Forwarded-For": written.format(number), "X-Real-IP": f"10.0.1.{number}"}
            password = "wrong" if number < MOST else PASSWORD
            sent = {"username": "maria", "password": password}
            answer = client.post("/admin/login/?next=/desk/", sent, headers=forged)
            assert answer.status_code == 200


def test_a_locked_account_an_unknown_one_and_a_wrong_password_look_alike(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_user()
    make_user("gone", is_active=False)
    make_user("without", password=None)
    fail(MOST, name="locked", client="127.0.0.1")
    make_user("locked")
    hashed: list[str] = []
    encode = hashers.MD5PasswordHasher.encode

    def counted(self: Any, password: str, salt: str, *args: Any) -> str:
        hashed.append(password)
        return encode(self, password, salt, *args)

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", counted)
    client.post("/admin/login/", {})  # what is read once and remembered
    seen: list[Any] = []
    for name, password in (
        ("maria", "wrong"),
        ("gone", "wrong"),
        ("gone", PASSWORD),
        ("without", PASSWORD),
        ("nobody", PASSWORD),
        ("locked", "wrong"),
        ("locked", PASSWORD),
    ):
        hashed.clear()
        sent = {"username": name, "password": password}
        with CaptureQueriesContext(connection) as queries:
            answer = client.post("/admin/login/", sent)
        verbs = tuple(each["sql"].split()[0] for each in queries.captured_queries)
        page = re.sub('value="[^"]*"', "", answer.content.decode())
        seen.append((answer.status_code, verbs, len(hashed), page))
        assert seen[-1] == seen[0], (name, password)
    assert "correct username and password" in seen[0][3]


def test_what_is_stored_tells_neither_names_nor_addresses_and_is_removed() -> None:
    fail(3)
    stored = str(list(SignInAttempt.objects.values()))
    assert "maria" not in stored
    assert "203.0" not in stored
    with time_machine.travel(OVER, tick=False):
        fail(1)
    assert SignInAttempt.objects.count() == 1


def test_a_command_ends_a_lock() -> None:
    user = make_user()
    fail(MOST)
    call_command("unlock", "maria", skip_checks=True, stdout=StringIO())
    assert sign_in() == user


def test_a_superuser_ends_locks_in_the_list_of_users(client: Client) -> None:
    user = make_user()
    fail(MOST)
    client.force_login(make_user("root", is_superuser=True))
    chosen = {"action": "let_sign_in", "_selected_action": [user.pk]}
    page = client.post("/admin/auth/user/", chosen, follow=True)
    assert "can try to sign in again" in page.content.decode()
    assert sign_in() == user


def test_of_many_attempts_at_once_no_more_than_the_limit_are_checked(shared_database: None) -> None:
    make_user()
    checked = []
    monkeypatch = pytest.MonkeyPatch()
    begin = limits.begin

    def begun(*given: str) -> limits.Attempt:
        attempt = begin(*given)
        checked.append(not attempt.is_refused)
        return attempt

    monkeypatch.setattr(limits, "begin", begun)
    found = at_once(*[lambda: sign_in("wrong")] * 12)
    monkeypatch.undo()
    assert found == [None] * 12
    assert sum(checked) <= MOST
    assert sign_in() is None or sum(checked) < MOST
