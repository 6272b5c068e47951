"""The headers of security, on every kind of answer that the site gives."""

import json
import runpy
from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.handlers.wsgi import WSGIHandler

from publishing.kept_pages.layer import KeptPages
from publishing.scopes import REACHABLE
from sro_site import headers, settings, views
from tests import factories
from tests.client import StaffClient
from tests.wsgi import Reply, ask, started

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]
HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "Permissions-Policy": "camera=()",
    "Cross-Origin-Resource-Policy": "",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
STYLE = "/static/site.css"
# Address, method, headers, and the status that is expected.
ANSWERS: list[tuple[str, str, dict[str, Any], int]] = [
    ("/", "GET", {}, 302),
    ("/en/", "GET", {}, 200),
    ("/my/denver/", "HEAD", {}, 200),
    ("/en/denver", "GET", {}, 301),
    ("/en/denver/?utm_source=x", "GET", {}, 302),
    ("/en/denver/?on=nonsense", "GET", {}, 400),
    ("/en/denver/?a=%00", "GET", {}, 400),
    ("/en/denver/", "GET", {"HTTP_HOST": "evil.example.org"}, 400),
    ("/en/denver/", "GET", {"HTTP_HOST": "localhost/"}, 400),
    ("/en/denver/", "POST", {}, 405),
    ("/en/denver/", "OPTIONS", {}, 200),
    ("/en/denver/", "POST", {"CONTENT_LENGTH": "99999999"}, 413),
    ("/en/nowhere/", "GET", {}, 404),
    (f"/en/{'a' * 8000}/", "GET", {}, 404),
    ("/en/%0a", "GET", {}, 404),
    ("/en/denver/events/calendar.ics", "GET", {}, 200),
    ("/picture.png", "GET", {}, 200),
    ("/sitemap.xml", "GET", {}, 200),
    ("/robots.txt", "GET", {}, 200),
    ("/healthz", "GET", {}, 200),
    ("/admin", "GET", {}, 301),
    ("/admin/", "GET", {}, 302),
    ("/admin/login/", "GET", {}, 200),
    ("/admin/login/", "POST", {}, 403),
    ("/desk/es/", "GET", {}, 302),
    (STYLE, "GET", {}, 200),
    (STYLE, "HEAD", {}, 200),
    (STYLE, "POST", {}, 405),
    (STYLE, "GET", {"HTTP_RANGE": "bytes=0-9"}, 206),
    (STYLE, "GET", {"HTTP_RANGE": "bytes=99999999-"}, 416),
    ("/static/nothing.css", "GET", {}, 404),
]


@pytest.fixture
def server(settings: Any) -> Iterator[KeptPages]:
    settings.WHITENOISE_USE_FINDERS = True  # the files need not be collected
    factories.make_district()
    yield from started()


def missing(reply: Reply) -> list[str]:
    """The headers that are not there once, or do not say what they have to."""
    return [
        name
        for name, said in HEADERS.items()
        if len(found := reply.all(name)) != 1 or said not in found[0]
    ]


def test_each_kind_of_answer_bears_each_header_once(server: KeptPages) -> None:
    for application in (server, server.application):
        for address, method, given, status in ANSWERS:
            reply = ask(application, address, method, **given)
            assert (reply.status, missing(reply)) == (status, []), (address, method, given)


def test_what_has_not_changed_bears_them_too(server: KeptPages) -> None:
    for address, header in (("/en/denver/", "ETag"), (STYLE, "Last-Modified")):
        condition = {"ETag": "HTTP_IF_NONE_MATCH", "Last-Modified": "HTTP_IF_MODIFIED_SINCE"}
        known: dict[str, Any] = {condition[header]: ask(server, address).all(header)[0]}
        reply = ask(server, address, **known)
        assert (reply.status, missing(reply)) == (304, []), address


