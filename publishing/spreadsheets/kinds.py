"""Which spreadsheet a model has: its columns, and those of the rows that belong to its records."""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from languages.characters import fold
from publishing.spreadsheets.columns import Column, translations

Problem = tuple[str, str]  # the column, "" for the whole line, and what is wrong
ID, DISTRICT, STATE, VERSION = "id", "district", "state", "version"
_HASH = 4  # characters for each cell


class LineError(ValueError):
    """What is in the file for one record or row cannot be used; `problems` say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(" ".join(said for _, said in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows that belong to a record: one line of a file holds one of each part.

    `relation` leads from the record to them, `parent` back. A row without its key is recognized by
    the columns in `key`; a new one needs those in `required`.
    """

    name: str
    model: type[Model]
    relation: str
    parent: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    required: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The name of the column with the key of a row."""
        return f"{self.name}_id"

    def is_filled(self, cells: Mapping[str, str]) -> bool:
        """Whether a line says anything about such a row."""
        return any(cells.get(column.name) for column in self.columns)

    def find(self, record: Any, cells: Mapping[str, str]) -> Any:
        """The stored row that a line is about, None for a new one.

        Raises LineError for a key of something else, or without what a new row needs.
        """
        rows = getattr(record, self.relation).all()
        if key := cells.get(self.id):
            if found := [row for row in rows if str(row.pk) == key]:
                return found[0]
            said = "This record has no such row. Leave it empty to add one."
            raise LineError((self.id, said))
        if missing := [name for name in self.required if not cells.get(name)]:
            raise LineError((missing[0], "Fill this in."))
        default = self._key_of(self.model())
        told = [fold(cells.get(n, "")) or default[n] for n in self.key]
        return next((row for row in rows if [*self._key_of(row).values()] == told), None)

    def make(self, record: Any) -> Any:
        """A new row of a record."""
        shared = {"district"} & {field.name for field in self.model._meta.fields}
        values = dict.fromkeys(shared, record.district)
        return self.model(**{self.parent: record, **values})

    def _key_of(self, row: Any) -> dict[str, str]:
        columns = {column.name: column for column in self.columns}
        return {name: fold(columns[name].write(row)) for name in self.key}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """The spreadsheet of a model whose records belong to a district.

    `title` is the column that names a record; `unique`: no new record may be called like another.
    `identify` makes what recognizes a record without its key of its tidy cells, by column, and
    raises LineError without them; it has to make the same of what `Column.write` makes of a stored
    record. `defaults` makes cells of a new record, by column, from those that are there. `asked`
    are questions of the form about moves of published times. `related` and `several` are relations
    that the columns read. `check` finds what is wrong with a saved record and its rows.
    `translated` are the columns with words in other languages that a file has; no download has any.
    """

    columns: tuple[Column, ...]
    title: str
    identify: Callable[[Mapping[str, str]], str]
    parts: tuple[Part, ...] = ()
    asked: tuple[Column, ...] = ()
    related: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    unique: bool = False
    defaults: Callable[[Mapping[str, str]], Mapping[str, str]] = lambda cells: {}
    check: Callable[[Any], Iterable[Problem]] = lambda record: ()
    translated: tuple[Column, ...] = ()

    @cached_property
    def known(self) -> tuple[str, ...]:
        """The names of all columns that a file may have."""
        return (*self.header, *_names(translations(self.columns)))

    def with_translations(self, names: Collection[str]) -> "Kind":
        """This kind for a file with these columns."""
        found = (each for each in translations(self.columns) if each.name in names)
        return replace(self, translated=tuple(found))

    @property
    def named(self) -> tuple[str, ...]:
        """The names of the columns of a download, and of those in other languages that it reads."""
        return (*self.header, *_names(self.translated))

    @property
    def own(self) -> tuple[Column, ...]:
        """The columns of the record that an import reads."""
        return (*self.columns, *self.translated)

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The names of all columns, in the order in which they are written."""
        parts = chain.from_iterable((part.id, *_names(part.columns)) for part in self.parts)
        own, asked = _names(self.columns), _names(self.asked)
        return (ID, DISTRICT, STATE, *own, *parts, *asked, VERSION)

    @cached_property
    def every_column(self) -> tuple[Column, ...]:
        """The columns of the record, of its parts, and the questions."""
        rows = chain.from_iterable(part.columns for part in self.parts)
        return (*self.own, *rows, *self.asked)

    @property
    def described(self) -> list[tuple[str, str, str]]:
        """Each column, what to write in it, and an example."""
        known = {each.name: (each.hint, each.example) for each in self.every_column}
        known |= {
            ID: ("Leave this as it was downloaded; empty to add something.", ""),
            DISTRICT: ("May be left out.", ""),
            STATE: ("May be left out. An import never changes it.", ""),
            VERSION: ("Leave this as it was downloaded, so that nothing newer is replaced.", ""),
            **{part.id: ("Leave this as it was downloaded.", "") for part in self.parts},
        }
        return [(name, *known[name]) for name in self.header]

    @property
    def required(self) -> tuple[str, ...]:
        """One of these a file has to have."""
        return (self.title, ID)

    def records(self, records: "QuerySet[Any]") -> "QuerySet[Any]":
        """`records` with all that their lines hold."""
        rows = [part.relation for part in self.parts]
        return records.select_related("district", *self.related).prefetch_related(
            *self.several, *rows
        )

    def lines(self, record: Any) -> Iterator[list[str]]:
        """The lines of a record, one for each of its rows, as many as it has of any part."""
        rows = [list(getattr(record, part.relation).all()) for part in self.parts]
        own = [column.write(record) for column in self.columns]
        state = record.state_at(timezone.now())
        facts = [str(record.pk), record.district.slug, str(state), *own]
        for number in range(max([1, *map(len, rows)])):
            here = [each[number] if number < len(each) else None for each in rows]
            cells = [
                [str(row.pk), *(column.write(row) for column in part.columns)]
                if row
                else [""] * (1 + len(part.columns))
                for part, row in zip(self.parts, here, strict=True)
            ]
            values = [*own, *chain.from_iterable(each[1:] for each in cells)]
            asked = [""] * len(self.asked)
            yield [*facts, *chain.from_iterable(cells), *asked, version_of(values)]

    def shown(self, version: str) -> dict[str, str]:
        """The hash of each cell by column, as a downloaded line had it. Raises ValueError."""
        names = [
            *_names(self.columns),
            *chain.from_iterable(_names(each.columns) for each in self.parts),
        ]
        hashes = version[1:]
        if len(hashes) != _HASH * len(names):
            raise ValueError("Leave this as it was downloaded, or empty.")
        return {name: hashes[i * _HASH : (i + 1) * _HASH] for i, name in enumerate(names)}


def version_of(values: Sequence[str]) -> str:
    """What a downloaded line says of the cells that it was written with, in order.

    The letter keeps spreadsheets from taking it for a number or a formula.
    """
    return f"v{''.join(map(hash_of, values))}"


def hash_of(value: str) -> str:
    """A short hash of a tidy cell: enough to see that somebody has edited it."""
    return urlsafe_b64encode(blake2b(value.encode(), digest_size=3).digest()).decode()


def _names(columns: Iterable[Column]) -> tuple[str, ...]:
    return tuple(column.name for column in columns)
