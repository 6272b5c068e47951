"""Dates with clock times in the cells of spreadsheets, as programs and people write them."""

import re
from datetime import datetime

from languages.characters import in_one_line, without_marks
from languages.clock_forms import FIRST, SECOND, WallTime

_CLOCKS = (
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%y %H:%M",
    "%Y-%m-%d %I:%M %p",
    "%m/%d/%Y %I:%M %p",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%y %I:%M %p",
)


def clock_in(text: str) -> WallTime | None:
    """The clock time in a cell, None if it is none."""
    plain = without_marks(in_one_line(text)).replace("T", " ")
    plain, which = re.sub(r"([AaPp])\.([Mm])\.", r"\1\2", plain), ""
    for each in (FIRST, SECOND):
        if plain.endswith(f" ({each})"):
            plain, which = plain.removesuffix(f" ({each})"), each
    # "6 pm", and "6:00pm"
    plain = re.sub(r" (\d{1,2}) ?([AaPp][Mm])\Z", r" \1:00 \2", plain)
    plain = re.sub(r"(\d)([AaPp][Mm])\Z", r"\1 \2", plain)
    for form in _CLOCKS:
        try:
            return WallTime(datetime.strptime(plain, form), which)  # noqa: DTZ007 - of no zone
        except ValueError:
            continue
    return None


def clock_text(known: WallTime) -> str:
    """As a cell has it: "2026-05-18 17:30", with the hour that is meant where it comes twice."""
    return f"{known.local:%Y-%m-%d %H:%M}{f' ({known.which})' if known.which else ''}"
