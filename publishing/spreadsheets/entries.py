"""One record of a file, with its rows: compared, saved, and noted in the plan."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from languages.characters import fold
from publishing.imports import Effect
from publishing.spreadsheets.comparing import Change, Edits, RecordStep, Typed
from publishing.spreadsheets.kinds import Kind, LineError, Part, Problem
from publishing.spreadsheets.plans import Done, ImportPlan
from publishing.spreadsheets.saving import Saver

_BUSY = "Another user has just changed this. Choose the file again."
_SEEN = "Only publishers of the district change what is published."


@dataclass(frozen=True, slots=True)
class Desk:
    """What an import needs of the user's side.

    `own` saves records, `rows` those of each part by its name. `may_change` says whether the user
    may change a stored record. `chosen` holds the tokens of conflicts in which the file is to win.
    """

    kind: Kind
    district: Any
    own: Saver
    rows: dict[str, Saver]
    may_change: Callable[[Any], bool]
    chosen: Collection[str] = ()


@dataclass(slots=True)
class _Target:
    """A record or row with what is stored of it, and what the file says."""

    saver: Saver
    record: Any
    said: str
    stored: dict[str, str]
    edits: Edits = field(default_factory=Edits)

    @property
    def is_new(self) -> bool:
        return self.record.pk is None


@dataclass(slots=True)
class Entry:
    """The lines about one record; `record` is None if it is new."""

    desk: Desk
    plan: ImportPlan
    record: Any
    lines: list[Typed] = field(default_factory=list)
    _met: dict[tuple[str, int], int] = field(default_factory=dict)

    def save(self, names: dict[str, str]) -> Any:
        """Save it with its rows; returns the record, None if it is refused.

        `names` are what the records of the district are called, folded, with their addresses.
        """
        line = self.lines[0].line
        try:
            with transaction.atomic():
                record = self._own(names)
                for typed in self.lines:
                    for part in self.desk.kind.parts:
                        if typed.cells.get(part.id) or part.is_filled(typed.cells):
                            self._row(part, record, typed)
                if problems := [*self.desk.kind.check(record)]:
                    raise LineError(*problems)
        except LineError as error:
            self.plan.refuse(error, line)
            return None
        except IntegrityError:
            self.plan.refuse(LineError(("", _BUSY)), line)
            return None
        return record

    def _own(self, names: dict[str, str]) -> Any:
        """Save the record's own columns. Raises LineError if rows cannot be looked at then."""
        kind, record = self.desk.kind, self.record
        stored = {each.name: each.write(record) for each in kind.own} if record else {}
        model = self.desk.own.model
        target = _Target(self.desk.own, record or model(district=self.desk.district), "", stored)
        problems = self._edits(target)
        name = target.edits.texts.get(kind.title) or stored.get(kind.title, "")
        target.said = f"{model._meta.verbose_name.capitalize()} “{name}”"
        if kind.unique and not record and (slug := names.get(fold(name))):
            said = f"The district already has this {model._meta.verbose_name}. Enter its address: "
            problems.append(("address", f"{said}“{slug}”."))
        if problems:
            raise LineError(*problems)
        return self._saved(target, target.record, self.lines)

    def _edits(self, target: _Target) -> list[Problem]:
        """Take in the lines; each but the first has to add something."""
        first, *more = self.lines
        problems = target.edits.add(self.desk.kind.own, first, target.stored)
        for typed in more:
            known = {*target.edits.texts}
            found = target.edits.add(self.desk.kind.own, typed, target.stored)
            adds = known != {*target.edits.texts} or any(
                part.is_filled(typed.cells) for part in self.desk.kind.parts
            )
            if not (adds or found):
                found.append(("", f"This line repeats line {first.line}."))
            if found:
                self.plan.refuse(LineError(*found), typed.line)
        return problems

    def _row(self, part: Part, record: Any, typed: Typed) -> None:
        """Save a row of the record."""
        try:
            row = part.find(record, typed.cells)
            stored = {each.name: each.write(row) for each in part.columns} if row else {}
            name = str(part.model._meta.verbose_name)
            said = f"{name[0].upper()}{name[1:]} of “{record}”"
            target = _Target(self.desk.rows[part.name], row or part.make(record), said, stored)
            problems = target.edits.add(part.columns, typed, stored)
            met = self._met.setdefault((part.name, row.pk), typed.line) if row else typed.line
            if met != typed.line:
                told = "gives different details for this" if target.edits.texts else "says the same"
                problems.append(("", f"Line {met} {told}."))
            if problems:
                raise LineError(*problems)
            saved = self._saved(target, record, [typed])
            self._met[part.name, saved.pk] = typed.line
            getattr(record, "_prefetched_objects_cache", {}).pop(part.relation, None)
        except LineError as error:
            self.plan.refuse(error, typed.line)

    def _saved(self, target: _Target, owner: Any, lines: list[Typed]) -> Any:
        """The record as it is now. Raises LineError for one that is neither stored nor saved."""
        if not target.edits.texts and not target.is_new:
            self.plan.steps.append(RecordStep(lines[0].line, Effect.UNCHANGED, (target.said,)))
            return target.record
        line = min(target.edits.lines.values(), default=lines[0].line)
        try:
            with transaction.atomic():
                return self._written(target, owner, line, _answers(target.saver, lines))
        except LineError as error:
            self.plan.refuse(error, line, target.edits.lines)
            if target.is_new:
                raise LineError from error  # which has been noted
            return target.record

    def _written(self, target: _Target, owner: Any, line: int, answers: dict[str, str]) -> Any:
        stored = [each for each in (owner, target.record) if each.pk and hasattr(each, "state")]
        if not all(map(self.desk.may_change, stored)):
            raise LineError(("", _SEEN))
        texts, saver = target.edits.texts, target.saver
        form = saver.save(target.record, texts, answers, self.desk.district)
        changes = [] if target.is_new else saver.changes(target.stored, form.instance, texts)
        shown = saver.changes({}, form.instance, texts) if target.is_new else changes
        step = RecordStep(line, _effect(target, changes), (target.said,), tuple(shown))
        self.plan.steps.append(step)
        if step.effect is Effect.CONFLICT and step.token not in self.desk.chosen:
            transaction.set_rollback(True)
            return target.record
        if step.effect is not Effect.UNCHANGED:
            owned = form.instance if owner is target.record else owner
            self.plan.done.append(Done(form, owned, f"line {line}: {step.subject}", target.is_new))
        return form.instance


def _effect(target: _Target, changes: Iterable[Change]) -> Effect:
    if target.is_new:
        return Effect.NEW
    changed = [each.column for each in changes]
    if {*changed} & {*target.edits.conflicts}:
        return Effect.CONFLICT
    return Effect.CHANGED if changed else Effect.UNCHANGED


def _answers(saver: Saver, lines: Iterable[Typed]) -> dict[str, str]:
    asked = {column.name for column in saver.asked}
    found: dict[str, str] = {}
    for typed in lines:
        found |= {name: text for name, text in typed.cells.items() if name in asked and text}
    return found
