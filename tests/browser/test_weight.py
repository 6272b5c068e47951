"""How many bytes a page takes, and that it loads nothing from third parties."""

import gzip

from playwright.sync_api import Response

from tests.browser.opened import Opened, of_each_template
from tests.browser.process import Site
from tests.browser.site import TEMPLATES

KB = 1000
HTML, TIMELINE, CSS, ALL, ALL_WITH_FONT = 14 * KB, 20 * KB, 10 * KB, 40 * KB, 120 * KB
FIRST = 14_600  # what a server sends before it waits for the first answer: ten packets
SELF_HOSTED = ("ethiopic.woff2", "myanmar.woff2")


@of_each_template()
def test_page_is_small_and_loads_nothing_from_others(opened: Opened, site: Site) -> None:
    answers = [answer for answer in opened.answers if not answer.url.endswith("icon.svg")]
    assert all(answer.url.startswith(f"{site.address}/") for answer in answers)
    assert len(answers) <= 5
    weights = {answer.url.split("?")[0]: weight(answer) for answer in answers}
    html = weights[opened.tab.url.split("?")[0]]
    assert html <= (TIMELINE if "timeline/" in opened.path else HTML), weights
    sheets = sum(size for url, size in weights.items() if url.endswith(".css"))
    if opened.path == TEMPLATES["district"]:
        assert html + sheets <= FIRST, weights
    assert all(size <= CSS for url, size in weights.items() if url.endswith(".css")), weights
    has_font = any(url.endswith(SELF_HOSTED) for url in weights)
    assert sum(weights.values()) <= (ALL_WITH_FONT if has_font else ALL), weights
    # The notice is in all ten languages.
    needs_font = "notice/" in opened.path or opened.language in ("am", "my")
    assert not has_font or needs_font, "fonts are for pages that need them"
    # The console also reports the status of an error page; a breach of the policy would differ.
    assert [text for text in opened.complaints if "status of" not in text] == []
    assert opened.tab.context.cookies() == []  # of all pages up to this one


def weight(response: Response) -> int:
    """The size of the answer on the wire: texts compressed, as the site sends them."""
    body = response.body()
    kind = response.headers["content-type"].split(";")[0]
    if kind == "text/html":
        assert response.headers["content-encoding"] == "gzip"
        return response.request.sizes()["responseBodySize"]
    assert kind in ("text/css", "font/woff2"), kind
    return len(gzip.compress(body)) if kind == "text/css" else len(body)
