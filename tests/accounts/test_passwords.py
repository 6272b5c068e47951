import time

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.passwords import OneWordValidator


@pytest.mark.parametrize(
    "password",
    [
        "district2021",
        "2021district!",
        "DISTRICT_____2021",
        "schooldistrict#1",
        "123456789012345678901",
        "!!!!!!!!!!!!????",
        "aaaaaaaaaaaaaaa",
        "a1!a1!a1!",
    ],
)
def test_a_password_that_is_guessed_quickly_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize(
    "password", ["correct horse battery", "x7Kq-2mPz_9aBw4L", "korrekterpferdbatterieheftung"]
)
def test_several_words_and_random_signs_are_taken(password: str) -> None:
    validate_password(password)


def test_a_long_text_is_looked_at_quickly() -> None:
    started = time.process_time()
    OneWordValidator().validate(("1" * 30_000 + "é") * 2)
    assert time.process_time() - started < 2  # else it is not linear
