"""Nobody loses words by reading in larger letters, or with more room between them."""

import pytest
from playwright.sync_api import Page

from tests.browser.site import ALL_PAGES, Visit, probe

LARGER = "html { font-size: 200% !important }"
# WCAG 2.2, success criterion 1.4.12.
SPACED = """
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important }
    * { word-spacing: 0.16em !important }
    p { margin-block-end: 2em !important }
"""
ADOPT = """(rules) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = [sheet];
}"""


@pytest.mark.parametrize(("language", "path"), ALL_PAGES)
def test_text_that_is_larger_or_spaced_stays_whole(
    page: Page, go: Visit, language: str, path: str
) -> None:
    go(f"/{language}/{path}")
    faults = []
    for rules in (LARGER, SPACED):
        page.evaluate(ADOPT, rules)
        for name in ("wide", "clipped", "overlapping"):
            faults += [f"{rules.strip()}: {fault}" for fault in probe(page, name)]
    assert not faults, "\n".join(faults)
