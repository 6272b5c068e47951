"""The spreadsheet of schools, with their SROs over time and decisions about them."""

from collections.abc import Mapping
from dataclasses import dataclass

from districts.addresses import address_in
from districts.models import Outcome, SchoolDecision, SchoolStatus
from districts.nces import tidy, with_zero
from publishing.spreadsheets.columns import (
    Address,
    Choices,
    Column,
    PartialDates,
    Question,
    Told,
    YesNo,
    words,
)
from publishing.spreadsheets.kinds import Kind, Part
from publishing.spreadsheets.saving import KIND
from publishing.states import ChangeKind

DATE = "A date as you type it elsewhere. Empty if not known."


@dataclass(frozen=True, slots=True, kw_only=True)
class _NcesId(Column):
    """An NCES ID, also without the zero that a spreadsheet takes away from it."""

    def tidy(self, text: str) -> str:
        return with_zero(tidy(text))


def _address(cells: Mapping[str, str]) -> str:
    """What identifies a school. Raises LineError."""
    return address_in(cells, "address", "name")


SCHOOLS = Kind(
    columns=(
        Column(name="name", hint="Required.", example="North High"),
        Address(
            name="address",
            field="slug",
            hint="Its address on the site; if empty, made from the name. It identifies the school.",
            example="north-high",
            kept="An import does not change the address. Change it on the school’s page.",
        ),
        _NcesId(
            name="nces_id",
            hint="The 12 digits of its NCES ID. Empty if not known.",
            example="080000000123",
        ),
    ),
    title="name",
    identify=_address,
    defaults=lambda cells: {"address": _address(cells)},
    unique=True,
    parts=(
        Part(
            name="sro",
            model=SchoolStatus,
            relation="history",
            parent="school",
            key=("has_sro", "sro_since"),
            required=("has_sro",),
            columns=(
                YesNo(name="has_sro", hint="yes or no.", example="no"),
                PartialDates(
                    name="sro_since",
                    field="since",
                    hint=f"Since when. {DATE}",
                    example="Fall 2021",
                ),
                YesNo(
                    name="sro_confirmed",
                    field="confirmed",
                    hint="yes, if the district has said it happened. Otherwise it is planned.",
                    example="no",
                ),
                Told(
                    name="sro_outcome_unknown",
                    field="outcome_unknown",
                    hint="yes, if it was planned for a time that is over, and it is not known what "
                    "happened.",
                ),
            ),
        ),
        Part(
            name="decision",
            model=SchoolDecision,
            relation="decisions",
            parent="school",
            key=("decided_by", "decided"),
            required=("decided_by",),
            columns=(
                words(
                    "decided_by",
                    hint="Who decided, in English. Required for a decision.",
                    example="School council",
                ),
                Choices(
                    name="outcome",
                    hint="keep, remove or other. Required for a decision.",
                    choices=tuple(Outcome.choices),
                    example="remove",
                ),
                PartialDates(name="decided", hint=DATE, example="May 2021"),
                PartialDates(
                    name="effective", hint=f"When it takes effect. {DATE}", example="Fall 2021"
                ),
            ),
        ),
    ),
    asked=(
        Question(
            name=KIND,
            hint="If a time that families see changes: correction, narrowing (known more exactly) "
            "or slip (the district moved it).",
            choices=tuple(ChangeKind.choices),
        ),
    ),
)
