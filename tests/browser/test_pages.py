"""Every template in ten languages, two widths, light and dark: what holds for any page."""

from languages.registry import LANGUAGES
from tests.browser.opened import Opened
from tests.browser.site import CONTRAST, DARK, DESK, PHONE, SCHEMES

LAYOUT = ("wide", "clipped", "overlapping", "helpline", "dialed")
MEANING = ("headings", "tables", "rail", "scripts", "named")
# The rules of axe that depend on how a page is drawn; the others are the same in each mode.
DRAWN = ("link-in-text-block", "scrollable-region-focusable", "target-size")


def test_page_says_what_it_means(opened: Opened) -> None:
    language = opened.language
    faults = [fault for name in MEANING for fault in opened.probe(name)]
    faults += opened.probe("language", language, LANGUAGES[language].direction)
    faults += opened.probe("fallback", language)
    # Colors do not depend on the language, and axe needs more time for them than for anything else.
    # The probe `faint` looks at the colors of all texts in every language and mode.
    faults += opened.probe("axe", None, () if language in DARK else CONTRAST)
    assert not faults, "\n".join(faults)


def test_page_fits_and_can_be_made_out_in_each_mode(opened: Opened) -> None:
    faults, shown = [], []
    for size in (PHONE, DESK):
        opened.page.set_viewport_size(size)
        # A box around others that a phone passes over is no part that could be hidden.
        shown.append(opened.evaluate("() => probes.visible('body *:not(.beside)').length"))
        where = f"at {size['width']} px"
        faults += [f"{where} {fault}" for name in LAYOUT for fault in opened.probe(name)]
        for scheme in SCHEMES:
            opened.page.emulate_media(color_scheme=scheme)
            faults += [f"{where}, {scheme}, {fault}" for fault in opened.probe("faint")]
    # What a page means was asked at one width.
    assert shown[0] == shown[1], "another width hides something"
    # Wide and dark: only what differs from the mode in which all rules of axe ran.
    faults += opened.probe("axe", (*DRAWN, *CONTRAST) if opened.language in DARK else DRAWN)
    assert not faults, "\n".join(faults)
