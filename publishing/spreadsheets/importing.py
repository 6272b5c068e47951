"""One run of a file over the records of a district.

A dry run is the same run in a transaction that is undone: so what is shown is what happens, and no
rule is written twice.
"""

from collections import defaultdict
from typing import Any

from django.utils import timezone

from languages.characters import fold
from languages.querysets import locked
from publishing.spreadsheets.comparing import Typed, tidied
from publishing.spreadsheets.entries import Desk, Entry
from publishing.spreadsheets.files import lines_of
from publishing.spreadsheets.kinds import DISTRICT, ID, STATE, LineError
from publishing.spreadsheets.plans import ImportPlan
from publishing.states import PublicationState

# With more, others would wait for SQLite's lock until they are refused.
LARGEST = 300  # records and rows that one file may add or change
LONGEST = 100  # lines about one record, for each of which its rows are read again
TOO_LARGE = f"A file may change at most {LARGEST} records. Split it into smaller files."
TOO_LONG = f"A file may have at most {LONGEST} lines about one record. Split it into smaller files."


class Importing:
    """Saves what a file changes; the transaction of the caller decides whether that stays.

    `records` are those of the district that the user may change.
    """

    def __init__(self, desk: Desk, records: Any) -> None:
        self.desk, self.plan = desk, ImportPlan()
        locked(desk.district)  # two imports into a district wait for each other
        rows = records.order_by("pk").select_for_update(no_key=True, of=("self",))
        self.known = {record.pk: record for record in desk.kind.records(rows)}
        self.called: dict[str, list[Any]] = defaultdict(list)
        self.names: dict[str, str] = {}
        for record in self.known.values():
            self._note(record)

    def run(self, text: str) -> ImportPlan:
        """The plan, as far as it could be carried out. Raises FileError."""
        for entry in self._entries(text):
            if len(entry.lines) > LONGEST:
                self.plan.refuse(LineError(("", TOO_LONG)), entry.lines[0].line)
                break
            if (record := entry.save(self.names)) and entry.record is None:
                self._note(record)
            if len(self.plan.done) > LARGEST:
                self.plan.refuse(LineError(("", TOO_LARGE)), entry.lines[0].line)
                break
        self.plan.sort()
        return self.plan

    def _note(self, record: Any) -> None:
        kind = self.desk.kind
        self.called[kind.identify({c.name: c.write(record) for c in kind.columns})].append(record)
        self.names[fold(str(record))] = getattr(record, "slug", "")

    def _entries(self, text: str) -> list[Entry]:
        entries: dict[Any, Entry] = {}
        kind = self.desk.kind
        for line in lines_of(text, kind.named, kind.required):
            try:
                typed = tidied(kind, line)
                self._check_district(typed)
                key, record = self._found(typed)
                self._check_state(typed, record)
            except LineError as error:
                self.plan.refuse(error, line.number)
            else:
                new = Entry(self.desk, self.plan, record)
                entries.setdefault(key, new).lines.append(typed)
        return list(entries.values())

    def _found(self, typed: Typed) -> tuple[Any, Any]:
        """What the line is about: a key, and the stored record, None for a new one."""
        kind, meta = self.desk.kind, self.desk.own.model._meta
        if key := typed.cells.get(ID, ""):
            record = self.known.get(int(key)) if key.isdecimal() and len(key) < 19 else None
            if record is None:
                said = f"{self.desk.district} has no {meta.verbose_name} with this id."
                raise LineError((ID, f"{said} Leave it empty to add one."))
            return record.pk, record
        name = kind.identify(typed.cells)
        found = self.called.get(name, [])
        if len(found) > 1:
            said = f"Several {meta.verbose_name_plural} are called this. Enter the id of one, as "
            raise LineError((ID, f"{said}the downloaded file has it."))
        if found:
            return found[0].pk, found[0]
        for column, text in kind.defaults(typed.cells).items():
            typed.cells[column] = typed.cells.get(column) or text
        return name, None

    def _check_district(self, typed: Typed) -> None:
        slug = typed.cells.get(DISTRICT, "")
        if slug and slug != self.desk.district.slug:
            said = f"This line is of “{slug[:40]}”, and you chose {self.desk.district}."
            raise LineError((DISTRICT, said))

    def _check_state(self, typed: Typed, record: Any) -> None:
        """An import never changes whether families see a record."""
        now = record.state_at(timezone.now()) if record else PublicationState.DRAFT
        state = fold(typed.cells.get(STATE, ""))
        if state and state != now:
            said = f"An import leaves this as it is: “{now}”. Change it in the list."
            raise LineError((STATE, said))
