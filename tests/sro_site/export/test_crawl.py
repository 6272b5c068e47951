"""The whole site as files: complete, without a broken link, given by any server."""

import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import CommandError, call_command

from languages.registry import LANGUAGES
from sro_site.export.addresses import Site, links
from sro_site.export.crawl import Crawl, IncompleteError
from sro_site.export.folder import MARK, write
from tests import factories
from tests.pages.tree import parse

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SITE = Site("https://localhost")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: Any) -> None:
        pass


@pytest.fixture(autouse=True)
def _static_files_of_the_sources(settings: Any) -> None:
    settings.WHITENOISE_USE_FINDERS = True


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "made" / "export"


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """Of a server that gives the files of the folder."""
    handler = partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _all(files: dict[str, bytes], part: str) -> str:
    """The text of all files with a part in their name."""
    return "".join(content.decode() for name, content in files.items() if part in name)


def _status(address: str) -> int:
    try:
        with urlopen(address) as answer:  # noqa: S310 - our own server
            status: int = answer.status
            return status
    except HTTPError as error:
        error.close()
        return error.code


def crawl() -> Crawl:
    django: Any = WSGIHandler()
    return Crawl(django, SITE)


def test_every_page_is_there_and_every_link_leads_to_one(folder: Path, address: str) -> None:
    district = factories.make_district()
    factories.make_school(district)
    factories.make_meeting(district)
    factories.make_district("draft", state="draft", name="Not Public")
    assert write(folder, crawl().pages(), "made\n") == len(list(folder.rglob("*.*"))) - 1

    files = {f"/{file.relative_to(folder)}": file.read_bytes() for file in folder.rglob("*.*")}
    broken = set()
    for name, content in files.items():
        if name.endswith((".html", ".xml", ".css", "robots.txt")):
            for link in links(content.decode()):
                target = SITE.address(link, name.removesuffix("index.html"))
                path = (target or "/").partition("#")[0].partition("?")[0]
                if f"{path}index.html" not in files and path not in files:
                    broken.add((path, name))
    assert not broken
    assert not any(b"Not Public" in content for content in files.values())

    listed = re.findall(r"<loc>https://localhost(/[^<]+)</loc>", _all(files, "sitemap-"))
    assert {f"/{code}/denver/timeline/" for code in LANGUAGES} <= set(listed)
    for path in ("/", "/en/denver/events/calendar.ics", *listed):
        assert _status(f"{address}{path}") == 200
    assert _status(f"{address}/en/draft/") == 404
    page = parse(files["/my/denver/index.html"].decode())
    assert page.one("html").attrs["lang"] == "my"
    assert not page.all(class_="print-only")
    assert (
        "style-src"
        in page.one("meta", **{"http-equiv": "Content-Security-Policy"}).attrs["content"]
    )
    assert b"BEGIN:VCALENDAR" in files["/en/denver/events/calendar.ics"]


def test_earlier_export_stays_if_a_page_is_missing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, [("/en/", b"earlier")], "made\n")
    monkeypatch.setattr("sro_site.export.crawl.STARTS", ("/en/nowhere/",))
    with pytest.raises(IncompleteError, match="/en/nowhere/ is answered with status 404"):
        write(folder, crawl().pages(), "made\n")
    assert (folder / "en" / "index.html").read_bytes() == b"earlier"
    assert [each.name for each in folder.parent.iterdir()] == ["export"]
    write(folder, [("/", b"later")], "made\n")
    assert sorted(each.name for each in folder.iterdir()) == [MARK, "index.html"]


def test_folder_with_other_files_is_left_alone(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "thesis.odt").touch()
    with pytest.raises(CommandError, match="contains other files"):
        call_command("export_static", str(folder), site="https://localhost")
    assert (folder / "thesis.odt").exists()
    with pytest.raises(CommandError, match="is not an address"):
        call_command("export_static", str(folder / "new"), site="localhost")
