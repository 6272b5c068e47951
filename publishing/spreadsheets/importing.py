"""One run of a file over the records of a district.

A dry run is the same run, in which nothing that was saved is kept: so what is shown is what
happens, and no rule is written twice. What a file leaves as it is needs no lock; the rest is saved
a few records at a time, so that others can save between.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from languages.characters import fold
from languages.querysets import locked
from publishing.moments import one_moment
from publishing.parts import in_parts
from publishing.spreadsheets.comparing import Typed, tidied
from publishing.spreadsheets.entries import Desk, Entry, UnsettledError
from publishing.spreadsheets.files import lines_of
from publishing.spreadsheets.kinds import DISTRICT, ID, STATE, LineError
from publishing.spreadsheets.plans import ImportPlan
from publishing.states import PublicationState

LARGEST = 1500  # records that one file may add or change
TOO_MANY = f"A file may change at most {LARGEST} records. Split it into smaller files."
Takes = Callable[[ImportPlan], bool]
"""Whether what was done to a record stays; it is asked within the transaction."""
_Group = tuple[Any, list[Typed]]  # a key, that of the record if there is one, and the lines


def nothing(one: ImportPlan) -> bool:
    """A dry run takes nothing."""
    return False


class Importing:
    """Saves what a file changes, each record as a whole or not at all.

    `records` are those of the district that the user may change.
    """

    def __init__(self, desk: Desk, records: Any) -> None:
        self.desk, self.plan = desk, ImportPlan()
        self.rows = desk.kind.records(records.order_by("pk"))
        self.known: dict[int, Any] = {}
        self.called: dict[str, set[int]] = defaultdict(set)
        self.names: dict[str, str] = {}

    def run(self, text: str, takes: Takes = nothing) -> ImportPlan:
        """What becomes of each record in the file. Raises FileError.

        Each part is compared again, with its records locked.
        """
        with one_moment():
            self._look_at(self.rows)
            groups = self._groups(text)
            unsettled = [group for group in groups if not self._is_settled(group)]
        if len(unsettled) > LARGEST:
            _, lines = unsettled[LARGEST]
            self.plan.add(_refused(LineError(("", TOO_MANY)), lines[0].line))
        else:
            for part in in_parts(unsettled):
                self._save(part, takes)
        self.plan.sort()
        return self.plan

    def _look_at(self, rows: Iterable[Any]) -> None:
        kind = self.desk.kind
        for record in rows:
            self.known[record.pk] = record
            cells = {each.name: each.write(record) for each in kind.columns}
            self.called[kind.identify(cells)].add(record.pk)
            self._note(record)

    def _note(self, record: Any) -> None:
        self.names[fold(str(record))] = getattr(record, "slug", "")

    def _is_settled(self, group: _Group) -> bool:
        """Whether it shows without saving anything what becomes of a record."""
        try:
            one, _ = self._tried(group, replace(self.desk, writes=False))
        except UnsettledError:
            return False
        self.plan.add(one)
        return True

    @transaction.atomic
    def _save(self, part: list[_Group], takes: Takes) -> None:
        locked(self.desk.district)  # two imports into a district wait for each other
        keys, newest = [key for key, _ in part if key in self.known], max(self.known, default=0)
        for key in keys:
            del self.known[key]
        rows = self.rows.filter(Q(pk__in=keys) | Q(pk__gt=newest))
        self._look_at(rows.select_for_update(no_key=True, of=("self",)))
        for group in part:
            with transaction.atomic():
                one, record = self._tried(group, self.desk)
                is_taken = takes(one)
                transaction.set_rollback(not is_taken)
            self.plan.add(one, used=is_taken)
            if record is not None:
                self._note(record)

    def _tried(self, group: _Group, desk: Desk) -> tuple[ImportPlan, Any]:
        """The plan of one record, and the record, None if it is refused."""
        one, (_, lines) = ImportPlan(), group
        try:
            _, record = self._found(lines[0])
            for typed in lines:
                self._check_state(typed, record)
        except LineError as error:
            return _refused(error, lines[0].line), None
        return one, Entry(desk, one, record, lines).save(self.names)

    def _groups(self, text: str) -> list[_Group]:
        """The lines of each record; what is wrong with others is noted."""
        groups: dict[Any, list[Typed]] = {}
        kind = self.desk.kind
        for line in lines_of(text, kind.named, kind.required):
            try:
                typed = tidied(kind, line)
                self._check_district(typed)
                key, record = self._found(typed)
                self._check_state(typed, record)
            except LineError as error:
                self.plan.add(_refused(error, line.number))
            else:
                groups.setdefault(key, []).append(typed)
        return list(groups.items())

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
        found = [self.known[key] for key in self.called.get(name, ()) if key in self.known]
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


def _refused(error: LineError, line: int) -> ImportPlan:
    one = ImportPlan()
    one.refuse(error, line)
    return one
