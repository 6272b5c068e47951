"""Every message that takes a date, filled with each kind of date: no mark is doubled or misplaced.

A date may end in a full stop ("2021 г.") or a bracket, so a message must not end right after it.
"""

import re
from datetime import date

import polib
import pytest

from languages.dates import say, say_day
from languages.edtf import parse
from languages.registry import LANGUAGES
from tests.locale.catalogs import translated, translations

PLACE = re.compile(r"%\((\w+)\)s|\{(\w+)\}")
DATES = {"when", "date", "start", "end", "was", "now", "as_of", "since", "due", "time"}
DAYS = {"day", "last_day", "by", "until"}
KINDS = (
    *("2021", "2021-05", "2021-05-10", "2021-21", "2021-24", "2020/2022", "2021-08/2022-06"),
    *("2020-09/2020-10", "2021-21/2021-23", "2021-05/..", "2021/.."),
)
WRONG = re.compile(r"\.\.|\. \.|\.:| [,.،၊]|\( | \)|\s\s|[።။।]{2}")


def filled(text: str, said: str, day: str) -> str:
    def value(place: re.Match[str]) -> str:
        name = place[1] or place[2]
        return said if name in DATES else day if name in DAYS else "X"

    return PLACE.sub(value, text)


def wrong(entry: polib.POEntry, language: str) -> list[str]:
    """The fillings of a message that read wrong."""
    names = {place[1] or place[2] for place in PLACE.finditer(entry.msgid)}
    if not names & (DATES | DAYS) or entry.msgctxt == "clock":
        return []
    day = say_day(date(2021, 5, 1), language).text
    said = [say(parse(kind), language).text for kind in KINDS]
    texts = (filled(text, each, day) for text in translations(entry) for each in said)
    return [text for text in texts if WRONG.search(text)]


def texts_of(entry: polib.POEntry) -> list[str]:
    return [*entry.msgstr_plural.values()] if entry.msgid_plural else [entry.msgstr]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_mark_is_doubled_beside_a_date(language: str) -> None:
    found = [text for entry in translated(language) for text in wrong(entry, language)]
    assert found == []


def test_a_full_stop_after_a_year_of_russian_is_found() -> None:
    entry = polib.POEntry(msgid="It is {when}.", msgstr="Это {when}.")
    assert "Это 2021 г.." in wrong(entry, "ru")
