"""What a page is made of: pages in ten languages consist of the same parts.

Colors, and what most rules of axe ask, depend on an element and on those around it. So they are
asked again only of a page with a part that no page before it had.
"""

import re
from typing import Any

from tests.pages.tree import Node

# Of these attributes it matters only whether they are empty: texts, addresses, numbers and names.
VARYING = frozenset(
    {
        *("action", "content", "d", "data-label", "data-number", "data-part", "datetime"),
        *("download", "for", "headers", "height", "href", "hreflang", "id", "name", "placeholder"),
        *("src", "title", "value", "width", "x", "x1", "x2", "y", "y1", "y2"),
        *("aria-describedby", "aria-label", "aria-labelledby"),
    }
)
# What the element around it is, and what it is itself. The probe `language` asks for `OF_LANGUAGE`.
Part = tuple[Any, ...]
OF_LANGUAGE = ("lang", "dir")
# Classes of the admin that name a field or a model.
NAME = re.compile(r"\b(app|column|field|model)-\S+")


def new_parts(page: Node, known: set[Part]) -> list[int]:
    """Where on the page parts are that are not known yet; from then on they are.

    The page is given as `tree.parse` returns it, where its elements are numbered from one. Of each
    part only the first one is named, and nothing in it.
    """
    found: dict[Node | None, Part] = {None: ()}
    new: dict[Part, int] = {}
    for node in page.walk():
        around = found[node.parent]
        part = found[node] = (around, node.tag, *_attributes(node), _has_text(node))
        if part not in known and part not in new:
            new[part] = node.start
    places = [place for part, place in new.items() if part[0] not in new]
    known.update(new)
    return places


def _attributes(node: Node) -> list[tuple[str, object]]:
    if node.tag in ("html", "body"):  # their classes tell of the language and the model
        return []
    return sorted(
        (name, bool(value.strip()) if name in VARYING else NAME.sub("", value))
        for name, value in node.attrs.items()
        if name not in OF_LANGUAGE
    )


def _has_text(node: Node) -> bool:
    return any(isinstance(child, str) and child.strip() for child in node.children)
