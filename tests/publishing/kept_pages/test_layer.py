"""What is kept, for whom and how long, and that one page is made once for all who ask."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
import time_machine
from django.core.cache import caches

from publishing.kept_pages.layer import KeptPages
from publishing.scopes import Scope
from tests.publishing.kept_pages.site import MIDNIGHT, Site, ask, serve


def test_a_page_is_made_once_and_given_to_everybody(layer: KeptPages, site: Site) -> None:
    assert ask(layer) == ("200 OK", "page 1", "site; fwd=miss; stored")
    assert ask(layer) == ("200 OK", "page 1", "site; hit")
    assert ask(layer, method="HEAD") == ("200 OK", "", "site; hit")
    assert len(site.made) == site.closed == 1


def test_no_header_cookie_or_method_reaches_the_page(layer: KeptPages, site: Site) -> None:
    spoiling = {
        "HTTP_COOKIE": "csrftoken=1; theme=dark",
        "HTTP_ACCEPT_LANGUAGE": "vi",
        "HTTP_X_FORWARDED_HOST": "evil.example",
        "HTTP_RANGE": "bytes=0-1",
        "HTTP_IF_NONE_MATCH": '"x"',
        "CONTENT_LENGTH": "5",
    }
    ask(layer, method="HEAD", **spoiling)
    asked = site.made[0]
    assert {name for name in asked if name.startswith("HTTP_")} == {"HTTP_HOST"}
    assert (asked["REQUEST_METHOD"], asked["CONTENT_LENGTH"]) == ("GET", "0")
    assert asked["wsgi.input"].read() == b""
    assert ask(layer)[2] == "site; hit"


def test_each_address_is_kept_by_itself(layer: KeptPages, site: Site) -> None:
    variants = [
        {"path": "/en/b/"},
        {"QUERY_STRING": "on=2021-04-15"},
        {"HTTP_HOST": "other.example.org"},
        {"wsgi.url_scheme": "https"},
        {"SCRIPT_NAME": "/sro"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
    ]
    ask(layer)
    for each in variants:
        assert ask(layer, **each)[2] == "site; fwd=miss; stored"
    # These are the same address as the first one.
    for each in ({"HTTP_HOST": "EXAMPLE.org"}, {"HTTP_X_FORWARDED_PROTO": "gopher"}):
        assert ask(layer, **each)[1:] == ("page 1", "site; hit")
    # Two proxies have written this: the first one was asked by HTTPS.
    assert ask(layer, HTTP_X_FORWARDED_PROTO="https, http")[1:] == ("page 7", "site; hit")


def test_a_page_that_another_release_has_made_is_not_given(layer: KeptPages, site: Site) -> None:
    assert [ask(serve(site, release))[1] for release in "aba"] == ["page 1", "page 2", "page 1"]


def test_the_language_asked_for_is_part_of_the_address_where_it_decides(
    layer: KeptPages, site: Site
) -> None:
    ask(layer, "/", HTTP_ACCEPT_LANGUAGE="es-MX,es;q=0.9")
    assert site.made[0]["HTTP_ACCEPT_LANGUAGE"] == "es"
    assert ask(layer, "/", HTTP_ACCEPT_LANGUAGE="es")[2] == "site; hit"


def test_endless_addresses_do_not_take_the_place_of_others(layer: KeptPages) -> None:
    ask(layer)
    caches["asked"].clear()
    ask(layer, QUERY_STRING="q=a")
    assert [ask(layer, QUERY_STRING=query)[2] for query in ("", "q=a")] == ["site; hit"] * 2
    caches["asked"].clear()
    assert ask(layer)[2] == "site; hit"
    assert ask(layer, QUERY_STRING="q=a")[2] == "site; fwd=miss; stored"


@pytest.mark.parametrize("given", [{"method": "POST"}, {"HTTP_COOKIE": "a=b; sessionid=x"}])
def test_a_form_and_a_reader_who_is_signed_in_pass_by(
    layer: KeptPages, site: Site, given: dict[str, str]
) -> None:
    for number in (1, 2):
        assert ask(layer, **given) == ("200 OK", f"page {number}", "")
    assert site.made[0].get("HTTP_COOKIE") == given.get("HTTP_COOKIE")
    assert ask(layer)[1] == "page 3"


def test_a_change_of_the_district_makes_its_pages_anew_and_no_others(
    layer: KeptPages, site: Site
) -> None:
    ask(layer)
    layer.versions.move(d1=1, d2=2)  # type: ignore[attr-defined]
    assert ask(layer)[2] == "site; hit"
    layer.versions.move(d1=2, d2=2)  # type: ignore[attr-defined]
    assert ask(layer)[1] == "page 2"
    site.scope = Scope(None, MIDNIGHT)
    ask(layer, "/en/")
    layer.versions.move(d1=2, d2=3)  # type: ignore[attr-defined]
    assert ask(layer, "/en/")[1] == "page 4"


def test_a_page_bears_the_version_from_before_it_was_made(layer: KeptPages, site: Site) -> None:
    site.meanwhile = lambda: layer.versions.move(d1=2)  # type: ignore[attr-defined]
    ask(layer)
    assert ask(layer)[1] == "page 2"


def test_a_page_holds_until_its_day_ends(layer: KeptPages) -> None:
    ask(layer)
    with time_machine.travel(MIDNIGHT - 1, tick=False):
        assert ask(layer)[2] == "site; hit"
    with time_machine.travel(MIDNIGHT, tick=False):
        assert ask(layer)[1] == "page 2"


@pytest.mark.parametrize("change", [{"scope": None}, {"status": "404 Not Found", "scope": None}])
def test_what_depends_on_more_than_its_address_is_not_kept(
    layer: KeptPages, site: Site, change: dict[str, Any]
) -> None:
    vars(site).update(change)
    assert [ask(layer)[1:] for _ in "12"] == [
        ("page 1", "site; fwd=miss"),
        ("page 2", "site; fwd=miss"),
    ]


def test_without_a_reading_of_the_versions_nothing_is_kept(layer: KeptPages) -> None:
    layer.versions.reading = None  # type: ignore[misc]
    assert [ask(layer)[1] for _ in "12"] == ["page 1", "page 2"]


def test_many_who_ask_at_once_get_what_one_of_them_makes(layer: KeptPages, site: Site) -> None:
    started, go_on = Event(), Event()

    def slow() -> None:
        started.set()
        assert go_on.wait(60)

    site.meanwhile = slow
    with ThreadPoolExecutor(20) as threads:
        first = threads.submit(ask, layer)
        assert started.wait(60)
        others = [threads.submit(ask, layer) for _ in range(19)]
        go_on.set()
        assert {each.result()[1] for each in (first, *others)} == {"page 1"}
    assert len(site.made) == 1


def test_a_page_that_was_made_since_a_request_looked_for_it_is_not_made_again(
    layer: KeptPages, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(layer)
    get, looks = layer._store.get, iter([None])
    monkeypatch.setattr(layer._store, "get", lambda key: next(looks, get(key)))
    assert ask(layer)[1:] == ("page 1", "site; hit")
    assert len(site.made) == 1


def test_while_a_page_is_made_anew_the_others_get_the_old_one(layer: KeptPages, site: Site) -> None:
    ask(layer)
    layer.versions.move(d1=2)  # type: ignore[attr-defined]
    seen: list[Any] = []

    def meanwhile() -> None:
        if len(site.made) == 2:
            with ThreadPoolExecutor(1) as thread:
                seen.append(thread.submit(ask, layer).result())

    site.meanwhile = meanwhile
    assert ask(layer)[1] == "page 2"
    assert seen == [("200 OK", "page 1", "site; hit")]


@pytest.mark.parametrize("header", [("Set-Cookie", "csrftoken=1"), ("Cache-Control", "no-store")])
def test_an_answer_for_one_reader_is_given_to_no_other(
    layer: KeptPages, site: Site, header: tuple[str, str]
) -> None:
    site.headers = [header]
    others: list[Any] = []

    def meanwhile() -> None:
        if len(site.made) == 1:
            thread = ThreadPoolExecutor(1)
            others.append(thread.submit(ask, layer))

    site.meanwhile = meanwhile
    assert ask(layer)[1].startswith("page ")
    assert others[0].result()[1].startswith("page ")
    assert ask(layer)[1:] == ("page 3", "site; fwd=miss")
