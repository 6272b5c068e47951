"""A page that is opened once for all tests that look at it."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pytest
from playwright.sync_api import Page, Response, ViewportSize

from tests.browser.parts import Part, new_parts
from tests.browser.site import DARK, HTML, MEDIA, PAGES_OF_TEMPLATES, PHONE, TEMPLATES, probe
from tests.browser.tab import Tab
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

    `answer` is the page; what else was heard until it was open is noted as in `Tab`. `known` are
    the parts of the pages before it.

    How it is to be shown is said to the browser when something is asked that depends on it.
    """

    language: str
    path: str
    answer: Response
    answers: list[Response]
    complaints: list[str]
    known: set[Part] = field(repr=False)
    _in: Tab
    _changed: bool = False
    _to_undo: bool = False
    _wanted: tuple[ViewportSize, dict[str, Any]] = (PHONE, MEDIA)

    @classmethod
    def in_tab(cls, tab: Tab, language: str, path: str, known: set[Part]) -> "Opened":
        answer = tab.open(f"/{language}/{path}")
        return cls(language, path, answer, [*tab.answers], [*tab.complaints], known, tab)

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
    def tab(self) -> Page:
        """For what does not depend on how the page is shown: it is as the last test left it."""
        return self._in.page

    @property
    def page(self) -> Page:
        """For tests that change the page; tests that only look use the methods below."""
        page = self._as_wanted()
        self._changed = True
        return page

    def reset(self) -> None:
        """Undo what a test has changed on the page."""
        self.show()
        self._to_undo |= self._changed
        self._changed = False

    def show(self, size: ViewportSize = PHONE, **media: Any) -> None:
        """Show the page at this size, in these media, and else as it was opened."""
        self._wanted = size, {**MEDIA, **media}

    def evaluate(self, script: str, given: Any = None) -> Any:
        return self._as_wanted().evaluate(script, given)

    def probe(self, *probes: str | tuple[Any, ...]) -> list[str]:
        """The faults that these probes find on the page, asked at once."""
        return probe(self._as_wanted(), *probes)

    def _as_wanted(self) -> Page:
        self._in.show(*self._wanted)
        if self._to_undo:
            self.tab.evaluate(AS_OPENED)
            self._to_undo = False
        return self.tab

    @cached_property
    def shown(self) -> Shown:
        """The page as the browser has parsed it."""
        answer, content = self.answer, self.evaluate(HTML)
        return Shown(self.path, answer.status, answer.headers, content, [])
