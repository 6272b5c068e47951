"""A meeting as a few lines of plain text, to pass on in a message."""

import unicodedata
from urllib.parse import quote

from django.template.loader import render_to_string

from events.entries import MeetingEntry
from events.models import MeetingMode
from events.wording import follow, summary
from languages.html import plain_text

MOST = 300  # characters, which fit into a message everywhere
_JOINERS = "\u1039\u094d"  # which tie the next letter to the one before, in Burmese and Nepali


def meeting_card(entry: MeetingEntry, address: str) -> str:
    """Who, what, when, where, in which languages, and the link: at most `MOST` characters.

    Where that is too much, sentences on languages are left out from the last on, then place and
    title are shortened. Date and link stay whole, even if they alone were longer.
    """
    title = f"{summary(entry)} – {entry.district.short_name}"
    when = plain_text(render_to_string("events/said.html", {"said": entry.said}))
    place = entry.where or (
        str(entry.record.get_mode_display()) if entry.record.mode == MeetingMode.ONLINE else ""
    )
    sentences = [plain_text(sentence) for sentence in follow(entry)]
    while sentences and _over(title, when, place, *sentences, address):
        sentences.pop()
    place = cut(place, len(place) - _over(title, when, place, *sentences, address))
    title = cut(title, len(title) - _over(title, when, place, *sentences, address))
    return "\n".join(line for line in (title, when, place, *sentences, address) if line)


def cut(text: str, most: int) -> str:
    """`text` in at most so many characters, "…" in place of the words that are left out."""
    if len(text) <= most:
        return text
    end = max(most - 1, 0)
    while end and (unicodedata.category(text[end])[0] == "M" or text[end - 1] in _JOINERS):
        end -= 1
    words = text[:end].rpartition(" ")[0] if " " in text[:end] and text[end] != " " else text[:end]
    kept = words.rstrip(" ,;:–-")
    return f"{kept}…" if kept else ""


def sms_link(card: str) -> str:
    """Opens a new message with the card in it: older iPhones look for "&body", others for "?"."""
    return f"sms:?&body={quote(card, safe='')}"


def mail_link(card: str, subject: str) -> str:
    """Opens a new mail (RFC 6068: spaces as %20, lines end in CR LF)."""
    body = card.replace("\n", "\r\n")
    return f"mailto:?subject={quote(subject, safe='')}&body={quote(body, safe='')}"


def _over(*lines: str) -> int:
    """By how many characters the lines are too long together."""
    return max(len("\n".join(line for line in lines if line)) - MOST, 0)
