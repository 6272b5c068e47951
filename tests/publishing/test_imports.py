"""Errors of files that cannot be read, and what the token of a step depends on."""

from dataclasses import replace

import pytest

from publishing.imports import Effect, FileError, ImportStep, counts, text_of, token_of

LIMIT = 1024 * 1024
STEP = ImportStep(2, Effect.NEW, ("School North",))


def test_a_text_loses_its_byte_order_mark_and_nothing_else() -> None:
    assert text_of("\ufeffname\r\nPeña".encode(), LIMIT, "") == "name\r\nPeña"
    assert len(text_of(b"x" * LIMIT, LIMIT, "")) == LIMIT


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("name\nPeña".encode("latin-1"), "line 2: It is not in UTF-8"),
        ("name".encode("utf-16"), "line 1: It is not in UTF-8"),
        (b"a\nb\nc\0", "line 3: It contains a NUL character"),
        (b"x" * (LIMIT + 1), "line 1: The file is larger than 1 MB. Split it."),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(data: bytes, said: str) -> None:
    with pytest.raises(FileError, match=said):
        text_of(data, LIMIT, "Split it.")


@pytest.mark.parametrize(
    "other",
    [
        replace(STEP, line=3),
        replace(STEP, effect=Effect.CHANGED),
        replace(STEP, said=("School South",)),
    ],
)
def test_a_decision_is_about_one_step_as_it_was(other: ImportStep) -> None:
    assert replace(STEP).token == STEP.token != other.token
    assert token_of([STEP]) == token_of([replace(STEP)]) != token_of([other])
    assert token_of([STEP, other]) != token_of([other, STEP])


def test_every_effect_is_counted() -> None:
    found = counts([STEP, replace(STEP, effect=Effect.REFUSED), STEP])
    assert list(found) == list(Effect)
    assert (found[Effect.NEW], found[Effect.REFUSED], found[Effect.STALE]) == (2, 1, 0)
