"""The page that other websites show in a frame: it can be framed, fits, and no other page can."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Page

from districts.embed_admin import HEIGHT
from tests.browser.process import Site
from tests.browser.site import CONTRAST, DARK, Visit, probe
from tests.pages.site import SPRING

LENGTH = "() => document.body.getBoundingClientRect().bottom"


@pytest.fixture
def other_site(site: Site) -> Iterator[str]:
    """The address of a page of another website, which frames two of our pages."""

    class Home(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            for path in ("embed/", ""):
                frame = f'<iframe src="{site.address}/en/denver/{path}"></iframe>'
                self.wfile.write(frame.encode())

        def log_message(self, *args: object) -> None:
            """Say nothing: pytest would show it."""

    with HTTPServer(("127.0.0.1", 0), Home) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("language", ["en", "ar", "my", "ru"])  # the longest, among others
def test_embed_fits_its_frame_and_can_be_read(go: Visit, page: Page, language: str) -> None:
    go(f"/{language}/denver/embed/?{SPRING}")
    assert page.evaluate(LENGTH) <= HEIGHT
    asks = ("axe", None, () if language in DARK else CONTRAST)
    faults = probe(page, "wide", "clipped", "faint", ("fallback", language), asks)
    assert not faults, "\n".join(faults)


def test_embed_alone_shows_in_a_frame_of_another_site(page: Page, other_site: str) -> None:
    page.goto(other_site)
    embed, other = page.frames[1:]
    assert "Denver Public Schools" in embed.locator("h1").inner_text()
    assert other.url.startswith("chrome-error:")
