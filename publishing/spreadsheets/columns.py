"""The columns of a spreadsheet of records: how each is written, read, and sent to a form.

A column leads to a field of the form on the record's own page, so that whatever that form refuses
is refused in a file too.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from languages.characters import fold, in_one_line, without_marks
from languages.clock_forms import WallTime
from languages.columns import word_column
from languages.date_input import input_text, is_unknown, understand
from languages.edtf import EDTFError
from languages.registry import LANGUAGES, SOURCE
from languages.tags import tag_of
from publishing.spreadsheets.clocks import clock_in, clock_text

YES, NO = "yes", "no"
# What Excel makes of "May 2021" and "Dec. 31, 2020" in a file of text.
_EXCEL_MONTH = re.compile(r"([A-Za-z]{3})-([0-9]{2})")
_EXCEL_DAY = re.compile(r"([0-9]{1,2})-([A-Za-z]{3})-([0-9]{2}|[0-9]{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A text in one line.

    `field` names the field of the form and of the record, `name` without one. `hint` says what to
    write, `example` is such a value. With `kept`, what is stored is never changed by an import, for
    the reason that it gives. With `fills`, another value than the one stored is a conflict.
    """

    name: str
    field: str = ""
    hint: str = ""
    example: str = ""
    kept: str = ""
    fills: bool = False

    @property
    def target(self) -> str:
        """The name of the field."""
        return self.field or self.name

    def write(self, record: Any) -> str:
        """What is stored, as `tidy` leaves it."""
        return self.tidy(str(getattr(record, self.target) or ""))

    def tidy(self, text: str) -> str:
        """The one way in which a value is written; text that is not understood stays as it is."""
        return in_one_line(text)

    def sent(self, text: str, district: Any) -> Mapping[str, Any]:
        """The fields that a browser would send for a tidy text. Raises ValueError."""
        return {self.target: text}


def words(name: str, **options: Any) -> Column:
    """The English of a translated field, in one line."""
    return Column(name=name, field=word_column(name, SOURCE), **options)


