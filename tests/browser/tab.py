"""A tab of the browser that shows one page after another."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, Response, ViewportSize

from tests.browser.site import FONTS, MEDIA, PHONE


@dataclass
class Tab:
    """Knows how it shows its page, and what it has heard while it opened it.

    `answers` are all responses; `complaints` are messages on the console and failed requests.
    """

    page: Page
    answers: list[Response] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    _size: ViewportSize | None = None
    _media: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Listen once and for all, since with each listener something is said to the browser."""
        self.page.on("response", lambda answer: self.answers.append(answer))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("requestfailed", lambda request: self.complaints.append(request.url))

    def open(self, address: str) -> Response:
        """Open an address at the size of a phone, in light colors, and wait for its fonts.

        The size changes before the page is laid out, and spares the layout of the one before it.
        """
        self.answers, self.complaints = [], []
        answer = self.page.goto(address)
        assert answer
        self.show(PHONE, MEDIA)
        self.page.evaluate(FONTS)
        return answer

    def show(self, size: ViewportSize, media: dict[str, Any]) -> None:
        """Show the page at this size, in these media.

        Only what differs is said to the browser, since with each change it draws the page anew.
        """
        if size != self._size:
            self.page.set_viewport_size(size)
            self._size = size
        if media != self._media:
            self.page.emulate_media(**media)
            self._media = media
