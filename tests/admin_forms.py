"""Reads admin pages as a browser does: what a form would send, and what the page would load."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.urls import reverse
from lxml.etree import HTMLParser

UNSENT = ("submit", "checkbox", "radio")  # unless checked


@dataclass
class Page:
    """`sent` is what the page's main form would send, `fetched` what the browser would load.

    `inline` lists inline code that a strict content security policy forbids.
    """

    sent: dict[str, list[str]] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    _form: bool = False
    _name: str = ""
    _text: str | None = None
    _script: str | None = None

    # What lxml calls, whose parser takes a third of the time of Python's own.

    def start(self, tag: str, found: Mapping[str, str]) -> None:
        self.inline += [name for name in found if name == "style" or name.startswith("on")]
        self._resources(tag, found)
        if tag == "form":
            self._form = found.get("id", "").endswith("_form")
        elif self._form and found.get("name") and "disabled" not in found:
            self._control(tag, found)
        elif self._form and tag == "option" and "selected" in found:
            self._send(self._name, found.get("value") or "")

    def data(self, data: str) -> None:
        if self._text is not None:
            self._text += data
        if self._script == "" and data.strip():
            self.inline.append(data)

    def end(self, tag: str) -> None:
        if tag == "textarea" and self._text is not None:
            self._send(self._name, self._text.removeprefix("\n"))
            self._text = None
        if tag == "form":
            self._form = False
        self._script = None

    def close(self) -> None:
        """The document ends; nothing is left open."""

    def _resources(self, tag: str, found: Mapping[str, str]) -> None:
        if tag == "style":
            self.inline.append(tag)
        if tag == "script":
            self._script = found.get("src", "") or found.get("type", "").replace(
                "text/javascript", ""
            )
        if tag == "a":
            self.links.append(found.get("href") or "")
        elif "href" in found or "src" in found:
            self.fetched.append(found.get("href") or found.get("src") or "")

    def _control(self, tag: str, found: Mapping[str, str]) -> None:
        self._name = found["name"]
        kind = found.get("type", "text")
        if tag == "textarea":
            self._text = ""
        elif tag == "input" and (kind not in UNSENT or "checked" in found):
            self._send(self._name, found.get("value") or ("on" if "checked" in found else ""))

    def _send(self, name: str, value: str) -> None:
        self.sent.setdefault(name, []).append(value)


def read(response: Any) -> Page:
    return parsed(response.content)


def parsed(html: bytes) -> Page:
    """What is found in a page, or in a part of one, in UTF-8."""
    page = Page()
    parser = HTMLParser(target=page, encoding="utf-8")
    parser.feed(html)
    parser.close()
    return page


def filled(response: Any, **typed: Any) -> dict[str, Any]:
    """What the form of a page sends after `typed` was filled in; "" empties a field."""
    return {**read(response).sent, **typed}


def page(record: Model, view: str = "change") -> str:
    """The address of an admin page of a record, or of the list in which it is."""
    meta = record._meta
    args = [] if view == "changelist" else [record.pk]
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{view}", args=args)
