"""Carries out the import of a spreadsheet through the forms of an admin page.

Nothing is written but in parts, each in a transaction of its own, so that others can save between.
"""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from districts.models import District, SpreadsheetImport
from publishing.at_the_end import told_once
from publishing.changes import Way, acting, trying
from publishing.once import StaffRequest
from publishing.settled_forms import SettledForm
from publishing.spreadsheets.comparing import RecordStep
from publishing.spreadsheets.entries import Desk
from publishing.spreadsheets.files import columns_in, lines_of
from publishing.spreadsheets.importing import Importing
from publishing.spreadsheets.kinds import Kind
from publishing.spreadsheets.plans import Done, ImportPlan
from publishing.spreadsheets.saving import Saver


class _StoppedError(Exception):
    """Somebody undoes the import, or has finished it."""


@dataclass(frozen=True, slots=True)
class SpreadsheetRun:
    """An import by the user of a request; `admin` is the page that has the spreadsheet."""

    admin: Any
    request: StaffRequest
    stored: SpreadsheetImport

    @property
    def text(self) -> str:
        """The file."""
        return bytes(self.stored.upload).decode()

    def plan(self) -> ImportPlan:
        """What the file would do; each record is saved, and this is undone. Raises FileError."""
        with trying():
            return self._importing(()).run(self.text)

    def go_on(self, at: datetime) -> list[Any]:
        """Write what was chosen and is not written yet; return the forms of what was there before.

        A record is left if something else would become of it than what was shown. Several may do
        this at once: each record is written once.
        """
        stored = SpreadsheetImport.objects.get(pk=self.stored.pk)
        forms: list[Any] = []
        if not stored.is_unfinished:
            return forms

        def takes(one: ImportPlan) -> bool:
            if not SpreadsheetImport.locked(stored.pk).is_unfinished:
                raise _StoppedError
            if one.refused or one.token not in shown:
                return False
            for done in one.done:
                self._log(done)
            forms.extend(done.form for done in one.done if not done.is_new)
            return True

        shown = {*stored.chosen["seen"]}
        try:
            act = acting(self.request.staff, way=Way.CSV, group=stored.group)
            with act, told_once([stored.district_id]):
                plan = self._importing(stored.chosen["choose"]).run(self.text, takes)
        except _StoppedError:
            return forms
        _finish(stored.pk, plan.left, at)
        return forms

    def _importing(self, chosen: Any) -> Importing:
        kind = kind_of(self.text, self.admin.spreadsheet)
        district = self.stored.district
        records = self.admin.get_queryset(self.request).in_districts([district.pk])
        return Importing(self._desk(district, kind, chosen), records)

    def _desk(self, district: District, kind: Kind, chosen: Any) -> Desk:
        """The forms of the page and its rows, for records of one district."""
        admin, request = self.admin, copy(self.request)
        like = admin.model(district=district)
        # Some forms ask about moves in their rows alone.
        asked = tuple(each for each in kind.asked if each.target in admin.form.base_fields)
        names = [column.target for column in (*kind.own, *asked)]
        form = admin.get_form(request, like, fields=names)
        rows = {}
        inlines = {each.model: each for each in admin.get_inline_instances(request, like)}
        for part in kind.parts:
            fields = [column.target for column in part.columns]
            made = inlines[part.model].get_formset(request, like, fields=fields).form
            rows[part.name] = Saver(made, part.columns, kind.asked, part.parent)
        return Desk(
            kind=kind,
            district=district,
            own=Saver(form, kind.own, asked),
            rows=rows,
            may_change=lambda record: admin.edits(request, record),
            chosen=chosen,
        )

    def _log(self, done: Done) -> None:
        admin, request, record = self.admin, self.request, done.form.instance
        has_page = type(record) in admin.admin_site._registry
        log = admin.log_addition if done.is_new and has_page else admin.log_change
        log(request, record if has_page else done.owner, f"Imported from a file, {done.said}")
        for said in getattr(done.form, "why", ()):
            admin.log_change(request, done.owner, said)
        if isinstance(done.form, SettledForm) and done.form.moves:
            done.form.moved_record(request.user).save()


def kind_of(text: str, kind: Kind) -> Kind:
    """The spreadsheet with the columns of a file. Raises FileError."""
    return kind.with_translations(columns_in(text, kind.known))


def check(text: str, kind: Kind) -> None:
    """Raise FileError if the file cannot be read to its end."""
    kind = kind_of(text, kind)
    lines: Iterator[Any] = lines_of(text, kind.named, kind.required)
    for _ in lines:
        pass


@transaction.atomic
def _finish(key: int, left: list[RecordStep], at: datetime) -> None:
    stored = SpreadsheetImport.locked(key)
    if stored.is_unfinished:
        stored.finish(([step.line, step.effect, step.subject] for step in left), at)
