"""Compares the cells of a line with what is stored, and with what the line was downloaded with.

Pure. Without what was downloaded, an empty cell says nothing. With it, a cell counts only if it
was edited since, and is in conflict if somebody else has changed the same value meanwhile.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from languages.characters import fold
from publishing.imports import ImportStep
from publishing.spreadsheets.columns import Column
from publishing.spreadsheets.files import Line, plain
from publishing.spreadsheets.kinds import ID, VERSION, Kind, LineError, Problem, hash_of

LONGEST = 20_000  # characters of a cell


@dataclass(frozen=True, slots=True)
class Change:
    """One value that an import changes, as the file writes it."""

    column: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class RecordStep(ImportStep):
    """What becomes of one record or row; `said` names it, or says why it is refused."""

    changes: tuple[Change, ...] = ()

    @property
    def subject(self) -> str:
        changes = [f"{each.column}: “{each.was}” → “{each.now}”." for each in self.changes]
        return " ".join([*self.said, *changes])


@dataclass(frozen=True, slots=True)
class Typed:
    """A line with tidy cells, `shown` the hashes that it was downloaded with."""

    line: int
    cells: dict[str, str]
    shown: dict[str, str]


@dataclass(slots=True)
class Edits:
    """Edited cells by column, the lines where they stand, and the columns in conflict."""

    texts: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)

    def add(
        self, columns: Iterable[Column], typed: Typed, stored: Mapping[str, str]
    ) -> list[Problem]:
        """Take in what a line edits. Returns what contradicts earlier lines or is never changed."""
        problems = []
        for column in columns:
            name, text = column.name, typed.cells.get(column.name, "")
            if not _is_edited(name, typed) or text == stored.get(name, ""):
                continue
            if column.kept and stored:
                problems.append((name, column.kept))
            elif fold(self.texts.get(name, text)) != fold(text):
                said = f"Line {self.lines[name]} says “{self.texts[name]}” for the same record."
                problems.append((name, said))
            elif name not in self.texts:
                self.texts[name], self.lines[name] = text, typed.line
                if _is_in_conflict(column, typed, stored):
                    self.conflicts.append(name)
        return problems


def tidied(kind: Kind, line: Line) -> Typed:
    """The cells of a line, without the apostrophes before formulas. Raises LineError."""
    if line.beyond:
        raise LineError(("", "The line has more cells than the file has columns."))
    columns = {column.name: column for column in kind.every_column}
    cells, problems = {}, []
    for name, cell in line.cells.items():
        try:
            cells[name] = _cell(columns.get(name, Column(name=name)), cell)
        except ValueError as error:
            problems.append((name, str(error)))
    try:
        shown = kind.shown(cells[VERSION]) if cells.get(VERSION) and cells.get(ID) else {}
    except ValueError as error:
        problems.append((VERSION, str(error)))
    if problems:
        raise LineError(*problems)
    return Typed(line.number, cells, shown)


def _cell(column: Column, cell: str) -> str:
    text = column.tidy(plain(column.tidy(cell)))
    if len(text) > LONGEST:
        raise ValueError(f"This is longer than {LONGEST} characters.")
    return text


def _is_in_conflict(column: Column, typed: Typed, stored: Mapping[str, str]) -> bool:
    """Whether the line would replace something that it was not written from."""
    now = stored.get(column.name, "")
    if column.fills:
        return bool(now)
    return bool(stored and typed.shown) and hash_of(now) != typed.shown[column.name]


def _is_edited(name: str, typed: Typed) -> bool:
    if name not in typed.cells:
        return False
    text = typed.cells[name]
    return hash_of(text) != typed.shown[name] if name in typed.shown else bool(text)
