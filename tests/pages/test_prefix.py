"""The site below a path of its host, such as https://schools.example.org/sro/, over WSGI."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.contrib.auth.models import User
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client, RequestFactory
from django.urls import resolve, set_script_prefix
from django.utils.translation import override

from languages.models import Unit
from languages.registry import LANGUAGES
from tests.factories import make_user
from tests.pages.site import paths
from tests.pages.tree import parse

PREFIX, SITE = "/sro", "http://testserver"
ELSEWHERE = ("sms:", "https://", "mailto:", "tel:", "#", "webcal:", "data:")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str


Ask = Callable[..., Answer]


@pytest.fixture
def ask(four_districts: None) -> Iterator[Ask]:
    """Asks for a path below the prefix as a server does; `user` is who is signed in."""
    application: Any = WSGIHandler()

    def asked(path: str, user: User | None = None, **environ: Any) -> Answer:
        told: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]]) -> None:
            told.update(status=int(status.split()[0]), headers=dict(headers))

        client = Client()
        if user:
            client.force_login(user)
        cookies = client.cookies.output(header="", sep=";").strip()
        request = RequestFactory().get(path, SCRIPT_NAME=PREFIX, HTTP_COOKIE=cookies, **environ)
        body = b"".join(application(request.environ, start))
        return Answer(told["status"], told["headers"], body.decode())

    # A server's own request would end the test's transaction.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield asked
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    set_script_prefix("/")


def links(page: str) -> set[str]:
    """Where the page leads on this host."""
    found: set[str] = set()
    for node in parse(page).walk():
        found |= {node.attrs[name] for name in ("href", "src", "action") if name in node.attrs}
    return {link.partition("#")[0] for link in found if link and not link.startswith(ELSEWHERE)}


def misled(page: str) -> list[str]:
    """The links that lead out of the site."""
    below = (f"{PREFIX}/", f"{SITE}{PREFIX}/", "?")
    return [link for link in links(page) if not f"{link}/".startswith(below)]


def test_every_link_of_every_page_stays_below_the_prefix(ask: Ask) -> None:
    followed: set[str] = set()
    for path in (*paths(), "nowhere/", "denver/?on=2021-02-30"):
        for query in ("", "?on=2021-04-15"):
            page = ask(f"/es/{path}{query if '?' not in path else ''}").text
            assert not misled(page), path
            followed |= links(page)
    for path in one_of_each_kind(followed):
        assert ask(path).status == 200, path


def one_of_each_kind(followed: set[str]) -> Iterator[str]:
    """One page of each view, language and set of parameters, without the prefix.

    Whether a link works does not depend on which record of a kind it leads to.
    """
    known = set()
    for link in sorted(followed):
        path, _, query = link.removeprefix(SITE).removeprefix(PREFIX).partition("?")
        if path.startswith(("/es/", "/vi/")) and "nowhere" not in path and "02-30" not in query:
            with override(path[1:3]):
                kind = (path[1:3], resolve(path).view_name, *sorted(parse_qs(query)))
            if kind not in known:
                known.add(kind)
                yield f"{path}?{query}"


def test_a_page_is_named_in_all_languages_below_the_prefix(ask: Ask) -> None:
    page = ask("/es/denver/timeline/?on=2021-04-15").text
    tree = parse(page)
    head = {node.attrs["rel"]: node.attrs["href"] for node in tree.all("link", rel="canonical")}
    assert head == {"canonical": f"{SITE}{PREFIX}/es/denver/timeline/"}
    others = tree.all("link", rel="alternate")
    expected = {code: f"{SITE}{PREFIX}/{code}/denver/timeline/" for code in LANGUAGES}
    expected["x-default"] = expected["en"]
    pages = [node.attrs for node in others if "hreflang" in node.attrs]
    assert {each["hreflang"]: each["href"] for each in pages} == expected
    assert all(node.attrs["href"].startswith(f"{PREFIX}/es/") for node in others[len(pages) :])
    assert f'href="{PREFIX}/vi/denver/timeline/?on=2021-04-15"' in page
    assert f'href="{PREFIX}/es/denver/timeline/"' in page  # back to today
    assert f'url("{PREFIX}/static/fonts/myanmar.woff2")' in page


def test_root_and_an_address_without_its_last_slash_lead_below_the_prefix(ask: Ask) -> None:
    assert ask("/", HTTP_ACCEPT_LANGUAGE="vi").headers["Location"] == f"{PREFIX}/vi/"
    assert ask("/es/denver").headers["Location"] == f"{PREFIX}/es/denver/"


def test_machines_are_led_below_the_prefix(ask: Ask, settings: Any) -> None:
    robots = ask("/robots.txt").text.splitlines()
    assert robots[1:3] == [f"Disallow: {PREFIX}/admin/", f"Disallow: {PREFIX}/desk/"]
    assert robots[3] == f"Sitemap: {SITE}{PREFIX}/sitemap.xml"
    for file in ("", "-pages", "-districts", "-meetings", "-schools"):
        named = re.findall(r'<loc>([^<]+)|href="([^"]+)', ask(f"/sitemap{file}.xml").text)
        assert named
        assert all("".join(each).startswith(f"{SITE}{PREFIX}/") for each in named)
    assert f"URL:{SITE}{PREFIX}/es/" in ask("/es/denver/events/calendar.ics").text.replace(
        "\r\n ", ""
    )
    settings.SECURE_SSL_REDIRECT = True
    assert ask("/healthz", HTTP_HOST="10.0.0.7").text == "ok\n"


def test_staff_stay_below_the_prefix(ask: Ask) -> None:
    staff = make_user(is_superuser=True)
    unit = Unit.objects.filter(language="es").first()
    assert unit
    for path in ("/admin/", "/desk/", "/desk/es/", f"/desk/es/{unit.pk}/", "/desk/es/import/"):
        page = ask(path, staff)
        assert page.status == 200
        assert not misled(page.text), path
    away = ask("/desk/es/").headers["Location"]
    assert away == f"{PREFIX}/admin/login/?next={PREFIX}/desk/es/"
