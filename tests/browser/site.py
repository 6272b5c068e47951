"""Which pages the browser tests look at, in which widths and colors, and how to open one."""

from itertools import cycle
from typing import Any, Literal, Protocol

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Locator, Page, Response, ViewportSize

from languages.registry import LANGUAGES
from tests.pages.site import OTHER_DAYS, SPRING

Scheme = Literal["light", "dark"]
PHONE: ViewportSize = {"width": 320, "height": 640}
DESK: ViewportSize = {"width": 1280, "height": 800}
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
MEDIA: dict[str, Any] = {
    "media": "screen",
    "color_scheme": "light",
    "forced_colors": "none",
    "reduced_motion": "no-preference",
}

# Fonts are asked for when the page is laid out, which may not have been yet.
FONTS = "() => document.body.offsetHeight && document.fonts.ready.then(() => null)"
# The page as parsed. Playwright's `content` takes five times as long: on each page it makes a place
# of its own for its scripts.
HTML = "() => document.documentElement.outerHTML"
# Axe is kept from page to page: to hand it over takes three times as long as to read it.
READ_AXE = """() => {
    if (!window.axe && sessionStorage.axe) (0, eval)(sessionStorage.axe);
    return Boolean(window.axe);
}"""
KEEP_AXE = "(source) => { sessionStorage.axe = source; }"
# Where to press the mouse, scrolled to; only what lies there itself can be pressed.
MIDDLE = """(element) => {
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const [box] = element.getClientRects();
    const said = element.outerHTML.slice(0, 200);
    if (!box) throw new Error(`it is not shown: ${said}`);
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    if (element.contains(document.elementFromPoint(x, y))) return [x, y];
    throw new Error(`something lies on it: ${said}`);
}"""

# One page of each template, with as much on it as the template can show.
TEMPLATES = {
    "districts": "",
    "compare": f"compare/?{SPRING}",
    "about": "about/",
    "how": "how/",
    "privacy": "privacy/",
    "district": f"denver/?{SPRING}",
    "timeline": f"denver/timeline/?{SPRING}",
    "plan": f"denver/plan/?{SPRING}",
    "events": f"denver/events/?{SPRING}",
    "meeting": f"denver/events/meeting-in-spanish/?{SPRING}",
    "schools": f"denver/schools/?{SPRING}",
    "school": "denver/schools/lake/",
    "handout": f"denver/handout/?{SPRING}",
    "school handout": f"denver/schools/lake/handout/?{SPRING}",
    "notice": "denver/notice/",
    "search": f"denver/search/?{SPRING}&q=2021",
    "changes": "plenty/changes/",
    "ask": "plenty/ask/",
    "alerts": "plenty/alerts/",
    "subscription": "alerts/confirmed/",
    "404": "nowhere/",
}
# A meeting with all that there can be, and with words that are stale.
RICH = f"plenty/events/rich/?{SPRING}"
# Pages of errors have one template.
ERRORS = ("denver/?on=2021-02-30", "denver/forbidden/", "denver/broken/")
# What else these templates can say, and pages whose words are for few.
STATES = (
    *ERRORS,
    "data/",
    "denver/data/",
    "denver/languages/",
    "denver/",
    "denver/timeline/",
    "denver/events/",
    "denver/events/meeting-in-vietnamese/",
    "denver/handout/",
    *(f"denver/timeline/?{day}" for day in OTHER_DAYS),
    *(f"denver/?{day}" for day in OTHER_DAYS),
    "denver/schools/?q=lake&status=without_sro",
    "denver/schools/?q=nowhere",
    "denver/schools/?status=0",
    "denver/events/nowhere/",
    f"chicago/timeline/?{SPRING}",
    "chicago/",
    "chicago/schools/",
    f"duluth/timeline/?{SPRING}",
    "duluth/",
    "des-moines/timeline/",
    "des-moines/plan/",
    "compare/",
    "denver/search/",
    "denver/search/?q=boord",
    "search/?q=police",
    f"plenty/?{SPRING}",
    f"plenty/timeline/?{SPRING}",
    f"plenty/events/?{SPRING}",
    f"denver/events/?{SPRING}&follow=vi",
    "denver/events/?follow=0",
    "plenty/events/rich/",
    "plenty/events/soon/interpreter/",
    "plenty/events/soon/interpreter/asked/",
    "plenty/events/lately/interpretation/",
    "plenty/events/lately/interpretation/answered/",
    f"plenty/events/gone/?{SPRING}",
    f"plenty/events/meeting-9/?{SPRING}",
    "plenty/schools/?page=2",
    f"plenty/schools/school-7/?{SPRING}",
    f"plenty/handout/?{SPRING}",
    "bare/",
    "bare/timeline/",
    "bare/events/",
    "bare/plan/",
    "bare/schools/",
    "bare/handout/",
    "bare/changes/",
    "bare/ask/",
    "denver/ask/sent/",
    "plenty/wording/?page=%2Fen%2Fplenty%2Ftimeline%2F",
    "denver/wording/sent/",
    "bare/alerts/",
    "denver/alerts/asked/",
    "alerts/unconfirmed/",
    "alerts/ended/",
    "plenty/changes/?since=2021-01-01",
    "plenty/changes/?from=2020-01-01&to=2026-11-21",
    "bare/notice/",
)
# Each in turn: one that runs from right to left, one whose script is tall and has no spaces.
FEW_LANGUAGES = ("ar", "my")
# Colors do not depend on the language: slow checks in dark colors use one language per direction.
DARK = ("en", "ar")
CONTRAST = ("color-contrast-enhanced", "link-in-text-block")  # the slowest rules of axe
PAGES_OF_TEMPLATES = [(language, path) for language in LANGUAGES for path in TEMPLATES.values()]
ALL_PAGES = [
    *PAGES_OF_TEMPLATES,
    *((language, RICH) for language in LANGUAGES),
    *(("en", path) for path in STATES),
    *(zip(cycle(FEW_LANGUAGES), STATES, strict=False)),
]


