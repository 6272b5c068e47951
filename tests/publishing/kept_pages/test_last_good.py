"""What readers get while a page cannot be made, or not in time."""

from io import BytesIO
from threading import Event
from typing import Any

import pytest
import time_machine

from publishing.kept_pages.layer import KeptPages
from publishing.scopes import REACHABLE
from tests.publishing.kept_pages.site import MIDNIGHT, TODAY, Site, ask


def hang(site: Site) -> Event:
    """From now on pages wait for the event; what asks no database says that it is away."""
    go_on = Event()

    def waiting() -> None:
        if site.made[-1][REACHABLE]():
            go_on.wait(60)
        else:
            site.status, site.scope = "503 Service Unavailable", None

    site.meanwhile = waiting
    return go_on


def test_a_page_that_cannot_be_made_anew_is_given_from_its_last_good_copy(
    layer: KeptPages, site: Site
) -> None:
    ask(layer)
    layer.versions.move(d1=2)  # type: ignore[attr-defined]
    site.status, site.scope = "500 Internal Server Error", None
    assert ask(layer) == ("200 OK", "page 1", "site; hit; ttl=-1; detail=last-good-copy")
    assert ask(layer, "/en/other/")[0] == "500 Internal Server Error"
    site.status, site.scope = "200 OK", TODAY
    assert ask(layer)[1:] == ("page 4", "site; fwd=miss; stored")


def test_a_database_that_does_not_answer_delays_nobody(layer: KeptPages, site: Site) -> None:
    ask(layer)
    layer.versions.is_current = False  # type: ignore[misc]
    with time_machine.travel(MIDNIGHT + 1, tick=False):
        assert ask(layer)[1:] == ("page 1", "site; hit; ttl=-1; detail=last-good-copy")
    assert len(site.made) == 1


def test_a_page_that_takes_too_long_is_not_waited_for(
    layer: KeptPages, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(layer)
    for name in ("PATIENCE", "WITH_COPY"):
        monkeypatch.setattr(f"publishing.kept_pages.layer.{name}", 0.05)
    layer.versions.move(d1=2)  # type: ignore[attr-defined]
    go_on = hang(site)
    assert ask(layer)[1:] == ("page 1", "site; hit; ttl=-1; detail=last-good-copy")
    for path in "abcdef":  # more than there are threads to make pages
        assert ask(layer, path)[0] == "503 Service Unavailable"
    go_on.set()


def test_a_copy_is_given_before_it_is_known_that_the_database_hangs(
    layer: KeptPages, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has no copy is told so later; the page is made for both."""
    ask(layer)
    layer.versions.move(d1=2)  # type: ignore[attr-defined]
    monkeypatch.setattr("publishing.kept_pages.layer.WITH_COPY", 0.05)
    go_on = hang(site)
    assert ask(layer)[1:] == ("page 1", "site; hit; ttl=-1; detail=last-good-copy")
    site.status, site.scope = "200 OK", TODAY
    go_on.set()
    layer._makers._threads.shutdown()
    assert ask(layer)[1:] == ("page 2", "site; hit")


def test_who_sends_a_form_while_the_database_hangs_is_told(layer: KeptPages, site: Site) -> None:
    go_on = Event()

    def hang() -> None:
        if site.made[-1].get(REACHABLE, bool)():
            layer.versions.silent_for = float("inf")  # type: ignore[attr-defined]
            go_on.wait(60)
        else:
            site.status = "503 Service Unavailable"

    site.meanwhile = hang
    given: Any = {"CONTENT_LENGTH": "3", "wsgi.input": BytesIO(b"a=1")}
    assert ask(layer, method="POST", **given)[0] == "503 Service Unavailable"
    assert site.made[-1]["wsgi.input"].read() == b"a=1"
    go_on.set()


def test_a_last_good_copy_is_sent_whole_and_compared_with_nothing(
    layer: KeptPages, site: Site
) -> None:
    headers: list[Any] = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "QUERY_STRING": "", "wsgi.url_scheme": ""}
    layer(environ, lambda *said: headers.extend(said))
    etag = dict(headers[1])["ETag"]
    layer.versions.is_current = False  # type: ignore[misc]
    headers.clear()
    layer({**environ, "HTTP_IF_NONE_MATCH": etag}, lambda *said: headers.extend(said))
    assert headers[0] == "200 OK"
    assert "ETag" not in dict(headers[1])
    assert "last-good-copy" in dict(headers[1])["Cache-Status"]


def test_a_page_that_is_made_too_late_for_its_reader_is_kept_for_the_next_one(
    layer: KeptPages, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("publishing.kept_pages.layer.PATIENCE", 0.05)
    go_on = hang(site)
    assert ask(layer)[0] == "503 Service Unavailable"
    site.status, site.scope = "200 OK", TODAY
    go_on.set()
    layer._makers._threads.shutdown()
    assert ask(layer)[1:] == ("page 2", "site; hit")


def test_a_page_that_was_withdrawn_does_not_come_back_while_the_database_is_away(
    layer: KeptPages, site: Site
) -> None:
    ask(layer)
    layer.versions.move(d1=2)  # type: ignore[attr-defined]
    site.status, site.scope = "404 Not Found", None
    assert ask(layer)[0] == "404 Not Found"
    layer.versions.is_current = False  # type: ignore[misc]
    site.status = "503 Service Unavailable"
    assert ask(layer)[0] == "503 Service Unavailable"


def test_a_page_is_not_given_after_a_withdrawal_in_its_district_that_the_process_knows_of(
    layer: KeptPages, site: Site
) -> None:
    ask(layer)
    layer.versions.move(d1=2, hides=True)  # type: ignore[attr-defined]
    layer.versions.is_current = False  # type: ignore[misc]
    site.status, site.scope = "503 Service Unavailable", None
    assert ask(layer)[0] == "503 Service Unavailable"
    layer.versions.is_current = True  # type: ignore[misc]
    assert ask(layer)[0] == "503 Service Unavailable"  # nor while it cannot be made anew
