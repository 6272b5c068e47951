"""A page that is opened once for all tests that look at it."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pytest
from playwright.sync_api import Page, Response, ViewportSize

from tests.browser.parts import Part, new_parts
from tests.browser.site import DARK, MEDIA, PAGES_OF_TEMPLATES, PHONE, TEMPLATES, probe, visit
from tests.pages.site import Shown


def of_each_template(*languages: str) -> pytest.MarkDecorator:
    """For a test that needs only one page of each template, in these languages or in all."""
    pages = [page for page in PAGES_OF_TEMPLATES if not languages or page[0] in languages]
    return pytest.mark.parametrize("opened", pages, indirect=True, ids="-".join)


def of_template(*names: str) -> pytest.MarkDecorator:
    """For a test of the pages of these templates, in every language."""
    paths = {TEMPLATES[name] for name in names}
    pages = [page for page in PAGES_OF_TEMPLATES if page[1] in paths]
    return pytest.mark.parametrize("opened", pages, indirect=True, ids="-".join)


# The next focus depends on the last one, so this puts it before everything on the page.
AS_OPENED = """() => {
    document.querySelectorAll("details.languages").forEach((menu) => { menu.open = false; });
    document.querySelector("nav.bar ul")?.scrollTo(0, 0);
    const start = document.createElement("i");
    start.tabIndex = -1;
    document.body.prepend(start);
    start.focus();
    start.remove();
    scrollTo(0, 0);
}"""


@dataclass
class Opened:
    """A page in a language, opened with an empty browser cache.

    `answer` is the page, `answers` every response while it was opened; `complaints` are messages on
    the console and failed requests. `known` are the parts of the pages before it.
    """

    tab: Page
    language: str
    path: str
    answer: Response
    answers: list[Response]
    complaints: list[str]
    known: set[Part] = field(repr=False)
    _changed: bool = False
    _size: ViewportSize = field(default_factory=PHONE.copy)
    _media: dict[str, Any] = field(default_factory=MEDIA.copy)

    @classmethod
    def in_tab(cls, page: Page, language: str, path: str, known: set[Part]) -> "Opened":
        answers: list[Response] = []
        complaints: list[str] = []
        heard = {
            "response": lambda answer: answers.append(answer),
            "console": lambda message: complaints.append(message.text),
            "requestfailed": lambda request: complaints.append(request.url),
        }
        for event, note in heard.items():
            page.on(event, note)  # type: ignore[call-overload]
        answer = visit(page, f"/{language}/{path}")
        for event, note in heard.items():
            page.remove_listener(event, note)
        return cls(page, language, path, answer, answers, complaints, known)

    @property
    def is_of_template(self) -> bool:
        """Whether it shows all that its template can: these pages are opened in every language."""
        return self.path in TEMPLATES.values()

    @cached_property
    def new(self) -> list[int]:
        """Where it has parts that no page before it had (`new_parts`)."""
        return new_parts(self.shown.tree, self.known)

    @property
    def is_asked_all(self) -> bool:
        """Whether it is a page of a template in one of two languages, one for each direction."""
        return self.is_of_template and self.language in DARK

    @property
    def page(self) -> Page:
        """For tests that change the page; tests that only look use the methods below."""
        self._changed = True
        return self.tab

    def reset(self) -> None:
        """Undo what a test has changed on the page."""
        self.show()
        if self._changed:
            self.tab.evaluate(AS_OPENED)
            self._changed = False

    def show(self, size: ViewportSize = PHONE, **media: Any) -> None:
        """Show the page at this size, in these media, and else as it was opened.

        Only what differs is said to the browser, since with each change it draws the page anew.
        """
        wanted = {**MEDIA, **media}
        if size != self._size:
            self.tab.set_viewport_size(size)
            self._size = size
        if wanted != self._media:
            self.tab.emulate_media(**wanted)
            self._media = wanted

    def evaluate(self, script: str, given: Any = None) -> Any:
        return self.tab.evaluate(script, given)

    def probe(self, *probes: str | tuple[Any, ...]) -> list[str]:
        """The faults that these probes find on the page, asked at once."""
        return probe(self.tab, *probes)

    @cached_property
    def shown(self) -> Shown:
        """The page as the browser has parsed it."""
        answer, content = self.answer, self.tab.content()
        return Shown(self.path, answer.status, answer.headers, content, [])
