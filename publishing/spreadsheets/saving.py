"""Saves what a file says of one record or row through the form of the admin.

So the rules of that form hold: what it refuses is refused, and a move of a published time needs the
same answers.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms.models import InlineForeignKeyField
from django.http import QueryDict

from languages.clock_forms import WallTimeField
from languages.date_input import understand
from languages.edtf import EDTFError
from publishing.merging_fields import OPENED
from publishing.spreadsheets.columns import Column
from publishing.spreadsheets.comparing import Change
from publishing.spreadsheets.kinds import LineError, Problem
from publishing.why_moved import AsksWhy

KIND = "move_kind"  # the column that says why a published time changes


@dataclass(frozen=True, slots=True)
class Saver:
    """Saves records of one model; `make` is the form, `parent` names the key of a row's record."""

    make: type[Any]
    columns: tuple[Column, ...]
    asked: tuple[Column, ...] = ()
    parent: str = ""

    @property
    def model(self) -> Any:
        """The model of the records."""
        return self.make._meta.model

    def save(
        self, record: Any, texts: Mapping[str, str], answers: Mapping[str, str], district: Any
    ) -> Any:
        """The valid form, saved unless it changes nothing. Raises LineError.

        `texts` are the edited cells by column, `answers` those to questions about a move.
        """
        unbound = self._form(record)
        sent = {**_sent_by(unbound), **_gathered(self.columns, texts, district)}
        moving = (
            {*getattr(record, "settled_fields", ())}
            & {*sent}
            & {column.target for column in self.columns if column.name in texts}
        )
        if moving:
            sent |= self._answers(answers, moving, sent, district)
        if record.pk:
            sent[OPENED] = unbound.signed
        form = self._form(record, _posted(sent))
        if not form.is_valid():
            raise LineError(*self._problems(form))
        if not record.pk or form.changed_data:
            form.save()
        return form

    def changes(self, before: Mapping[str, str], record: Any, names: Iterable[str]) -> list[Change]:
        """What has changed in the columns `names`, as the file would say it now."""
        now = {each.name: each.write(record) for each in self.columns if each.name in names}
        found = (Change(name, before.get(name, ""), text) for name, text in now.items())
        return [each for each in found if each.was != each.now]

    def _form(self, record: Any, data: Any = None) -> Any:
        form = self.make(data, instance=record)
        if self.parent:
            owner = getattr(record, self.parent)
            form.fields[self.parent] = InlineForeignKeyField(owner)
        return form

    def _answers(
        self, answers: Mapping[str, str], moving: set[str], sent: Mapping[str, Any], district: Any
    ) -> dict[str, Any]:
        """The answers as the two kinds of forms ask for them."""
        found = _gathered(self.asked, {n: text for n, text in answers.items() if text}, district)
        if issubclass(self.make, AsksWhy) and answers.get(KIND):
            found |= {f"{name}-why": f"{answers[KIND]} {_edtf(sent[name])}" for name in moving}
        return found

    def _problems(self, form: Any) -> Iterator[Problem]:
        names = {column.target: column.name for column in (*self.columns, *self.asked)}
        for name, errors in form.errors.as_data().items():
            for error in errors:
                column = names.get(name, "")
                if asked := getattr(form, "asked", {}).get(name):
                    kinds = "correction, narrowing or slip"
                    yield column, f"{asked} Write in the column “{KIND}”: {kinds}."
                else:
                    yield from ((column, said) for said in error.messages)


def _gathered(columns: Iterable[Column], texts: Mapping[str, str], district: Any) -> dict[str, Any]:
    sent: dict[str, Any] = {}
    problems = []
    for column in columns:
        if column.name in texts:
            try:
                sent |= column.sent(texts[column.name], district)
            except ValueError as error:
                problems.append((column.name, str(error)))
    if problems:
        raise LineError(*problems)
    return sent


def _sent_by(form: Any) -> dict[str, Any]:
    """What a browser would send of a form in which nothing was typed."""
    sent: dict[str, Any] = {}
    for name, field in form.fields.items():
        if isinstance(field, InlineForeignKeyField) or name == OPENED:
            continue
        stored = form[name].stored
        if isinstance(field, WallTimeField):
            sent[name], sent[f"{name}_which"] = stored
        else:
            sent[name] = stored
    return sent


def _posted(sent: Mapping[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in sent.items():
        if value is False:
            continue  # a box that is not checked
        data.setlist(name, value if isinstance(value, list) else ["on" if value is True else value])
    return data


def _edtf(text: str) -> str:
    try:
        return str(understand(text)) if text else ""
    except EDTFError:
        return ""
