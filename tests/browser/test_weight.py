"""What a page costs on slow data, and that it asks nobody else."""

import gzip
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Response

from languages.registry import LANGUAGES
from tests.browser.conftest import NewContext
from tests.browser.process import Site
from tests.browser.site import PHONE, SCHEMES, TEMPLATES

KB = 1000
HTML, TIMELINE, CSS, ALL, ALL_WITH_FONT = 14 * KB, 20 * KB, 10 * KB, 40 * KB, 120 * KB
SELF_HOSTED = ("ethiopic.woff2", "myanmar.woff2")


@pytest.fixture
def responses(new_context: NewContext) -> Iterator[tuple[Page, list[Response], list[str]]]:
    """A page of a browser that has seen nothing yet, its answers, and what it complains of."""
    with new_context(viewport=PHONE) as context:
        page = context.new_page()
        answers: list[Response] = []
        complaints: list[str] = []
        page.on("response", lambda answer: answers.append(answer))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("requestfailed", lambda request: complaints.append(request.url))
        yield page, answers, complaints


@pytest.mark.parametrize("path", TEMPLATES.values(), ids=TEMPLATES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_is_light_and_asks_nobody_else(
    responses: tuple[Page, list[Response], list[str]], site: Site, language: str, path: str
) -> None:
    page, answers, complaints = responses
    page.goto(f"/{language}/{path}")
    page.evaluate("() => document.fonts.ready.then(() => null)")
    answers = [answer for answer in answers if not answer.url.endswith("icon.svg")]
    assert all(answer.url.startswith(f"{site.address}/") for answer in answers)
    assert len(answers) <= 5
    weights = {answer.url.split("?")[0]: weight(answer) for answer in answers}
    html = weights[page.url.split("?")[0]]
    assert html <= (TIMELINE if "timeline/" in path else HTML), weights
    assert all(size <= CSS for url, size in weights.items() if url.endswith(".css")), weights
    has_font = any(url.endswith(SELF_HOSTED) for url in weights)
    assert sum(weights.values()) <= (ALL_WITH_FONT if has_font else ALL), weights
    assert not has_font or language in ("am", "my"), "fonts are for the pages that need them"
    # That a page of an error is one is told here too; a breach of the policy would be.
    assert [text for text in complaints if "status of" not in text] == []


def weight(response: Response) -> int:
    """What the answer's body weighs under way: texts compressed, as the site sends them."""
    body = response.body()
    kind = response.headers["content-type"].split(";")[0]
    if kind == "text/html":
        assert response.headers["content-encoding"] == "gzip"
        return response.request.sizes()["responseBodySize"]
    assert kind in ("text/css", "font/woff2"), kind
    return len(gzip.compress(body)) if kind == "text/css" else len(body)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_pages_have_no_cookie(new_context: NewContext, scheme: str) -> None:
    with new_context(color_scheme=scheme) as context:
        page = context.new_page()
        for path in TEMPLATES.values():
            page.goto(f"/en/{path}")
        assert context.cookies() == []
