"""Pages that several servers share, in a real Redis, which may go away at any time."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
import redis
from django.core.cache import caches

from publishing.kept_pages.store import ASKED_LASTS
from publishing.scopes import Scope
from tests import tools
from tests.publishing.kept_pages.site import FOREVER, Site, ask, serve


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, str]]:
    """A process of Redis, and its address: a socket in a folder of its own."""
    program = tools.require(tools.REDIS)
    socket = tmp_path_factory.mktemp("redis") / "socket"
    options = [
        "--port",
        "0",
        "--unixsocket",
        str(socket),
        "--save",
        "",
        "--dir",
        str(socket.parent),
    ]
    process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
    while process.poll() is None and not socket.exists():
        time.sleep(0.02)
    yield process, f"unix://{socket}"
    process.kill()
    process.wait()


@pytest.fixture
def patience() -> float:
    """Seconds after which Redis is taken for hanging; longer than a slow machine takes."""
    return 30


@pytest.fixture
def url(server: tuple[Any, str], settings: Any, patience: float) -> Iterator[str]:
    shared = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": server[1],
        "OPTIONS": {"socket_timeout": patience, "socket_connect_timeout": patience},
    }
    settings.CACHES = {**settings.CACHES, "shared": shared}
    redis.Redis.from_url(server[1]).flushall()
    yield server[1]
    forget()


@pytest.fixture
def site() -> Site:
    forget()
    return Site(scope=Scope(1, FOREVER))


def forget() -> None:
    """What another server has in its own memory: nothing."""
    for name in ("default", "asked"):
        caches[name].clear()


def test_servers_share_what_one_of_them_has_made(url: str, site: Site) -> None:
    first, other = serve(site), serve(site)
    assert ask(first)[1:] == ("page 1", "site; fwd=miss; stored")
    forget()
    assert ask(other)[1:] == ("page 1", "site; hit")
    # From now on the other one has it in its own memory.
    redis.Redis.from_url(url).flushall()
    assert ask(other)[1:] == ("page 1", "site; hit")
    forget()
    other.versions.move(d1=2)  # type: ignore[attr-defined]
    assert ask(other)[1] == "page 2"
    assert len(site.made) == 2


def test_pages_of_addresses_with_a_query_are_shared_for_a_short_time(url: str, site: Site) -> None:
    ask(serve(site))
    ask(serve(site), QUERY_STRING="on=2021-01-01")
    shared = redis.Redis.from_url(url)
    asked, plain = sorted(int(shared.ttl(key)) for key in shared.scan_iter())
    assert 0 < asked <= ASKED_LASTS < plain


def test_one_server_makes_a_page_and_the_others_wait_for_it(url: str, site: Site) -> None:
    first, other = serve(site), serve(site)
    waiting: list[Future[Any]] = []
    threads = ThreadPoolExecutor(1)

    def meanwhile() -> None:
        forget()
        if not waiting:
            waiting.append(threads.submit(ask, other))
            time.sleep(0.1)  # it would have asked for a page of its own by then

    site.meanwhile = meanwhile
    assert ask(first)[1] == "page 1"
    assert waiting[0].result()[1] == "page 1"
    assert len(site.made) == 1


def test_a_page_that_is_ready_just_after_a_look_is_not_made_again(
    url: str, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, other = serve(site), serve(site)
    begin = other._store.begin

    def begun_late(key: str) -> bool:
        ask(first)
        forget()
        return begin(key)

    monkeypatch.setattr(other._store, "begin", begun_late)
    assert ask(other)[1:] == ("page 1", "site; hit")
    assert begin("another") is True
    assert len(site.made) == 1


def test_what_a_process_was_making_when_it_was_killed_is_made_at_once(url: str, site: Site) -> None:
    store, ended = serve(site)._store, subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert store.begin("page")
    assert not store.begin("page")
    caches["shared"].set("making-page", f"another-machine {ended.pid}")
    assert not store.begin("page")
    caches["shared"].set("making-page", f"{socket.gethostname()} {ended.pid}")
    assert store.begin("page")
    assert not store.begin("page")


def test_a_page_is_made_where_the_other_server_failed_to(url: str, site: Site) -> None:
    site.status, site.scope = "500 Internal Server Error", None
    assert ask(serve(site))[0].startswith("500")
    site.status = "200 OK"
    assert ask(serve(site))[:2] == ("200 OK", "page 2")


def test_a_copy_of_another_server_is_given_while_the_database_is_away(url: str, site: Site) -> None:
    ask(serve(site))
    forget()
    other = serve(site)
    other.versions.is_current = False  # type: ignore[misc]
    assert ask(other)[1:] == ("page 1", "site; hit; ttl=-1; detail=last-good-copy")


def test_a_value_that_cannot_be_read_is_replaced(url: str, site: Site) -> None:
    ask(serve(site))
    shared = redis.Redis.from_url(url)
    for key in list(shared.scan_iter()):
        shared.set(key, b"\x80\x05rubbish")
    forget()
    assert ask(serve(site))[1:] == ("page 2", "site; fwd=miss; stored")
    forget()
    assert ask(serve(site))[1:] == ("page 2", "site; hit")


def test_a_page_that_was_withdrawn_is_gone_from_all(url: str, site: Site) -> None:
    layer = serve(site)
    ask(layer)
    forget()
    layer.versions.move(d1=2)  # type: ignore[attr-defined]
    site.status, site.scope = "404 Not Found", None
    ask(layer)
    assert not list(redis.Redis.from_url(url).scan_iter())


@pytest.mark.parametrize("patience", [0.2])
def test_pages_are_given_while_redis_hangs_and_when_it_is_gone(
    url: str, site: Site, server: tuple[Any, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last test of the module, since it ends the process."""
    monkeypatch.setattr("publishing.kept_pages.store.PAUSE", 60)
    layer = serve(site)
    ask(layer)
    server[0].send_signal(signal.SIGSTOP)
    assert ask(layer)[1:] == ("page 1", "site; hit")
    assert ask(layer, "/en/b/")[1] == "page 2"
    assert not layer._store.is_shared  # nor asked again before it had time to recover
    server[0].kill()
    assert ask(layer, "/en/c/")[1] == "page 3"
    assert ask(serve(site), "/en/d/")[1] == "page 4"
