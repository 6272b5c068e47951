"""No words are lost in larger text, or with more space between letters and lines."""

from tests.browser.opened import Opened

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


def test_text_that_is_larger_or_spaced_stays_whole(opened: Opened) -> None:
    faults = []
    for rules in (LARGER, SPACED):
        opened.page.evaluate(ADOPT, rules)
        for name in ("wide", "clipped", "overlapping"):
            faults += [f"{rules.strip()}: {fault}" for fault in opened.probe(name)]
    assert not faults, "\n".join(faults)
