import io
from collections.abc import Iterator

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def answer(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    """Let these be typed, one after the other, and then the end of the input."""
    typed: Iterator[str] = iter(answers)

    def read(_prompt: str) -> str:
        for line in typed:
            return line
        raise EOFError

    monkeypatch.setattr("builtins.input", read)


def test_staff_prints_a_password_that_opens_the_admin() -> None:
    out = io.StringIO()
    call_command("staff", "maria", stdout=out)
    password = out.getvalue().splitlines()[-1]
    user = authenticate(username="maria", password=password)
    assert user is not None
    assert user.is_staff
    assert user.is_superuser


def test_staff_asks_until_the_name_is_good_and_free(monkeypatch: pytest.MonkeyPatch) -> None:
    get_user_model().objects.create_user("maria")
    answer(monkeypatch, "", "two words", "maria", " jamal ")
    complaints = io.StringIO()
    call_command("staff", stdout=io.StringIO(), stderr=complaints)
    assert get_user_model().objects.filter(username="jamal", is_superuser=True).exists()
    assert len(complaints.getvalue().splitlines()) == 3


def test_staff_adds_no_account_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch)
    with pytest.raises(CommandError, match="No name"):
        call_command("staff")
    assert not get_user_model().objects.exists()


@pytest.mark.parametrize("name", ["", "two words", "maria"])
def test_staff_with_a_bad_name_as_argument_ends(name: str) -> None:
    get_user_model().objects.create_user("maria")
    with pytest.raises(CommandError):
        call_command("staff", name)
    assert get_user_model().objects.count() == 1
