"""A page has one address: what it does not ask for is left out, and the rest has one order."""

import pytest
from django.http import QueryDict
from django.test import Client

from publishing.pages import canonical_query

ASKED = ("on", "district*", "q", "page")


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("", ""),
        ("on=2021-04-15", "on=2021-04-15"),
        ("q=b&on=2021-04-15", "on=2021-04-15&q=b"),
        ("utm_source=x&fbclid=1&q=a", "q=a"),
        ("q=&page=&on=", ""),
        ("q=%20%20", ""),
        ("q=+a++b%09c+", "q=a+b+c"),
        ("q=a&q=b", "q=b"),
        ("district=b&district=a&district=b&district=", "district=a&district=b"),
        ("q=L%C3%A9o", "q=L%C3%A9o"),
        ("q=%4C", "q=L"),
        ("q", ""),
        ("&&q=a&", "q=a"),
        ("ON=2021-04-15", ""),
    ],
)
def test_canonical_query(given: str, canonical: str) -> None:
    assert canonical_query(QueryDict(given), ASKED) == canonical
    assert canonical_query(QueryDict(canonical), ASKED) == canonical


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("/en/?utm_source=x", "/en/"),
        ("/vi/denver/?fbclid=abc&on=2021-04-15", "/vi/denver/?on=2021-04-15"),
        ("/en/denver/timeline/?page=2", "/en/denver/timeline/"),
        (
            "/en/denver/schools/?status=with_sro&q=lake",
            "/en/denver/schools/?q=lake&status=with_sro",
        ),
        ("/en/compare/?district=duluth&district=denver", None),
        ("/en/compare/?district=denver&district=duluth", ""),
        ("/en/denver/events/calendar.ics?x=1", "/en/denver/events/calendar.ics"),
        ("/robots.txt?x=1", "/robots.txt"),
        ("/picture.png?on=2021-04-15", "/picture.png"),
        ("/sitemap.xml?p=2", "/sitemap.xml"),
        ("/?on=2021-04-15&x", "/?on=2021-04-15"),
    ],
)
def test_other_spellings_are_redirected(
    four_districts: None, asked: str, answered: str | None
) -> None:
    response = Client().get(asked)
    if answered == "":
        assert response.status_code == 200
        return
    expected = answered or "/en/compare/?district=denver&district=duluth"
    assert (response.status_code, response.headers["Location"]) == (302, expected)
    assert "Cache-Control" not in response.headers


def test_pages_of_staff_keep_what_they_are_asked(four_districts: None, db: None) -> None:
    assert Client().get("/admin/login/?next=/admin/&x=1").status_code == 200
