"""The spreadsheets of milestones and commitments, with what has been stated of them."""

from collections.abc import Callable, Mapping
from typing import Any

from districts.models import Document, School
from events.models import Meeting
from languages.characters import fold
from languages.columns import word_column, words_in
from languages.registry import SOURCE
from publishing.spreadsheets.columns import (
    Address,
    Choices,
    Days,
    Number,
    Paragraphs,
    PartialDates,
    Question,
    Related,
    RelatedMany,
    YesNo,
    words,
)
from publishing.spreadsheets.kinds import Kind, LineError, Part
from publishing.spreadsheets.saving import KIND
from publishing.states import ChangeKind
from timeline.models import (
    AskedOf,
    CommitmentKind,
    CommitmentState,
    CommitmentStatus,
    MilestoneStatus,
    Phase,
    PlanArea,
    Status,
    Workstream,
)

DATE = "A date as you type it elsewhere. Empty if not known."
POSITION = Number(name="position", hint="Position in the list. 0 comes first.", example="0")
DOCUMENT = Related(
    name="document",
    hint="The title of a document of the district.",
    names=lambda document: words_in(document, "title", SOURCE),
    choices=lambda district: Document.objects.filter(district=district),
)
SCHOOLS = RelatedMany(
    name="schools",
    hint="Addresses of schools, separated by commas.",
    example="north-high, south-high",
    names=lambda school: str(school.slug),
    choices=lambda district: School.objects.filter(district=district),
)
# The questions that a form asks about the move of a published time.
MOVES = (
    Question(
        name=KIND,
        field="moved_kind",
        hint="If a time that families see changes: correction, narrowing (known more exactly) or "
        "slip (the district moved it).",
        choices=tuple(ChangeKind.choices),
    ),
    Question(
        name="move_reason",
        field="moved_reason",
        hint="Of a slip: the reason, in English. Families see it.",
    ),
    Days(
        name="move_announced_on",
        field="moved_announced_on",
        hint="Of a slip: the day of the announcement.",
    ),
)


def _called(title: str) -> Callable[[Mapping[str, str]], str]:
    def identify(cells: Mapping[str, str]) -> str:
        if not (text := cells.get(title, "")):
            raise LineError((title, f"The {title} is missing."))
        return fold(text)

    return identify


def _statuses(model: type, parent: str, choices: tuple[tuple[str, Any], ...]) -> Part:
    said = ", ".join(value for value, _ in choices)
    return Part(
        name="status",
        model=model,
        relation="statuses",
        parent=parent,
        key=("status", "status_since"),
        required=("status",),
        columns=(
            Choices(name="status", hint=f"One of {said}.", choices=choices, example="planned"),
            PartialDates(name="status_since", field="since", hint=f"Since when. {DATE}"),
        ),
    )


def _workstream(workstream: Workstream) -> str:
    return f"{workstream.phase.number}: {words_in(workstream, 'title', SOURCE)}"


MILESTONES = Kind(
    columns=(
        words("title", hint="In English. Required.", example="Vote of the board"),
        PartialDates(name="when", hint=DATE, example="May 2021"),
        YesNo(name="ongoing", hint="yes, if it has no end and no known start.", example="no"),
        Related(
            name="phase",
            hint="The number of a phase.",
            example="1",
            names=lambda phase: str(phase.number),
            choices=lambda district: Phase.objects.filter(district=district),
        ),
        Related(
            name="workstream",
            hint="The number of the phase, a colon, and the title of the workstream.",
            example="1: Workgroup",
            names=_workstream,
            choices=lambda district: Workstream.objects.filter(
                phase__district=district
            ).select_related("phase"),
        ),
        POSITION,
        Paragraphs(name="detail", field=word_column("detail", SOURCE), hint="In English."),
        Number(
            name="reduction_percent",
            hint="Total reduction in SROs from this date on, 0 to 100.",
            example="25",
        ),
        SCHOOLS,
        words("scope", hint="Which schools, in English, if they are not listed."),
        DOCUMENT,
        Related(
            name="meeting",
            hint="The web address of the meeting that decides it.",
            names=lambda meeting: str(meeting.slug),
            choices=lambda district: Meeting.objects.filter(district=district),
        ),
    ),
    title="title",
    identify=_called("title"),
    parts=(_statuses(MilestoneStatus, "milestone", tuple(Status.choices)),),
    asked=MOVES,
    related=("phase", "workstream__phase", "document", "meeting"),
    several=("schools",),
)

COMMITMENTS = Kind(
    columns=(
        words("text", hint="In English. Required.", example="Ask families each year"),
        Choices(
            name="kind",
            hint="commitment (the district has promised it) or recommendation.",
            choices=tuple(CommitmentKind.choices),
            example="commitment",
        ),
        Choices(
            name="asked_of",
            hint="Of a recommendation: contract or district.",
            choices=tuple(AskedOf.choices),
        ),
        Related(
            name="area",
            hint="The title of a plan area. Empty for the district as a whole.",
            names=lambda area: words_in(area, "title", SOURCE),
            choices=lambda district: PlanArea.objects.filter(district=district),
        ),
        POSITION,
        words("advised_by", hint="Of a recommendation: who recommends it, in English."),
        words("responsible", hint="Who is responsible, in English."),
        PartialDates(name="due", hint=DATE, example="Fall 2021"),
        DOCUMENT,
        Address(name="evidence_link", hint="A link that proves it. Starts with https://"),
        SCHOOLS,
    ),
    title="text",
    identify=_called("text"),
    parts=(_statuses(CommitmentStatus, "commitment", tuple(CommitmentState.choices)),),
    asked=MOVES,
    related=("area", "document"),
    several=("schools",),
)
