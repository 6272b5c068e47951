"""Puts a text into the box of a translation, where nothing is stored before the user saves it."""

import re
from typing import Any, NamedTuple

from desk.talk import Suggestion
from desk.text.history import text_at
from desk.units import UnitPage
from publishing.once import StaffRequest

WHOLE, PART = "put", "insert"  # names of buttons: for the whole text, and for its end
HASH = re.compile("[0-9a-f]{16}")
_ASKED = re.compile(r"(before|after|suggestion)-([0-9]{1,18})")


class Put(NamedTuple):
    """What stands in the fields of the form; `replaced` is what was typed, and stands there not.

    `source_hash` and `seen` are those of the page on which the user chose the text.
    """

    initial: dict[str, Any]
    source_hash: str
    seen: str
    replaced: str = ""


def put_in(request: StaffRequest, page: UnitPage) -> Put | None:
    """What the user asks to put into the box, by a button or by a link; None if nothing."""
    if request.method == "POST":
        return _by_button(request, page)
    found = _ASKED.fullmatch(request.GET.get("put", ""))
    text = _stored(page, found[1], int(found[2])) if found else None
    if not found or text is None:
        return None
    initial = {"text": text}
    if found[1] == "suggestion":
        initial["suggestion"] = found[2]
    return Put(
        initial, page.source_hash, page.seen, page.slot.text if page.slot.text != text else ""
    )


def _stored(page: UnitPage, where: str, key: int) -> str | None:
    """The text of a suggestion, or the one before or after a change."""
    if where == "suggestion":
        found = Suggestion.objects.about(page.unit).filter(pk=key).first()
        return found and found.text
    return text_at(page, key, before=where == "before")


def _by_button(request: StaffRequest, page: UnitPage) -> Put | None:
    sent = request.POST.dict()
    typed = sent.get("text", "").replace("\r\n", "\n")
    if WHOLE in sent:
        text, replaced = sent[WHOLE].replace("\r\n", "\n"), typed
    elif PART in sent:
        text, replaced = _joined(typed, sent[PART]), ""
    else:
        return None
    kept = {name: sent.get(name, "") for name in ("reason", "suggestion")}
    replaced = "" if replaced in ("", text) else replaced
    hashes = _hash(sent, "source_hash", page.source_hash), _hash(sent, "seen", page.seen)
    return Put({"text": text, **kept}, *hashes, replaced)


def _hash(sent: dict[str, str], name: str, current: str) -> str:
    return sent[name] if HASH.fullmatch(sent.get(name, "")) else current


def _joined(text: str, part: str) -> str:
    return text + part if not text or text[-1].isspace() else f"{text} {part}"
