"""The shipped configuration of nginx, in a real nginx before a server that says what a test says.

The times are real: nginx counts whole seconds, so a copy that may be kept for one second is kept
for two at most.
"""

import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from deploy import nginx as shipped
from tests import tools
from tests.deploy.asking_nginx import Ask, asking
from tests.deploy.upstream import BRIEF, PUBLIC, Answer, Upstream

EXPIRED = 2.1  # seconds after which no copy of a page is fresh
SECURITY = {
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-resource-policy",
    "cross-origin-opener-policy",
}


@pytest.fixture(scope="module")
def upstream() -> Upstream:
    return Upstream()


@pytest.fixture(scope="module")
def ask(upstream: Upstream, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    with asking(upstream, tmp_path_factory.mktemp("var")) as ask:
        yield ask


def brief(body: str) -> Answer:
    return Answer(body, headers={"Cache-Control": BRIEF})


def test_page_is_kept_once_for_each_coding(ask: Ask, upstream: Upstream) -> None:
    wanted = {
        "br, gzip": (
            "gzip, deflate, br, zstd",
            "gzip, deflate, br",
            "gzip,br",
            "br;q=1.0, gzip;q=0.8, *;q=0.1",
            "GZIP,BR",
        ),
        "gzip": ("gzip", "gzip, deflate", "gzip;q=0.5, br;q=0", "deflate, gzip, br;q=0.0"),
        "": ("", "identity", "br", "gzip;q=0, br;q=0", "bright, gzipped"),
    }
    for passed_on, forms in wanted.items():
        for form in forms:
            reply = ask("/codings/", Accept_Encoding=form)
            assert reply.body.decode() == f"page {passed_on.partition(',')[0]}".strip(), form
    asked = [each for each in upstream.asked if each.path == "/codings/"]
    assert [each.headers.get("accept-encoding", "") for each in asked] == list(wanted)


def test_edit_is_public_within_two_seconds_and_errors_give_the_last_copy(
    ask: Ask, upstream: Upstream
) -> None:
    path = "/edited/"
    upstream.answers[path] = brief("old")
    assert ask(path).body == b"old"
    upstream.answers[path] = brief("new")
    asked = edited = time.monotonic()
    while ask(path).body == b"old":  # readers come all the time
        assert asked - edited < EXPIRED
        time.sleep(0.02)
        asked = time.monotonic()
    upstream.answers[path] = brief("newer")
    time.sleep(EXPIRED)  # nobody comes
    assert ask(path).body == b"newer"
    upstream.answers[path] = Answer("broken", status=500)
    time.sleep(EXPIRED)
    assert ask(path).body == b"newer"
    upstream.answers[path] = Answer(broken=True)
    stale = ask(path)
    assert stale.body == b"newer"
    assert "last-good-copy" in stale.headers["cache-status"]
    upstream.answers[path] = Answer("withdrawn", status=404)
    assert ask(path).status == 404


def test_exported_page_is_given_where_the_site_is_gone(ask: Ask, upstream: Upstream) -> None:
    for path in ("/exported/", "/exported/calendar.ics", "/elsewhere/"):
        upstream.answers[path] = Answer(broken=True)
    upstream.answers["/exported/?on=2021-04-15"] = Answer(broken=True)
    page = ask("/exported/?on=2021-04-15")
    assert (page.status, page.body) == (200, b"exported page")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["cache-status"] == "exported; hit; ttl=-1"
    assert page.headers["content-security-policy"] == "frame-ancestors 'none'"
    assert set(page.headers) >= SECURITY
    assert ask("/exported/calendar.ics").headers["content-type"] == "text/calendar"
    assert ask("/elsewhere/").status == 503


def test_page_that_a_process_has_lost_is_asked_for_again_and_a_form_is_not(
    ask: Ask, upstream: Upstream
) -> None:
    for path, method, status in (("/lost/", "GET", 503), ("/admin/lost/", "POST", 502)):
        upstream.answers[path] = Answer(broken=True)
        assert ask(path, method).status == status
    assert upstream.times("/lost/") >= shipped.TRIES
    assert upstream.times("/admin/lost/") == 1
    assert shipped.SHIPPED.read_text().count("    server 127.0.0.1:8000 ") == shipped.TRIES


def test_copy_is_renewed_by_its_etag(ask: Ask, upstream: Upstream) -> None:
    upstream.answers["/same/"] = brief("page")
    first = ask("/same/")
    upstream.answers["/same/"] = Answer()
    time.sleep(EXPIRED)
    assert ask("/same/").body == first.body
    assert upstream.asked[-1].headers["if-none-match"] == first.headers["etag"]
    known = ask("/same/", If_None_Match=first.headers["etag"])
    assert (known.status, known.body) == (304, b"")
    head = ask("/same/", method="HEAD")
    assert (head.status, head.headers["content-length"]) == (200, "4")
    assert upstream.times("/same/") == 2


def test_page_is_not_compressed_again(ask: Ask, upstream: Upstream) -> None:
    headers = {"Cache-Control": PUBLIC, "Content-Type": "text/html; charset=utf-8"}
    upstream.answers["/long/"] = Answer("long " * 100, headers=headers)
    reply = ask("/long/", Accept_Encoding="gzip")
    assert "content-encoding" not in reply.headers
    assert not reply.headers["etag"].startswith("W/")


def test_readers_of_a_page_that_is_made_wait_for_one(ask: Ask, upstream: Upstream) -> None:
    upstream.answers["/slow/"] = Answer(seconds=0.3)
    with ThreadPoolExecutor(20) as readers:
        replies = list(readers.map(ask, ["/slow/"] * 20))
    assert {reply.body for reply in replies} == {b"page"}
    assert upstream.times("/slow/") == 1


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Cache-Control": "private, no-store"},
        {"Cache-Control": PUBLIC, "Set-Cookie": "sessionid=1"},
        {"Cache-Control": PUBLIC, "Vary": "Accept-Language"},
        {"Cache-Control": PUBLIC, "Vary": "Accept-Encoding, Cookie"},
    ],
)
def test_what_is_not_for_everybody_is_not_kept(
    ask: Ask, upstream: Upstream, headers: dict[str, str]
) -> None:
    before = upstream.times("/private/")
    upstream.answers["/private/"] = Answer(headers=headers)
    assert ask("/private/").status == ask("/private/").status == 200
    assert upstream.times("/private/") == before + 2