def translations(columns: Iterable[Column]) -> Iterator[Column]:
    """A column for each language of the site besides each one with English words: `title_es`."""
    for column in columns:
        if column.field == word_column(column.name, SOURCE):
            for code, language in LANGUAGES.items():
                if code != SOURCE:
                    name, hint = word_column(column.name, code), f"In {language.name}."
                    yield replace(column, name=name, field=name, hint=hint, example="", fills=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraphs(Column):
    """A text of several lines."""

    def tidy(self, text: str) -> str:
        return text.replace("\r\n", "\n").replace("\r", "\n").strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Address(Column):
    """A number, a link or an address of a page, without invisible characters."""

    def tidy(self, text: str) -> str:
        return without_marks(in_one_line(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Column):
    """A whole number."""

    def write(self, record: Any) -> str:
        value = getattr(record, self.target)
        return "" if value is None else str(value)

    def tidy(self, text: str) -> str:
        return re.sub(r"\.0*\Z", "", without_marks(in_one_line(text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDates(Column):
    """A date as exact as it is known, as staff type it."""

    def write(self, record: Any) -> str:
        value = getattr(record, self.target)
        return input_text(value) if value else ""

    def tidy(self, text: str) -> str:
        text = in_one_line(text)
        try:
            return "" if is_unknown(text) else input_text(understand(_unlike_excel(text)))
        except EDTFError:
            return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Days(Column):
    """A day, written 2021-05-31."""

    def tidy(self, text: str) -> str:
        text = in_one_line(text)
        try:
            day = understand(_unlike_excel(text))
        except EDTFError:
            return text
        return day.lower.isoformat() if day.precision == "day" else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks(Column):
    """A day and a time on the clock of the district, written 2021-05-31 18:00.

    Of two equal times, “(first)” or “(second)” says which one is meant.
    """

    def write(self, record: Any) -> str:
        at = getattr(record, self.target)
        zone: ZoneInfo = record.zone
        return clock_text(WallTime.at(at, zone)) if at else ""

    def tidy(self, text: str) -> str:
        known = clock_in(text)
        return clock_text(known) if known else in_one_line(text)

    def sent(self, text: str, district: Any) -> Mapping[str, Any]:
        if not (known := clock_in(text)):
            if text:
                raise ValueError("Write the day and the time, such as 2021-05-31 18:00.")
            return {self.target: ""}
        typed = known.local.strftime("%Y-%m-%dT%H:%M")
        return {self.target: typed, f"{self.target}_which": known.which}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices(Column):
    """One of `choices`, `(value, label)`: the value is written, a label is read too."""

    choices: tuple[tuple[str, Any], ...] = ()

    def tidy(self, text: str) -> str:
        text = in_one_line(text)
        # The label of one may be the value of another: values come first.
        known = {fold(str(label)): value for value, label in self.choices}
        known |= {fold(value): value for value, _ in self.choices}
        return known.get(fold(text), text)

    def sent(self, text: str, district: Any) -> Mapping[str, Any]:
        if text and text not in dict(self.choices):
            raise ValueError(f"Enter one of {', '.join(value for value, _ in self.choices)}.")
        return {self.target: text}


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNo(Column):
    """Yes or no; empty is no."""

    def write(self, record: Any) -> str:
        return YES if getattr(record, self.target, False) else NO

    def tidy(self, text: str) -> str:
        text = in_one_line(text)
        if fold(text) in ("yes", "y", "true", "1", "x"):
            return YES
        return NO if fold(text) in ("no", "n", "false", "0") else text

    def sent(self, text: str, district: Any) -> Mapping[str, Any]:
        if text not in ("", YES, NO):
            raise ValueError("Write yes or no.")
        return {self.target: text == YES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(YesNo):
    """Yes, if staff say so; it is asked by the form and not stored."""

    def write(self, record: Any) -> str:
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language(Column):
    """A language by its English name or its tag; the tag is written."""

    def tidy(self, text: str) -> str:
        return tag_of(without_marks(in_one_line(text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Related(Column):
    """A record of the same district; `names` writes what it is called in the column.

    `choices` lists the records of a district.
    """

    names: Callable[[Any], str]
    choices: Callable[[Any], Any]

    def write(self, record: Any) -> str:
        found = getattr(record, self.target)
        return self.tidy(self.names(found)) if found else ""

    def sent(self, text: str, district: Any) -> Mapping[str, Any]:
        return {self.target: self.key_of(text, district) if text else ""}

    def key_of(self, text: str, district: Any) -> str:
        """The primary key of the record that is called this. Raises ValueError."""
        found = [each for each in self.choices(district) if fold(self.names(each)) == fold(text)]
        if not found:
            known = ", ".join(sorted(self.names(each) for each in self.choices(district))[:10])
            raise ValueError(f"The district has no “{text[:40]}”. It has: {known or 'none'}.")
        if len(found) > 1:
            raise ValueError(f"Several are called “{text[:40]}”. Choose one on the record’s page.")
        return str(found[0].pk)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedMany(Related):
    """Several such records, separated by commas."""

    def write(self, record: Any) -> str:
        return self.tidy(", ".join(map(self.names, getattr(record, self.target).all())))

    def tidy(self, text: str) -> str:
        return ", ".join(sorted(filter(None, map(in_one_line, text.split(",")))))

    def sent(self, text: str, district: Any) -> Mapping[str, Any]:
        return {self.target: [self.key_of(each, district) for each in text.split(", ") if each]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Choices):
    """The answer to a question of the form, which is asked of a change and not stored."""

    def write(self, record: Any) -> str:
        return ""

    def sent(self, text: str, district: Any) -> Mapping[str, Any]:
        # Not `super()`, which a class with slots has not.
        return Choices.sent(self, text, district) if self.choices else {self.target: text}


def _unlike_excel(text: str) -> str:
    if month := _EXCEL_MONTH.fullmatch(text):
        return f"{month[1]} 20{month[2]}"
    if day := _EXCEL_DAY.fullmatch(text):
        return f"{day[2]} {day[1]} {day[3] if len(day[3]) == 4 else f'20{day[3]}'}"
    return text
