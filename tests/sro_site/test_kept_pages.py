"""The whole site below the layer that keeps its pages, on two servers."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
import time_machine
from django.conf import settings
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler

from districts.models import District
from publishing.kept_pages.layer import KeptPages
from sro_site.kept_pages import digest, keeping
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]

HIT, MADE, PASSED = "site; hit", "site; fwd=miss; stored", "site; fwd=miss"


@pytest.fixture
def district() -> District:
    district = factories.make_district()
    factories.make_milestone(district, title="Removal of officers")
    return district


@pytest.fixture
def server() -> Iterator[KeptPages]:
    _clear()
    yield start()
    _clear()


def _clear() -> None:
    for cache in caches.all(initialized_only=True):
        cache.clear()


def start() -> KeptPages:
    """A server that reads the versions when it is asked, in place of a thread."""
    django: Any = WSGIHandler()
    made = keeping(django)
    made.versions.watch = made.versions.read  # type: ignore[method-assign]
    return made


def ask(server: KeptPages, address: str, method: str = "GET", **given: str) -> tuple[Any, ...]:
    """The status, what the store did, all headers, and the body."""
    said: list[Any] = []
    path, _, query = address.partition("?")
    environ: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "localhost"}
    environ |= {"REQUEST_METHOD": method, **given}
    setup_testing_defaults(environ)
    result = server(environ, lambda *each: said.extend(each))
    body = b"".join(result)
    getattr(result, "close", bool)()
    headers = dict(said[1])
    return said[0][:3], headers.get("Cache-Status"), headers, body


def test_a_page_is_kept_without_a_query_to_the_database(
    server: KeptPages, district: District, django_assert_num_queries: Any
) -> None:
    first = ask(server, "/en/denver/timeline/")
    assert first[:2] == ("200", MADE)
    assert b"Removal of officers" in first[3]
    server.versions.watch = lambda: None  # type: ignore[method-assign]
    with django_assert_num_queries(0):
        again = ask(server, "/en/denver/timeline/")
    assert again[1:] == (HIT, first[2] | {"Cache-Status": HIT}, first[3])
    assert "s-maxage=1" in again[2]["Cache-Control"]
    assert "default-src 'none'" in again[2]["Content-Security-Policy"]


def test_an_edit_is_seen_on_two_servers(server: KeptPages, district: District) -> None:
    addresses = ("/en/denver/timeline/", "/vi/denver/", "/en/", "/en/about/", "/sitemap.xml")
    other = start()
    for address in addresses:
        assert ask(server, address)[1] == MADE
        assert ask(other, address)[1] == HIT  # in one process the memory is shared
    factories.make_milestone(district, title="Return of officers")
    for address in addresses:
        assert ask(other, address)[1] == MADE, address
    assert b"Return of officers" in ask(server, "/en/denver/timeline/")[3]


def test_a_district_leaves_the_pages_of_others_alone(server: KeptPages, district: District) -> None:
    other = factories.make_district("aurora")
    for slug in ("denver", "aurora"):
        ask(server, f"/en/{slug}/")
    other.save()
    assert [ask(server, f"/en/{slug}/")[1] for slug in ("denver", "aurora")] == [HIT, MADE]


@pytest.mark.parametrize(
    "address",
    [
        "/en/denver/?x=1",
        "/en/nowhere/",
        "/en/denver/?on=nonsense",
        "/en/denver",
        "/en/denver/schools/?status=0",
    ],
)
def test_redirects_and_errors_are_not_kept(
    server: KeptPages, district: District, address: str
) -> None:
    assert [ask(server, address)[1] for _ in "12"] == [PASSED, PASSED]


def test_the_way_to_a_language_is_kept_for_each_of_them(
    server: KeptPages, district: District
) -> None:
    for header, language, kept in (
        ("vi", "vi", MADE),
        ("vi-VN,en;q=0.5", "vi", HIT),
        ("", "en", MADE),
    ):
        status, how, headers, _ = ask(server, "/", HTTP_ACCEPT_LANGUAGE=header)
        assert (status, how, headers["Location"]) == ("302", kept, f"/{language}/denver/")
        assert headers["Vary"] == "Accept-Language, Accept-Encoding"
    # A host that serves the site below a prefix, asked for the prefix without a slash.
    prefixed = ask(server, "", HTTP_ACCEPT_LANGUAGE="vi", SCRIPT_NAME="/sro")
    assert prefixed[2]["Location"] == "/sro/vi/denver/"


def test_a_sheet_bears_the_day_on_which_it_was_made_whatever_day_it_shows(
    server: KeptPages, district: District
) -> None:
    for day in (15, 16):
        with time_machine.travel(datetime(2021, 4, day, 18, tzinfo=UTC), tick=False):
            status, how, _, body = ask(server, "/en/denver/handout/?on=2021-05-01")
        assert (status, how) == ("200", MADE)
        assert f'datetime="2021-04-{day}"'.encode() in body


def test_staff_pages_and_readers_who_are_signed_in_pass_by(
    server: KeptPages, district: District, client: Any
) -> None:
    district.state = "draft"
    district.save()
    client.force_login(factories.make_user(is_superuser=True))
    cookie = (
        f"a=b; {settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    )
    status, how, headers, _ = ask(server, "/en/denver/", HTTP_COOKIE=cookie)
    assert (status, how, headers["Cache-Control"]) == ("200", None, "private, no-store")
    assert ask(server, "/en/denver/")[0] == "404"
    assert ask(server, "/en/denver/", HTTP_COOKIE=cookie.replace("; ", ";"))[0] == "200"
    assert ask(server, "/en/denver/", HTTP_COOKIE=cookie.replace("; ", "; other_"))[1] == PASSED
    for address in ("/admin/login/", "/desk/", "/healthz", "/static/site.css"):
        assert ask(server, address)[1] is None, address


def test_a_port_at_which_the_site_is_not_makes_no_pages(
    server: KeptPages, district: District, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["transition.example.org"]
    statuses = {
        host: ask(server, "/en/denver/", HTTP_HOST=f"transition.example.org{host}")[0]
        for host in ("", ":80", ":1234", ":443")
    }
    assert statuses == {"": "200", ":80": "200", ":1234": "400", ":443": "400"}


@pytest.mark.parametrize(("proxies", "status"), [(0, "200"), (1, "400")])
def test_the_servers_own_port_is_none_of_the_site_behind_a_proxy(
    server: KeptPages, district: District, settings: Any, proxies: int, status: str
) -> None:
    settings.ALLOWED_HOSTS, settings.PROXIES = ["transition.example.org"], proxies
    forged = {"HTTP_HOST": "transition.example.org:8000", "SERVER_PORT": "8000"}
    assert ask(server, "/en/denver/", **forged)[0] == status


def test_the_release_is_named_by_all_that_a_page_is_made_of(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    names: list[str] = []
    for text in ("one", "two", "one"):
        (tmp_path / "templates" / "page.html").write_text(text)
        for other in ("notes.md", "var/made.py", ".venv/package.py"):
            (tmp_path / other).parent.mkdir(exist_ok=True)
            (tmp_path / other).write_text(str(len(names)))
        names.append(digest(tmp_path))
    assert names[0] == names[2] != names[1]