def test_staff_pass_by_what_is_kept(ask: Ask, upstream: Upstream) -> None:
    for path in ("/admin/", "/desk/es/"):
        upstream.answers[path] = Answer(headers={"Cache-Control": PUBLIC})
        assert ask(path).status == ask(path).status == 200
        assert upstream.times(path) == 2
    ask("/page/")
    upstream.answers["/page/"] = Answer("draft")
    for cookie in ("sessionid=a", "__Host-sessionid=a", "other=b; __Host-sessionid=a"):
        assert ask("/page/", Cookie=cookie).body == b"draft"
    assert ask("/page/", Cookie="other=sessionid; mysessionid=b").body == b"page"
    assert ask("/page/").body == b"page"


def test_host_and_query_are_part_of_what_is_kept(ask: Ask, upstream: Upstream) -> None:
    for path in ("/keys/", "/keys/?on=2021-04-15"):
        for host in ("one.example", "two.example"):
            ask(path, Host=host)
        assert upstream.times(path) == 2


def test_what_a_client_says_about_itself_is_replaced(ask: Ask, upstream: Upstream) -> None:
    ask(
        "/admin/forwarded/",
        Host="sro.example:8443",
        X_Forwarded_For="10.0.0.1",
        X_Forwarded_Proto="https",
        X_Forwarded_Host="evil.example",
        X_Forwarded_Port="1",
        X_Real_IP="10.0.0.1",
        Forwarded="for=10.0.0.1",
        Proxy="http://evil.example",
        Origin="https://sro.example",
    )
    passed = upstream.asked[-1].headers
    ours = ("host", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "origin")
    assert {name: passed.get(name) for name in ours} == {
        "host": "sro.example:8443",
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-host": "sro.example:8443",
        "x-forwarded-proto": "http",
        "origin": "https://sro.example",
    }
    assert not {"x-forwarded-port", "x-real-ip", "forwarded", "proxy"} & set(passed)


