"""Writes what the desk has changed of the interface back into the catalogs of `locale/`.

Only the entries of changed messages are written; everything else stays byte by byte as it is.
"""

from collections import defaultdict
from dataclasses import dataclass, field

import polib

from desk.interface.loading import wording
from desk.interface.models import InterfaceText, told
from languages.catalogs import DRAFTS, NOT_REVIEWED, REVIEWED, message_hash, state
from languages.columns import words_in
from languages.freshness import TranslationState, text_hash

_SAID = (REVIEWED, NOT_REVIEWED)


@dataclass(slots=True)
class Written:
    """A catalog with what the desk has changed. `kept`: messages that both sides changed."""

    text: str
    messages: int = 0
    kept: list[str] = field(default_factory=list)


def written_back(text: str, language: str, *, over: bool = False, seen: bool = False) -> Written:
    """`text`, a catalog of a language, with what the desk has changed since the release.

    A message that the catalog has changed since then too is left alone, unless `over`. `seen`: say
    of each message that is written which wording of the desk it has, for the import.
    """
    catalog, found = polib.pofile(text, wrapwidth=0), Written(text)
    drafts = DRAFTS in catalog.header
    changed = _changed(language)
    for entry in catalog:
        rows = changed.get(_hash(entry), [])
        if not rows or entry.obsolete or _says(entry, rows, language, drafts):
            continue
        if not over and not _is_as_released(entry, rows, language, drafts):
            found.kept.append(str(rows[0]))
            continue
        before = _as_text(entry)
        _write(entry, rows, language, drafts)
        if seen:
            lines = (f"seen: {text_hash(words_in(row, 'text', language))}" for row in rows)
            entry.comment = "\n".join(filter(None, (entry.comment, *lines)))
        found.messages += 1
        if found.text.count(before) == 1:
            found.text = found.text.replace(before, _as_text(entry))
        else:  # another program has written it, in lines of another length
            found.text = str(catalog)
    return found


def _changed(language: str) -> dict[str, list[InterfaceText]]:
    """The forms of the messages that differ from the release, by the hash of the message."""
    keys = InterfaceText.objects.exclude(on_desk=[]).order_by().values("key")
    rows: dict[str, list[InterfaceText]] = defaultdict(list)
    for row in InterfaceText.objects.filter(key__in=keys).order_by("key", "form"):
        if row.has_form_in(language):
            rows[row.key].append(row)
    return {key: forms for key, forms in rows.items() if any(f.differs(language) for f in forms)}


def _hash(entry: polib.POEntry) -> str:
    return message_hash(entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def _forms(entry: polib.POEntry, count: int) -> list[str]:
    texts = [text for _, text in sorted(entry.msgstr_plural.items())] or [entry.msgstr]
    return [*texts, *[""] * count][:count]


def _state(entry: polib.POEntry, drafts: bool) -> TranslationState:
    written = TranslationState.DRAFT if drafts else TranslationState.REVIEWED
    return state(entry, written)


def _says(entry: polib.POEntry, rows: list[InterfaceText], language: str, drafts: bool) -> bool:
    """Whether the catalog says already what the desk says."""
    texts = [words_in(row, "text", language) for row in rows]
    same = _state(entry, drafts) is wording(rows, language).state
    return same and _forms(entry, len(rows)) == texts


def _is_as_released(
    entry: polib.POEntry, rows: list[InterfaceText], language: str, drafts: bool
) -> bool:
    """Whether the catalog says of each form what it said at the last release."""
    now = _state(entry, drafts)
    for row, text in zip(rows, _forms(entry, len(rows)), strict=True):
        one = now if text else TranslationState.MISSING
        one = TranslationState.DRAFT if text and now is TranslationState.MISSING else one
        if told(text, one) != row.shipped(language):
            return False
    return True


def _write(entry: polib.POEntry, rows: list[InterfaceText], language: str, drafts: bool) -> None:
    texts = [words_in(row, "text", language) for row in rows]
    if entry.msgid_plural:
        entry.msgstr_plural = dict(enumerate(texts))
    else:
        entry.msgstr = texts[0]
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None
    comments = [line for line in entry.tcomment.splitlines() if line not in _SAID]
    said = wording(rows, language).state
    if said is TranslationState.REVIEWED and drafts:
        comments.append(REVIEWED)
    elif said is TranslationState.DRAFT and not drafts:
        comments.append(NOT_REVIEWED)
    entry.tcomment = "\n".join(comments)


def _as_text(entry: polib.POEntry) -> str:
    return entry.__unicode__(wrapwidth=0)
