"""The whole site below the layer that keeps its pages, on two servers."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
import time_machine
from django.conf import settings
from django.db import OperationalError

from districts.models import District
from languages.registry import LANGUAGES
from publishing.kept_pages.layer import KeptPages
from sro_site import kept_pages
from sro_site.kept_pages import digest
from tests import factories
from tests.wsgi import Reply, ask, start, started

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]

HIT, MADE, PASSED = "site; hit", "site; fwd=miss; stored", "site; fwd=miss"


@pytest.fixture
def district() -> District:
    district = factories.make_district()
    factories.make_milestone(district, title="Removal of officers")
    return district


@pytest.fixture
def server() -> Iterator[KeptPages]:
    yield from started()


def stored(reply: Reply) -> str:
    """What the store did, empty if it was not asked."""
    return "".join(reply.all("Cache-Status"))


def test_a_page_is_kept_without_a_query_to_the_database(
    server: KeptPages, district: District, django_assert_num_queries: Any
) -> None:
    first = ask(server, "/en/denver/timeline/")
    assert (first.status, stored(first)) == (200, MADE)
    assert b"Removal of officers" in first.body
    server.versions.watch = lambda: None  # type: ignore[method-assign]
    with django_assert_num_queries(0):
        again = ask(server, "/en/denver/timeline/")
    assert dict(again.headers) == dict(first.headers) | {"Cache-Status": HIT}
    assert again.body == first.body
    assert "s-maxage=1" in again.all("Cache-Control")[0]
    assert "default-src 'none'" in again.all("Content-Security-Policy")[0]


def test_an_edit_is_seen_on_two_servers(server: KeptPages, district: District) -> None:
    addresses = ("/en/denver/timeline/", "/vi/denver/", "/en/", "/en/about/", "/sitemap.xml")
    other = start()
    for address in addresses:
        assert stored(ask(server, address)) == MADE
        assert stored(ask(other, address)) == HIT  # in one process the memory is shared
    factories.make_milestone(district, title="Return of officers")
    for address in addresses:
        assert stored(ask(other, address)) == MADE, address
    assert b"Return of officers" in ask(server, "/en/denver/timeline/").body


def test_a_district_leaves_the_pages_of_others_alone(server: KeptPages, district: District) -> None:
    other = factories.make_district("aurora")
    for slug in ("denver", "aurora"):
        ask(server, f"/en/{slug}/")
    other.save()
    done = [stored(ask(server, f"/en/{slug}/")) for slug in ("denver", "aurora")]
    assert done == [HIT, MADE]


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
    assert [stored(ask(server, address)) for _ in "12"] == [PASSED, PASSED]


def test_the_way_to_a_language_is_kept_for_each_of_them(
    server: KeptPages, district: District
) -> None:
    for header, language, kept in (
        ("vi", "vi", MADE),
        ("vi-VN,en;q=0.5", "vi", HIT),
        ("", "en", MADE),
    ):
        reply = ask(server, "/", HTTP_ACCEPT_LANGUAGE=header)
        assert (reply.status, stored(reply)) == (302, kept)
        assert reply.all("Location") == [f"/{language}/denver/"]
        assert reply.all("Vary") == ["Accept-Language, Accept-Encoding"]
    # A host that serves the site below a prefix, asked for the prefix without a slash.
    prefixed = ask(server, "", HTTP_ACCEPT_LANGUAGE="vi", SCRIPT_NAME="/sro")
    assert prefixed.all("Location") == ["/sro/vi/denver/"]


def test_a_sheet_bears_the_day_on_which_it_was_made_whatever_day_it_shows(
    server: KeptPages, district: District
) -> None:
    for day in (15, 16):
        with time_machine.travel(datetime(2021, 4, day, 18, tzinfo=UTC), tick=False):
            sheet = ask(server, "/en/denver/handout/?on=2021-05-01")
        assert (sheet.status, stored(sheet)) == (200, MADE)
        assert f'datetime="2021-04-{day}"'.encode() in sheet.body


def test_staff_pages_and_readers_who_are_signed_in_pass_by(
    server: KeptPages, district: District, client: Any
) -> None:
    district.state = "draft"
    district.save()
    client.force_login(factories.make_user(is_superuser=True))
    cookie = (
        f"a=b; {settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    )
    own = ask(server, "/en/denver/", HTTP_COOKIE=cookie)
    assert (own.status, stored(own)) == (200, "")
    assert own.all("Cache-Control") == ["private, no-store"]
    assert ask(server, "/en/denver/").status == 404
    assert ask(server, "/en/denver/", HTTP_COOKIE=cookie.replace("; ", ";")).status == 200
    other = ask(server, "/en/denver/", HTTP_COOKIE=cookie.replace("; ", "; other_"))
    assert stored(other) == PASSED
    for address in ("/admin/login/", "/desk/", "/healthz", "/static/site.css"):
        assert stored(ask(server, address)) == "", address


def test_a_page_has_no_second_host(server: KeptPages, district: District, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["transition.example.org"]
    answers = {}
    for host in ("", ":80", ":1234", ":443", ".", ".:80"):
        reply = ask(server, "/en/denver/", HTTP_HOST=f"transition.example.org{host}")
        answers[host] = (reply.status, stored(reply))
    assert answers.pop("") == (200, MADE)
    assert answers.pop(":80") == (200, HIT)  # the same page
    assert answers == dict.fromkeys((":1234", ":443", ".", ".:80"), (400, PASSED))


def test_who_is_signed_in_is_not_looked_up_for_a_file(
    server: KeptPages, django_assert_num_queries: Any
) -> None:
    cookie = f"{settings.SESSION_COOKIE_NAME}=somebody"
    server.versions.read()
    server.versions.watch = lambda: None  # type: ignore[method-assign]
    with django_assert_num_queries(0):
        assert ask(server, "/static/nothing.css", HTTP_COOKIE=cookie).status == 404


@pytest.mark.parametrize(("proxies", "status"), [(0, 200), (1, 400)])
def test_the_servers_own_port_is_none_of_the_site_behind_a_proxy(
    server: KeptPages, district: District, settings: Any, proxies: int, status: int
) -> None:
    settings.ALLOWED_HOSTS, settings.PROXIES = ["transition.example.org"], proxies
    forged: dict[str, Any] = {"HTTP_HOST": "transition.example.org:8000", "SERVER_PORT": "8000"}
    assert ask(server, "/en/denver/", **forged).status == status


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


def test_what_is_scheduled_is_public_at_its_minute_on_two_servers(
    server: KeptPages, district: District
) -> None:
    minute = datetime(2026, 12, 1, 15, 7, tzinfo=UTC)
    other = start()
    other._release = "of another server"  # so that it keeps its own pages in the shared memory
    pages = ("/en/denver/timeline/", "/en/")  # of the district, and of the whole site
    with time_machine.travel(minute - timedelta(minutes=5), tick=False) as clock:
        factories.make_district("duluth")
        factories.make_milestone(district, title="Canary", publish_at=minute)
        factories.make_district("canary", publish_at=minute)
        for each, page in itertools.product((server, other), (*pages, "/en/duluth/")):
            assert stored(ask(each, page)) == MADE
        for moment, how, seen in (
            (minute - timedelta(seconds=1), HIT, False),
            (minute, MADE, True),
            (minute + timedelta(seconds=1), HIT, True),
        ):
            clock.move_to(moment)
            for each, page in itertools.product((server, other), pages):
                answer = ask(each, page)
                assert (stored(answer), b"Canary" in answer.body) == (how, seen), (moment, page)
                assert stored(ask(each, "/en/duluth/")) == HIT


def test_pages_in_all_languages_are_made_before_processes_are_forked(
    server: KeptPages, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(kept_pages, "ask", lambda _application, _site, path: asked.append(path))
    server.warm_up()
    assert {f"/{code}/denver/" for code in LANGUAGES} < set(asked)
    assert {ask(server, path).status for path in asked} == {200}
    asked.clear()
    with monkeypatch.context() as changed:
        changed.setattr(kept_pages, "public_districts", Mock(side_effect=OperationalError("away")))
        server.warm_up()
    assert not asked