def test_header_that_could_set_the_prefix_is_dropped(upstream: Upstream, ask: Ask) -> None:
    ask("/admin/prefix/", SCRIPT_NAME="/x")
    assert "script-name" in upstream.asked[-1].headers  # `ask` has written it with a hyphen
    assert "script_name" not in upstream.asked[-1].headers


def test_files_are_given_as_they_were_compressed(ask: Ask, upstream: Upstream) -> None:
    css, both = "/static/site.0123456789ab.css", "gzip, br"
    for path, accepted, coding, body, kind in (
        (css, both, "br", b"brotli", "text/css; charset=utf-8"),
        (css, "gzip", "gzip", b"gzip", "text/css; charset=utf-8"),
        (css, "", None, b"plain", "text/css; charset=utf-8"),
        ("/static/app.js", both, "br", b"brotli", "application/javascript; charset=utf-8"),
        ("/static/small.svg", both, None, b"plain", "image/svg+xml; charset=utf-8"),
        ("/static/font.0123456789ab.woff2", both, None, b"font", "font/woff2"),
    ):
        reply = ask(path, Accept_Encoding=accepted)
        assert (reply.headers.get("content-encoding"), reply.body) == (coding, body)
        assert reply.headers["content-type"] == kind
        assert reply.headers["vary"] == "Accept-Encoding"
        assert reply.headers["x-content-type-options"] == "nosniff"
        age = "max-age=315360000, immutable" if "0123456789ab" in path else "max-age=60"
        assert reply.headers["cache-control"] == f"public, {age}"
    assert ask("/brotli/css/site.0123456789ab.css.br").status == 404
    assert ask("/static/nothing.css", Accept_Encoding=both).status == 404
    assert not any(each.path.startswith("/static/") for each in upstream.asked)


def test_answers_of_nginx_itself_are_as_safe_as_those_of_the_site(
    ask: Ask, upstream: Upstream
) -> None:
    upstream.answers["/gone/"] = Answer(broken=True)
    large = b"x" * (7 * 1024**2)
    too_large, refused = (ask(path, method="POST", body=large) for path in ("/admin/", "/en/"))
    too_long = ask(f"/{'x' * 9000}")
    for reply, status in (
        (ask("/gone/"), 503),
        (too_large, 413),
        (refused, 413),
        (too_long, 414),
    ):
        assert reply.status == status
        assert set(reply.headers) >= SECURITY
        assert reply.headers["server"] == "nginx"
    missing = (ask("/static/none.css"), 404)
    for reply, status in ((ask("/static/app.js"), 200), (ask("/static/small.svg"), 200), missing):
        assert (reply.status, SECURITY - set(reply.headers)) == (status, set())
    of_the_site = dict.fromkeys(SECURITY, "of the site")
    upstream.answers["/safe/"] = Answer(headers=of_the_site)
    reply = ask("/safe/")
    assert {name: reply.headers[name] for name in SECURITY} == of_the_site


def test_who_sends_too_much_is_stopped(ask: Ask) -> None:
    with ThreadPoolExecutor(8) as senders:
        statuses = list(senders.map(lambda _: ask("/admin/login/", "POST").status, range(20)))
    assert statuses.count(200) in range(10, 14)
    assert statuses.count(429) == 20 - statuses.count(200)
    assert ask("/admin/login/").status == 200


def test_shipped_file_is_right_as_it_is(tmp_path: Path) -> None:
    program = tools.require(tools.NGINX)
    key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    files = ["-keyout", str(key), "-out", str(certificate)]
    made = ["openssl", "req", "-x509", "-nodes", "-newkey", "rsa:2048", "-subj", "/CN=test", *files]
    subprocess.run(made, check=True, capture_output=True)
    shipped.write(tmp_path, 1, ["127.0.0.1:1"], tmp_path)
    text = shipped.SHIPPED.read_text()
    for path in ("/etc/letsencrypt/live/transition.example.org", "/var/cache", "/var/log/nginx"):
        text = text.replace(path, str(tmp_path))
    (tmp_path / "site.conf").write_text(text)
    checked = subprocess.run(
        [program, "-t", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stderr
