"""Pages for machines: sitemap, robots.txt, health check, and requests other than GET."""

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from districts.models import District
from feedback.public_forms import is_open_to_posts
from languages.registry import LANGUAGES
from sro_site.sitemap import DISTRICT, Section
from tests.factories import make_district, make_meeting, make_school
from tests.pages.conftest import Show
from tests.pages.site import UNLISTED, paths
from tests.pages.tree import parse

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
SITE = "http://testserver"


def read(client: Client, address: str, kind: str) -> list[ET.Element]:
    response = client.get(address)
    assert response.headers["Content-Type"] == "application/xml"
    root = ET.fromstring(response.content)  # noqa: S314 - it is our own
    assert root.tag == f"{SITEMAP}{kind}"
    return list(root)


def located(element: ET.Element) -> str:
    return str(element.findtext(f"{SITEMAP}loc"))


def files(client: Client) -> list[str]:
    """The addresses of the files that the index names."""
    return [located(each) for each in read(client, "/sitemap.xml", "sitemapindex")]


def urls(client: Client) -> list[ET.Element]:
    """The entries of all files together."""
    return [url for file in files(client) for url in read(client, file, "urlset")]


@pytest.mark.once
def test_sitemap_has_each_page_in_each_language_with_the_others(
    four_districts: None, client: Client
) -> None:
    entries = urls(client)
    found = {located(url): url for url in entries}
    listed = [path for path in paths() if not f"/{path}".endswith(UNLISTED)]
    assert set(found) == {f"{SITE}/{code}/{path}" for code in LANGUAGES for path in listed}
    assert len(entries) == len(found)
    for address, url in found.items():
        path = address.removeprefix(SITE).split("/", 2)[2]
        links = {link.attrib["hreflang"]: link.attrib["href"] for link in url.findall(LINK)}
        expected = {code: f"{SITE}/{code}/{path}" for code in LANGUAGES}
        assert links == {**expected, "x-default": f"{SITE}/en/{path}"}
        changed = url.findtext(f"{SITEMAP}lastmod")
        assert (changed is None) == (
            path in ("", "about/", "compare/", "data/", "how/", "privacy/")
        )


@pytest.mark.once
def test_sitemap_of_no_district_is_that_of_the_site(four_districts: None, client: Client) -> None:
    District.objects.all().delete()
    assert len(urls(client)) == 6 * len(LANGUAGES)