def test_a_failure_of_the_site_bears_them_too(
    server: KeptPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(*args: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(views, "load_timeline", load)
    reply = ask(server, "/en/denver/")
    assert (reply.status, missing(reply)) == (500, [])
    unreachable: dict[str, Any] = {REACHABLE: lambda: False}
    reply = ask(server.application, "/en/denver/", **unreachable)
    assert (reply.status, missing(reply)) == (503, [])


def test_https_is_demanded_on_every_answer_over_https(server: KeptPages, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31536000
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    site: Any = WSGIHandler()  # takes the settings when it is made
    over: dict[str, Any] = {"HTTP_X_FORWARDED_PROTO": "https"}
    for address, method, given, _ in ANSWERS:
        reply = ask(site, address, method, **given, **over)
        assert reply.all("Strict-Transport-Security"), (address, method, given)
    reply = ask(site, "/en/")
    assert (reply.status, missing(reply)) == (301, [])
    assert reply.all("Location") == ["https://localhost/en/"]


def test_a_picture_may_stand_on_other_sites(server: KeptPages) -> None:
    for address, said in (
        ("/picture.png", "cross-origin"),
        ("/pictures/denver.png", "cross-origin"),
    ):
        assert ask(server, address).all("Cross-Origin-Resource-Policy") == [said]
    assert ask(server, "/en/").all("Cross-Origin-Resource-Policy") == ["same-origin"]
    assert not ask(server, STYLE).all("Access-Control-Allow-Origin")


def test_any_website_may_read_what_programs_ask_for(server: KeptPages) -> None:
    address = "/api/v1/districts/denver/"
    (tag,) = ask(server, address).all("ETag")
    known: dict[str, Any] = {"HTTP_IF_NONE_MATCH": tag}
    asked: list[tuple[str, dict[str, Any], int]] = [
        (address, {}, 200),
        (address, known, 304),
        (address, {"REQUEST_METHOD": "OPTIONS"}, 200),
        (address, {"REQUEST_METHOD": "POST"}, 405),
        (f"{address}?on=x", {}, 400),
        (f"{address}?x=1", {}, 302),
        ("/api/v1/nothing/", {}, 404),
        ("/api/v1", {}, 404),
    ]
    for path, given, status in asked:
        reply = ask(server, path, **given)
        assert (reply.status, missing(reply)) == (status, []), (path, given)
        assert reply.all("Access-Control-Allow-Origin") == ["*"]
        assert reply.all("Cross-Origin-Resource-Policy") == ["cross-origin"]
    asked_before = ask(server, address, REQUEST_METHOD="OPTIONS")
    assert asked_before.all("Access-Control-Allow-Headers") == ["If-None-Match"]
    assert asked_before.body == b""
    for method in ("POST", "PUT", "DELETE", "PATCH", "PROPFIND"):
        refused = ask(server, address, REQUEST_METHOD=method)
        assert refused.all("Content-Type") == ["application/problem+json"]
        assert (json.loads(refused.body)["status"], refused.all("Allow")) == (405, ["GET, HEAD"])
    assert ask(server, "/en/", REQUEST_METHOD="OPTIONS").body == b""
    assert ask(server, address).all("Cache-Status")[0].startswith("site; hit")
    unreachable: dict[str, Any] = {REACHABLE: lambda: False}
    reply = ask(server.application, address, **unreachable)
    assert (reply.status, reply.all("Content-Type")) == (503, ["application/problem+json"])


@pytest.mark.parametrize(("https", "prefix"), [("1", "__Host-"), ("0", "")])
def test_names_of_cookies_bind_them_to_the_host_over_https(
    monkeypatch: pytest.MonkeyPatch, https: str, prefix: str
) -> None:
    monkeypatch.setenv("HTTPS", https)
    made = runpy.run_path(settings.__file__)
    kinds = {"SESSION": "sessionid", "CSRF": "csrftoken", "MESSAGES": "messages"}
    assert {kind: made[f"{kind}_COOKIE_NAME"] for kind in kinds} == {
        kind: prefix + name for kind, name in kinds.items()
    }


def test_cookies_of_staff_fulfill_what_their_names_promise(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SESSION_COOKIE_NAME = "__Host-sessionid"
    settings.CSRF_COOKIE_NAME = "__Host-csrftoken"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    kept: type[CookieStorage] = headers.MessagesStorage.storage_classes[0]
    monkeypatch.setattr(kept, "cookie_name", "__Host-messages")
    user = factories.make_user(is_superuser=True)
    client = StaffClient()
    sent = {"username": user.username, "password": factories.PASSWORD}
    client.post("/admin/login/", sent)
    client.user = user
    district = factories.make_district()
    client.post(
        "/admin/districts/district/", {"action": "publish", "_selected_action": district.pk}
    )
    cookies: SimpleCookie = client.cookies
    assert set(cookies) == {"__Host-sessionid", "__Host-csrftoken", "__Host-messages"}
    for cookie in cookies.values():
        assert (cookie["path"], cookie["domain"], cookie["secure"]) == ("/", "", True)
        assert cookie["samesite"]
