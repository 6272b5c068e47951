"""The token of a page with a form: whose it is, and how long it lasts."""

from datetime import UTC, datetime, timedelta

import pytest

from feedback.tokens import LIFE, new_token, read_token

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)


def test_a_token_is_that_of_one_page() -> None:
    one, other = new_token("ask", 1, NOW), new_token("ask", 1, NOW)
    token, second = read_token(one, "ask", 1), read_token(other, "ask", 1)
    assert token
    assert second
    assert token.id != second.id
    assert token.at == NOW
    assert token == read_token(one, "ask", 1)


def test_a_token_of_another_form_or_district_is_none() -> None:
    token = new_token("ask", 1, NOW)
    assert read_token(token, "ask", 2) is None
    assert read_token(token, "alerts", 1) is None


@pytest.mark.parametrize("text", ["", "x", "1.2", "1.2:3", "é:é", "\0", "1:" + "a" * 10_000])
def test_what_this_site_has_not_signed_is_no_token(text: str) -> None:
    assert read_token(text, "ask", 1) is None


def test_a_token_lasts_for_its_life() -> None:
    token = read_token(new_token("ask", 1, NOW), "ask", 1)
    assert token
    assert not token.is_over(NOW)
    assert not token.is_over(NOW + LIFE)
    assert token.is_over(NOW + LIFE + timedelta(seconds=1))
    assert token.is_over(NOW - timedelta(seconds=1))