@pytest.mark.once
def test_sitemap_of_many_pages_is_in_several_files(
    four_districts: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {located(url) for url in urls(client)}
    most = len(DISTRICT)  # as many as a district has pages
    monkeypatch.setattr(Section, "limit", most)
    assert f"{SITE}/sitemap-districts.xml?p=2" in files(client)
    assert all(len(read(client, file, "urlset")) <= most * len(LANGUAGES) for file in files(client))
    split = [located(url) for url in urls(client)]
    assert (len(split), set(split)) == (len(whole), whole)


def test_sitemap_names_no_more_addresses_in_a_file_than_it_may() -> None:
    pages = Section.limit * len(LANGUAGES)
    assert pages + pages * (len(LANGUAGES) + 1) <= 50_000


def test_sitemap_asks_as_much_for_many_pages_as_for_few(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Section, "limit", 2)
    counts = []
    for number in (1, 5):
        district = make_district(f"district-{number}")
        for each in range(number):
            make_school(district, f"school-{each}")
            make_meeting(district, f"meeting-{each}")
        asked = []
        for file in ("/sitemap.xml", "/sitemap-schools.xml?p=1", "/sitemap-meetings.xml"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(file).status_code == 200
            asked.append(len(queries))
        counts.append(asked)
    assert counts[0] == counts[1]


@pytest.mark.parametrize("file", ["nowhere.xml", "schools.xml?p=9", "schools.xml?p=x", ".xml"])
def test_sitemap_has_no_other_files(four_districts: None, client: Client, file: str) -> None:
    assert client.get(f"/sitemap-{file}").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/en/", "/admin/login/"])
def test_icon_is_found_with_and_without_its_link(client: Client, page: str) -> None:
    assert 'rel="icon"' in client.get(page).content.decode()
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer.headers["Location"].endswith(".svg")) == (302, True)


def test_robots_may_read_all_but_admin_and_desk(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert lines[:3] == ["User-agent: *", "Disallow: /admin/", "Disallow: /desk/"]
    assert lines[3:] == ["Sitemap: http://testserver/sitemap.xml"]


@pytest.mark.parametrize("host", ["transition.example.org", "127.0.0.1:8000", "[::1]", "10.0.0.7"])
def test_healthz_answers_whatever_name_it_is_asked_by(
    db: None, client: Client, settings: Any, host: str
) -> None:
    settings.ALLOWED_HOSTS = ["transition.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/healthz", headers={"Host": host})
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/healthz/", "/en/", "/robots.txt", "/admin/login/", "/"])
def test_other_pages_answer_only_by_the_names_of_the_site(
    db: None, client: Client, settings: Any, path: str
) -> None:
    settings.ALLOWED_HOSTS = ["transition.example.org"]
    assert client.get(path, headers={"Host": "127.0.0.1:8000"}).status_code == 400


UNWELL = (503, b"The districts cannot be read from the database.\n")


def test_healthz_says_so_when_the_database_is_out_of_reach(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(monkeypatch)
    response = client.get("/healthz")
    assert (response.status_code, response.content) == UNWELL


def test_healthz_says_so_when_the_database_is_of_another_release(db: None, client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE districts_district RENAME COLUMN police TO elsewhere")
    response = client.get("/healthz")
    assert (response.status_code, response.content) == UNWELL


@pytest.mark.parametrize("language", ["en", "ar"])
def test_server_error_is_shown_when_the_database_is_out_of_reach(
    monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    fail(monkeypatch)
    client = Client(raise_request_exception=False)
    response = client.get(f"/{language}/denver/")
    assert response.status_code == 500
    assert parse(response.content.decode()).one("html").attrs["lang"] == language
    # Also with a session cookie, valid or not.
    client.cookies["sessionid"] = "a" * 32
    assert client.get(f"/{language}/denver/").content == response.content


def fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def cursor(*args: Any, **kwargs: Any) -> None:
        raise DatabaseError("no database")

    monkeypatch.setattr(connection, "cursor", cursor)


@pytest.mark.parametrize("host", ["evil.example", "a b", "[::1"])
def test_unknown_host_is_refused_on_a_page_of_the_site(db: None, host: str) -> None:
    client = Client(raise_request_exception=False)
    response = client.get("/es/denver/?on=2021-04-15", headers={"Host": host})
    page = parse(response.content.decode())
    assert response.status_code == 400
    assert page.one("html").attrs["lang"] == "es"
    assert host not in page.text


@pytest.mark.parametrize("code", ["xx", "EN", "es-MX", "e", "zz-Latn-001", "%00", "..", "%ff"])
def test_unknown_language_is_no_page(db: None, client: Client, code: str) -> None:
    response = client.get(f"/{code}/denver/", follow=True)
    assert response.status_code == 404
    assert response.headers["Content-Language"] == "en"


@pytest.mark.parametrize("path", ["", "/about", "/denver", "/denver/timeline"])
def test_address_without_its_last_slash_leads_to_the_page(
    four_districts: None, client: Client, path: str
) -> None:
    response = client.get(f"/so{path}?on=2021-04-15")
    assert response.status_code == 301
    assert response.headers["Location"] == f"/so{path}/?on=2021-04-15"
    assert client.get(response.headers["Location"]).status_code == 200


@pytest.mark.once
def test_head_gets_what_get_would_without_the_page(show: Show, client: Client) -> None:
    for path in (*paths(), "nowhere/"):
        response = client.head(f"/en/{path}")
        assert response.status_code == show(f"/en/{path}").status
        assert response.content == b""
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"


TAKEN_IN = ["POST", "PUT", "PATCH", "DELETE", "PROPFIND", "TRACE", "LOCK"]
FOR_MACHINES = (
    "/",
    "/healthz",
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap-pages.xml",
    "/en/denver/events/calendar.ics",
)


@pytest.mark.parametrize("method", TAKEN_IN)
def test_pages_take_nothing_in_but_forms(show: Show, method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    for path in (*(f"/ar/{path}" for path in paths()), *FOR_MACHINES):
        has_form = is_open_to_posts(resolve(path.replace("/ar/", "/en/", 1)).func)
        response = client.generic(method, path, b"a=b", "application/x-www-form-urlencoded")
        assert not response.cookies
        if has_form and method == "POST":
            assert response.status_code == 400, path  # it is not complete
            continue
        assert (response.status_code, response.content) == (405, b""), path
        assert response.headers["Allow"] == ("GET, HEAD, POST" if has_form else "GET, HEAD")


def test_pages_say_what_may_be_asked_of_them(four_districts: None, client: Client) -> None:
    for path in ("/en/denver/", "/en/denver/timeline/?on=2021-04-15", *FOR_MACHINES):
        response = client.options(path)
        assert (response.status_code, response.content) == (200, b""), path
        assert response.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", ["/admin/", "/desk/", "/admin/login/", "/desk/es/"])
def test_staff_pages_take_forms_in_and_nothing_else(db: None, client: Client, path: str) -> None:
    for method in ("PUT", "TRACE", "PROPFIND"):
        response = client.generic(method, path)
        assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, POST")
    assert client.post(path).status_code != 405


def test_deep_addresses_lead_nowhere(four_districts: None, client: Client) -> None:
    for path in ("denver/timeline/x/", "denver/schools/x/y/", "denver/events/x/", "denver//", "//"):
        assert client.get(f"/en/{path}").status_code == 404


def test_address_with_two_slashes_leads_to_no_other_host(client: Client, db: None) -> None:
    for path in ("//evil.example/", "//es/evil.example/", "///evil.example/"):
        response = client.get("/", {"on": "2021-04-15"}, PATH_INFO=path)
        assert response.status_code == 404
        found = parse(response.content.decode()).walk()
        links = [node.attrs.get(name, "") for node in found for name in ("href", "action")]
        assert not [link for link in links if re.match(r"(https?:)?//+(?!testserver/)", link)]
