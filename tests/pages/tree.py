"""Parses a page into a tree, as far as the tests of pages need it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"base", "br", "hr", "img", "input", "link", "meta", "wbr"})
HIDDEN = frozenset({"script", "style", "template"})


@dataclass(eq=False, repr=False, slots=True)
class Node:
    """An element; its children are elements and texts.

    It and the elements below it are those of `page`, in order, from number `start` to `end`.
    """

    tag: str
    attrs: dict[str, str]
    page: list[Node]
    parent: Node | None = None
    children: list[Node | str] = field(default_factory=list)
    start: int = 0
    end: int = 0

    def __repr__(self) -> str:
        """Its tag alone: all that is above and below it would fill the memory of a failing test."""
        return f"<{self.tag}>"

    def walk(self) -> list[Node]:
        """This element and all below it, in the order of the page."""
        return self.page[self.start : self.end]

    def all(self, tag: str = "", *, class_: str = "", **attrs: str) -> list[Node]:
        """The elements below with this tag and these attributes; `class_` is one of its classes."""
        return [
            node
            for node in self.page[self.start + 1 : self.end]
            if (not tag or tag == node.tag)
            and (not class_ or class_ in node.classes)
            and (not attrs or attrs.items() <= node.attrs.items())
        ]

    def one(self, tag: str = "", **attrs: str) -> Node:
        found = self.all(tag, **attrs)
        assert len(found) == 1, f"{len(found)} elements {tag} {attrs}"
        return found[0]

    def strings(self) -> Iterator[tuple[Node, str]]:
        """Each text inside, with the element that contains it."""
        for child in self.children:
            if isinstance(child, Node):
                yield from child.strings()
            elif self.tag not in HIDDEN:
                yield self, child

    def texts(self) -> Iterator[tuple[Node, str]]:
        """The texts inside that are not blank."""
        return ((node, text) for node, text in self.strings() if text.strip())

    @property
    def text(self) -> str:
        """The text of this element, with each run of white space as one space."""
        return " ".join("".join(text for _, text in self.strings()).split())

    @property
    def classes(self) -> list[str]:
        return self.attrs.get("class", "").split()

    @property
    def above(self) -> Iterator[Node]:
        """This element and those around it, inside out."""
        node: Node | None = self
        while node:
            yield node
            node = node.parent

    def inherited(self, attribute: str) -> str:
        """The value of the attribute (`lang`, `dir`) that applies here."""
        return next((node.attrs[attribute] for node in self.above if attribute in node.attrs), "")


def parse(html: str) -> Node:
    """The document; its one element child is `html`."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert builder.open is builder.document, f"<{builder.open.tag}> is not closed"
    builder.document.end = len(builder.document.page)
    return builder.document


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.document = self.open = Node("", {}, [])
        self.document.page.append(self.document)

    def updatepos(self, i: int, j: int) -> int:
        """Line numbers, which nobody asks for, are not counted."""
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        page = self.document.page
        node = Node(tag, {key: value or "" for key, value in attrs}, page, self.open)
        node.start = len(page)
        node.end = node.start + 1
        page.append(node)
        self.open.children.append(node)
        if tag not in VOID:
            self.open = node

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.tag, f"</{tag}> inside <{self.open.tag}>"
        assert self.open.parent
        self.open.end = len(self.open.page)
        self.open = self.open.parent

    def handle_data(self, data: str) -> None:
        self.open.children.append(data)
