"""Compares a CSV file of schools and decisions with a district, and applies the difference."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from districts.csv_import import DecisionRow, SchoolRow, read_rows
from districts.models import District, Outcome, School, SchoolDecision, still_to_come
from languages.characters import fold
from languages.columns import word_column, words_in
from languages.date_input import input_text
from languages.querysets import locked
from languages.registry import SOURCE
from publishing.imports import Effect, Step, token_of
from publishing.states import PublicationState


@dataclass(frozen=True, slots=True)
class SchoolStep(Step):
    """What one line does to one record; `record` is the unsaved result, None if nothing changes."""

    record: School | SchoolDecision | None = None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What a file would do, line by line."""

    steps: list[SchoolStep]

    @property
    def token(self) -> str:
        """Stays the same as long as the file and its effect are the same."""
        return token_of(self.steps)

    @property
    def refused(self) -> bool:
        """Whether a line is refused, so that nothing may be imported."""
        return any(step.effect is Effect.REFUSED for step in self.steps)

    @property
    def changes(self) -> list[SchoolStep]:
        """The steps that add or change a record."""
        return [step for step in self.steps if step.effect in (Effect.NEW, Effect.CHANGED)]

    def of_drafts(self) -> "ImportPlan":
        """The same for a user who may not publish: what is public is not changed."""
        return ImportPlan(sorted(map(_of_draft, self.steps), key=_order))

    def apply(self) -> list[SchoolStep]:
        """Save and return the changes; call it in a transaction, and only if nothing is refused."""
        for step in self.changes:
            if isinstance(step.record, SchoolDecision):
                step.record.school = step.record.school  # sets the key, known only now
            if step.record:
                step.record.save()
        return self.changes


def plan_import(data: bytes, district: District, *, lock: bool = False) -> ImportPlan:
    """Compare a file with the stored schools of a district. Raises FileError.

    `lock`: other imports into the district wait until the end of the transaction.
    """
    reading = read_rows(data, Outcome.values)
    steps = [SchoolStep(each.line, Effect.REFUSED, (each.reason,)) for each in reading.refusals]
    steps += _Comparison(district, lock=lock).steps(reading.rows)
    return ImportPlan(sorted(steps, key=_order))


class _Comparison:
    """The schools and decisions of a district, indexed by what identifies them in a file."""

    def __init__(self, district: District, *, lock: bool) -> None:
        self.district = district
        schools = School.objects.filter(district=district).order_by("pk")
        decided = SchoolDecision.objects.filter(district=district, school__isnull=False)
        decisions = decided.order_by("pk")
        if lock:
            locked(district)
            schools = schools.select_for_update(no_key=True)
            decisions = decisions.select_for_update(no_key=True)
        self.schools = {school.slug: school for school in schools}
        self.names = {fold(school.name): school.slug for school in self.schools.values()}
        self.decisions: dict[Any, SchoolDecision] = {
            (each.school_id, _by(each), str(each.decided or "")): each for each in decisions
        }
        self.public = set(decided.public(timezone.now()).values_list("pk", flat=True))
        self.met: set[str] = set()

    def steps(self, rows: list[SchoolRow]) -> Iterator[SchoolStep]:
        for row in rows:
            school = self.schools.get(row.slug)
            if row.slug not in self.met:
                self.met.add(row.slug)
                yield self._school(row, school)
            school = self.schools.get(row.slug)
            if row.decision and school:
                yield self._decision(row, row.decision, school)

    def _school(self, row: SchoolRow, school: School | None) -> SchoolStep:
        if school is None and (slug := self.names.get(fold(row.name))):
            said = f"The district already has this school. Enter its address: “{slug}”."
            return _step(row, Effect.REFUSED, said)
        if school is None:
            school = School(district=self.district, slug=row.slug, name=row.name)
            self.schools[row.slug] = school
            self.names[fold(row.name)] = row.slug
            return _step(row, Effect.NEW, f"School {row.name} ({row.slug})", school)
        if school.name == row.name:
            return _step(row, Effect.UNCHANGED, f"School {row.name}", school)
        words = f"School {row.slug}: “{school.name}” will be renamed “{row.name}”"
        school.name = row.name
        return _step(row, Effect.CHANGED, words, school)

    def _decision(self, row: SchoolRow, told: DecisionRow, school: School) -> SchoolStep:
        known = self.decisions.get((school.pk, *told.key)) if school.pk else None
        words = f"Decision on {row.name}: {_said(told)}"
        if known is None:
            made = SchoolDecision(district=self.district, school=school, decided=told.decided)
            setattr(made, word_column("decided_by", SOURCE), told.decided_by)
            made.outcome, made.effective = told.outcome, told.effective
            if errors := still_to_come(made, "decided"):
                return SchoolStep(
                    row.line, Effect.REFUSED, (f"{words}: {errors['decided'].message}",)
                )
            return _step(row, Effect.NEW, words, made)
        effective = told.effective or known.effective  # a file may leave it out
        if (known.outcome, known.effective) == (told.outcome, effective):
            return _step(row, Effect.UNCHANGED, words, known)
        if known.effective not in (None, effective) and known.pk in self.public:
            said = f"Families see that it takes effect {input_text(known.effective)}. Change the "
            said += "date on the decision’s own page, which asks why."
            return _step(row, Effect.REFUSED, f"{words}: {said}")
        known.outcome, known.effective = told.outcome, effective
        return _step(row, Effect.CHANGED, words, known)


def _of_draft(step: SchoolStep) -> SchoolStep:
    published = step.record and step.record.state == PublicationState.PUBLISHED
    if step.effect is not Effect.CHANGED or not published:
        return step
    said = f"{step.subject}: Only publishers of the district change what is published."
    return SchoolStep(step.line, Effect.REFUSED, (said,))


def _order(step: SchoolStep) -> tuple[bool, int]:
    """What is refused stands first, because it is what the user has to look at."""
    return step.effect is not Effect.REFUSED, step.line


def _step(row: SchoolRow, effect: Effect, said: str, record: Any = None) -> SchoolStep:
    return SchoolStep(row.line, effect, (said,), record)


def _by(decision: SchoolDecision) -> str:
    return fold(words_in(decision, "decided_by", SOURCE))


def _said(told: DecisionRow) -> str:
    decided = input_text(told.decided) if told.decided else "time not known"
    effective = f", takes effect {input_text(told.effective)}" if told.effective else ""
    return f"{Outcome(told.outcome).label}, by {told.decided_by}, {decided}{effective}"
