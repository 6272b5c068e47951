"""A page tells third parties nothing about its readers, and is the same for all of them."""

import re

import pytest
from django.conf import settings
from django.test import Client

from languages.registry import LANGUAGES
from sro_site.page_style import page_style
from tests.pages.conftest import Show
from tests.pages.site import addresses
from tests.pages.tree import Node

LOADS = {"src", "srcset", "data", "poster", "background", "action", "formaction"}
# The same in each language but for the words, so two of them tell.
TWO_LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


@TWO_LANGUAGES
def test_pages_set_no_cookie_and_vary_with_none(show: Show, language: str) -> None:
    for address in addresses(language):
        headers = show(address).headers
        assert "Set-Cookie" not in headers, address
        assert "cookie" not in headers.get("Vary", "").lower(), address
        assert "accept-language" not in headers.get("Vary", "").lower(), address


@TWO_LANGUAGES
def test_pages_have_a_strict_policy(show: Show, language: str) -> None:
    for address in addresses(language):
        headers = show(address).headers
        directives = headers["Content-Security-Policy"].split(";")
        expected = POLICY | {"style-src": f"'self' {page_style().source}"}
        assert dict(each.strip().split(" ", 1) for each in directives) == expected, address
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"


@TWO_LANGUAGES
def test_pages_have_one_style_and_load_nothing_from_elsewhere(show: Show, language: str) -> None:
    for address in addresses(language):
        page = show(address).tree
        sheets = [each.attrs["href"] for each in page.all("link", rel="stylesheet")]
        assert sheets in ([], ["/static/sheet.css"])
        assert len(page.all("style")) == 1
        for node in page.walk():
            assert node.tag not in ("iframe", "object", "embed", "base")
            # A data block does not run.
            assert node.tag != "script" or node.attrs == {"type": "application/ld+json"}
            assert not [name for name in node.attrs if name == "style" or name.startswith("on")]
            for target in loaded(node):
                assert re.match("/(?!/)", target), address


def loaded(node: Node) -> list[str]:
    """The addresses that a browser fetches, or sends a form to, on account of an element."""
    found = [value for name, value in node.attrs.items() if name in LOADS]
    if node.tag == "link" and node.attrs["rel"] not in ("canonical", "alternate"):
        found.append(node.attrs["href"])
    return found


@pytest.mark.parametrize("path", ["", "about/", "denver/", "denver/schools/", "nowhere/"])
def test_nothing_but_the_address_decides_what_a_page_says(show: Show, path: str) -> None:
    plain = show(f"/es/{path}")
    client = Client(
        headers={"Accept-Language": "vi, ar;q=0.9", "User-Agent": "Any", "Referer": "https://a.b"}
    )
    client.cookies.load({"django_language": "ru", settings.LANGUAGE_COOKIE_NAME: "fr", "a": "b"})
    again = client.get(f"/es/{path}")
    assert again.content.decode() == plain.html
    assert dict(again.headers) == plain.headers


def test_language_cookie_is_ignored_where_the_address_names_no_language(show: Show) -> None:
    client = Client()
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "fr"})
    assert client.get("/").headers["Location"] == "/en/"
    assert set(client.get("/nowhere/").headers["Content-Language"].split()) <= set(LANGUAGES)


def test_session_that_is_over_gets_what_families_get(show: Show) -> None:
    client = Client()
    client.cookies.load({settings.SESSION_COOKIE_NAME: "long-since-over"})
    assert client.get("/en/denver/").content.decode() == show("/en/denver/").html