class Visit(Protocol):
    def __call__(self, address: str) -> Response: ...


def visit(page: Page, address: str) -> Response:
    """Open an address at the size of a phone, in light colors, and wait for its fonts."""
    rest(page)
    response = page.goto(address)
    assert response
    page.evaluate(FONTS)
    return response


def follow(link: Locator) -> None:
    """Click a link or a button, and wait until the page that it leads to is loaded.

    A click alone is over before the page is: on a busy machine the old one would be looked at.
    """
    with link.page.expect_navigation():
        click(link)


def click(what: Locator) -> None:
    """Press the mouse in the middle of it, without waiting for a frame, which may never come."""
    x, y = what.evaluate(MIDDLE)
    what.page.mouse.click(x, y)


def rest(page: Page) -> None:
    """A phone's window, light colors, a screen."""
    page.emulate_media(**MEDIA)
    if page.viewport_size != PHONE:
        page.set_viewport_size(PHONE)


def load_axe(page: Page) -> None:
    """Give the page axe, if it has none yet: on each page it would take as long as its layout."""
    if not page.evaluate(READ_AXE):
        page.evaluate(KEEP_AXE, AXE_FILE_PATH.read_text())
        page.evaluate(READ_AXE)


def probe(page: Page, *probes: str | tuple[Any, ...]) -> list[str]:
    """The faults that these probes find on the page; each is a name, or a name with arguments.

    All are asked at once, since each question to the browser takes its time.
    """
    found: list[str] = page.evaluate("(asked) => probes.found(asked)", asked_of(page, *probes))
    return found


def asked_of(page: Page, *probes: str | tuple[Any, ...]) -> list[list[Any]]:
    """What `probes.found` is given, on a page that has axe if it is among them."""
    asked = [[each] if isinstance(each, str) else list(each) for each in probes]
    if any(name == "axe" for name, *_ in asked):
        load_axe(page)
    return asked
