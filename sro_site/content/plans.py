"""Turns the plan in a content file into areas, commitments, recommendations, staffing and rules."""

from collections.abc import Callable
from typing import Any

from districts.models import SchoolDecision
from sro_site.content.reading import Section, section
from sro_site.content.records import Records, save
from timeline.models import (
    Commitment,
    CommitmentKind,
    CommitmentStatus,
    Finding,
    InvolvementRule,
    PlanArea,
    Program,
    StaffingChange,
    Standard,
)


def load_plan(records: Records, keys: Section) -> None:
    """Add the plan in the file. Raises ContentError."""
    loaders: dict[str, Callable[..., None]] = {
        "areas": _area,
        "commitments": _commitment,
        "recommendations": _recommendation,
        "staffing": _staffing,
        "rules": _rule,
        "standards": _standard,
        "findings": _finding,
        "decisions": _decision,
    }
    for name, load in loaders.items():
        _each(records, keys, name, load)


def _each(
    records: Records, parent: Section, name: str, load: Callable[..., None], **owner: Any
) -> None:
    """Call `load` for each item of a list with its position from 0 and its `owner`."""
    for position, item in enumerate(parent.each(name)):
        with section(item) as keys:
            load(records, keys, position=position, **owner)


def _area(records: Records, keys: Section, position: int) -> None:
    area = save(
        records.of_district(
            PlanArea,
            keys,
            kind=keys.require("kind").text(),
            number=keys.number("number"),
            position=position,
            **keys.words("title"),
            **keys.words("summary"),
        )
    )
    _each(records, keys, "programs", _program, area=area)
    _each(records, keys, "commitments", _commitment, area=area)
    _each(records, keys, "recommendations", _recommendation, area=area)


def _program(records: Records, keys: Section, position: int, area: PlanArea) -> None:
    save(records.belonging(Program, keys, area=area, position=position, **keys.words("title")))


def _recommendation(records: Records, keys: Section, **values: Any) -> None:
    values |= {"kind": CommitmentKind.RECOMMENDATION, "asked_of": keys.text("asked_of")}
    _commitment(records, keys, **values, **keys.words("advised_by"))


def _commitment(records: Records, keys: Section, **values: Any) -> None:
    commitment = save(
        records.of_district(
            Commitment,
            keys,
            due=keys.when("due"),
            evidence_link=keys.text("evidence_link"),
            **keys.words("text"),
            **keys.words("responsible"),
            **values,
        )
    )
    commitment.schools.set([records.school_named(item) for item in keys.each("schools")])
    _each(records, keys, "status", _status, commitment=commitment)


def _status(records: Records, keys: Section, position: int, commitment: Commitment) -> None:
    status = keys.require("status").text()
    save(CommitmentStatus(commitment=commitment, status=status, since=keys.when("since")))


def _staffing(records: Records, keys: Section, position: int) -> None:
    save(
        records.of_district(
            StaffingChange,
            keys,
            kind=keys.require("kind").text(),
            count=keys.number("count"),
            over_years=keys.number("over_years"),
            when=keys.when("when"),
            **keys.words("where"),
        )
    )


def _rule(records: Records, keys: Section, position: int) -> None:
    save(records.of_district(InvolvementRule, keys, position=position, **keys.words("text")))


def _standard(records: Records, keys: Section, position: int) -> None:
    kind = keys.require("kind").text()
    save(records.of_district(Standard, keys, kind=kind, position=position, **keys.words("text")))


def _finding(records: Records, keys: Section, position: int) -> None:
    figures = {name: keys.number(name) for name in ("low", "high")}
    when = keys.when("when")
    save(records.of_district(Finding, keys, when=when, **figures, **keys.words("text")))


def _decision(records: Records, keys: Section, position: int) -> None:
    named = keys.take("school")
    save(
        records.of_district(
            SchoolDecision,
            keys,
            school=records.school_named(named) if named else None,
            decided=keys.when("decided"),
            outcome=keys.require("outcome").text(),
            effective=keys.when("effective"),
            **keys.words("applies_to"),
            **keys.words("decided_by"),
        )
    )
