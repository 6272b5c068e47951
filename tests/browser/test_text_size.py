"""No words are lost in larger text, or with more space between letters and lines."""

from tests.browser.opened import Opened

LARGER = "html { font-size: 200% !important }"
# WCAG 2.2, success criterion 1.4.12.
SPACED = """
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important }
    * { word-spacing: 0.16em !important }
    p { margin-block-end: 2em !important }
"""
IN_RULES = """async ([rules, asked]) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = [sheet];
    try {
        return await probes.found(asked);
    } finally {
        document.adoptedStyleSheets = [];
    }
}"""
ASKED = [["wide"], ["clipped"], ["overlapping"]]


def test_text_that_is_larger_or_spaced_stays_whole(opened: Opened) -> None:
    faults = []
    for rules in (LARGER, SPACED):
        found = opened.evaluate(IN_RULES, [rules, ASKED])
        faults += [f"{rules.strip()}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)
