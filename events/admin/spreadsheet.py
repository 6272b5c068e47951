"""The spreadsheet of meetings, with their interpretation."""

from collections.abc import Iterator, Mapping
from typing import Any

from districts.addresses import address_in
from districts.models import School
from events.models import (
    Channel,
    Interpretation,
    InterpretationMode,
    InterpretationStatus,
    MeetingMode,
    MeetingStatus,
    MoveKind,
    Service,
)
from languages.columns import word_column
from languages.registry import SOURCE
from publishing.spreadsheets.columns import (
    Address,
    Choices,
    Clocks,
    Column,
    Days,
    Language,
    Paragraphs,
    Question,
    RelatedMany,
    Told,
    words,
)
from publishing.spreadsheets.kinds import Kind, Part, Problem
from publishing.spreadsheets.saving import KIND

_LATER = "Empty if not announced yet."


def _address(cells: Mapping[str, str]) -> str:
    """What identifies a meeting: its address, or else its title and its day. Raises LineError."""
    return address_in(cells, "web_address", "title", cells.get("starts", "")[:10])


def _misfits(meeting: Any) -> Iterator[Problem]:
    """Interpretation that does not fit the meeting as it is now."""
    for row in meeting.interpretation.all():
        found = row.contradictions_with(meeting.language, meeting.local_start)
        for name, error in found.items():
            yield f"interpretation_{name}", f"{row}: {error.message}"


def _one_of(choices: Any) -> str:
    return f"One of {', '.join(value for value, _ in choices.choices)}."


INTERPRETATION = Part(
    name="interpretation",
    model=Interpretation,
    relation="interpretation",
    parent="meeting",
    key=("interpretation_language", "interpretation_service"),
    required=("interpretation_language",),
    columns=(
        Language(
            name="interpretation_language",
            field="language",
            hint="A language by its English name or its code.",
            example="Vietnamese",
        ),
        Choices(
            name="interpretation_service",
            field="service",
            hint=_one_of(Service),
            choices=tuple(Service.choices),
            example="interpretation",
        ),
        Choices(
            name="interpretation_mode",
            field="mode",
            hint=f"{_one_of(InterpretationMode)} {_LATER}",
            choices=tuple(InterpretationMode.choices),
        ),
        Choices(
            name="interpretation_status",
            field="status",
            hint=_one_of(InterpretationStatus),
            choices=tuple(InterpretationStatus.choices),
            example="announced",
        ),
        Choices(
            name="interpretation_channel",
            field="channel",
            hint=f"{_one_of(Channel)} {_LATER}",
            choices=tuple(Channel.choices),
        ),
        Address(
            name="interpretation_access",
            field="access",
            hint="The number or the link, by phone or online.",
        ),
        Days(
            name="interpretation_ask_by",
            field="ask_by",
            hint="On request: the last day to ask.",
        ),
        Address(
            name="interpretation_ask_contact",
            field="ask_contact",
            hint="On request: a phone number or email address; empty for the helpline.",
        ),
    ),
)

MEETINGS = Kind(
    columns=(
        words("title", hint="In English. Required.", example="Community meeting"),
        Address(
            name="web_address",
            field="slug",
            hint="Its address on the site; if empty, made from the title and the day.",
            example="community-meeting-2021-05-20",
            kept="An import does not change the address. Change it on the meeting’s page.",
        ),
        Clocks(
            name="starts",
            field="starts_at",
            hint="Day and time on the clock of the district. Required.",
            example="2021-05-20 18:00",
        ),
        Clocks(
            name="ends",
            field="ends_at",
            hint="Day and time on the clock of the district. Required.",
            example="2021-05-20 20:00",
        ),
        Told(
            name="lasts_days",
            hint="yes, if it does last more than 24 hours.",
        ),
        Choices(
            name="status",
            hint=f"{_one_of(MeetingStatus)} {_LATER}",
            choices=tuple(MeetingStatus.choices),
            example="tentative",
        ),
        Choices(
            name="mode",
            hint=f"{_one_of(MeetingMode)} {_LATER}",
            choices=tuple(MeetingMode.choices),
            example="in_person",
        ),
        Column(name="place", hint=_LATER, example="Library"),
        Column(name="postal_address", field="address"),
        Address(name="link", hint="The link to join. Starts with https://"),
        Address(name="phone", hint="The phone number to join."),
        Address(name="phone_code", hint="The access code for the phone number."),
        Language(
            name="language",
            hint="The spoken language, by its English name or its code.",
            example="en",
        ),
        Paragraphs(
            name="description", field=word_column("description", SOURCE), hint="In English."
        ),
        words("hosts", hint="In English."),
        words("cancel_reason", hint="Of a canceled meeting: why, in English."),
        Paragraphs(
            name="accessibility",
            field=word_column("accessibility", SOURCE),
            hint="Access for people with disabilities, in English.",
        ),
        RelatedMany(
            name="schools",
            hint="Addresses of schools, separated by commas. Empty for the whole district.",
            names=lambda school: str(school.slug),
            choices=lambda district: School.objects.filter(district=district),
        ),
    ),
    title="title",
    identify=_address,
    defaults=lambda cells: {"web_address": _address(cells)},
    several=("schools",),
    parts=(INTERPRETATION,),
    asked=(
        Question(
            name=KIND,
            field="moved_kind",
            hint="If a time or place that families see changes: move (the district moved it) or "
            "correction.",
            choices=tuple(MoveKind.choices),
        ),
        Question(
            name="move_announced_by",
            field="moved_announced_by",
            hint="Of a move: who announced it, in English. Families see it.",
        ),
        Days(
            name="move_announced_on",
            field="moved_announced_on",
            hint="The day of the announcement.",
        ),
    ),
    check=_misfits,
)
