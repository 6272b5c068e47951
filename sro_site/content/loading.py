"""Turns content files into districts and all of their records."""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation

from districts.models import District, School, SchoolStatus, time_zones
from districts.standing import outcome_is_unknown
from languages.registry import SOURCE
from publishing.changes import Way, acting
from publishing.states import PublicationState
from sro_site.content.clock import instant
from sro_site.content.meetings import load_meetings
from sro_site.content.plans import load_plan
from sro_site.content.reading import Located, Section, read, section
from sro_site.content.records import Records, save
from timeline.models import Milestone, MilestoneStatus, Phase, Workstream


def load(paths: list[Path]) -> list[District]:
    """Add the districts of `paths`: all of them or, if one file is wrong, none.

    Raises ContentError with file, line and reason. An existing district is refused: loading only
    adds, and never overwrites what somebody has edited.
    """
    # A translated field without a language suffix writes the active language.
    with translation.override(SOURCE), transaction.atomic(), acting(None, way=Way.CONTENT):
        return [_DistrictLoader().load(read(path)) for path in paths]


class _DistrictLoader:
    """Loads one file; what is in it is published with the district, or a draft like it."""

    records: Records

    def load(self, located: Located) -> District:
        with section(located) as keys:
            self.records = Records(self._district(keys))
            for item in keys.each("schools"):
                self._school(item)
            for item in keys.each("phases"):
                self._phase(item)
            self._milestones(keys)
            load_meetings(self.records, keys)
            load_plan(self.records, keys)
        return self.records.district

    def _district(self, keys: Section) -> District:
        names = ("slug", "name", "short_name", "region", "time_zone", "approach")
        values: dict[str, Any] = {name: keys.require(name).text() for name in names}
        values["known_from"] = keys.when("known_from")
        for name in ("police", "board", "summary", "sources", "schools_note", "schools_kind"):
            values |= keys.words(name)
        values |= keys.words("plan_summary") | keys.words("plan_note")
        values["schools_count"] = keys.number("schools_count")
        values |= _helpline(keys) | _decision(keys)
        return save(
            District(
                **_state(keys, values["time_zone"]),
                as_of=keys.require_when("as_of"),
                content_languages=keys.texts("content_languages"),
                helpline_languages=keys.texts("helpline_languages"),
                **values,
            )
        )

    def _school(self, located: Located) -> None:
        with section(located) as keys:
            slug = keys.require("slug").text()
            name = keys.require("name").text()
            values = {"slug": slug, "name": name, "nces_id": keys.text("nces_id")}
            school = save(self.records.of_district(School, keys, **values))
            self.records.schools[slug] = school
            for item in keys.each("history"):
                with section(item) as item_keys:
                    self._school_status(school, item_keys)

    def _school_status(self, school: School, keys: Section) -> None:
        answered = "confirmed" in keys
        status = SchoolStatus(
            school=school,
            has_sro=keys.flag("has_sro"),
            since=keys.when("since"),
            confirmed=keys.flag("confirmed"),
        )
        today = school.district.today(timezone.now())
        if not answered and outcome_is_unknown(status, school.district, today):
            said = "“confirmed” is missing: the date has passed, so say whether it happened. "
            raise keys.located.error(f"{said}False means that the outcome is not known.")
        save(status)

    def _phase(self, located: Located) -> None:
        with section(located) as keys:
            phase = save(
                self.records.of_district(
                    Phase,
                    keys,
                    number=keys.number("number"),
                    when=keys.when("when"),
                    **keys.words("title"),
                )
            )
            self._milestones(keys, phase=phase)
            for position, item in enumerate(keys.each("workstreams")):
                with section(item) as item_keys:
                    words = item_keys.words("title")
                    stream = self.records.belonging(
                        Workstream, item_keys, phase=phase, position=position, **words
                    )
                    self._milestones(item_keys, phase=phase, workstream=save(stream))

    def _milestones(self, parent: Section, **owners: Any) -> None:
        for position, item in enumerate(parent.each("milestones")):
            with section(item) as keys:
                self._milestone(keys, position=position, **owners)

    def _milestone(self, keys: Section, **values: Any) -> None:
        milestone = save(
            self.records.of_district(
                Milestone,
                keys,
                when=keys.when("when"),
                ongoing=keys.flag("ongoing"),
                reduction_percent=keys.number("reduction_percent"),
                **keys.words("title"),
                **keys.words("detail"),
                **keys.words("scope"),
                **values,
            )
        )
        milestone.schools.set([self.records.school_named(item) for item in keys.each("schools")])
        for item in keys.each("status"):
            with section(item) as item_keys:
                status = item_keys.require("status").text()
                since = item_keys.when("since")
                save(MilestoneStatus(milestone=milestone, status=status, since=since))


def _state(keys: Section, time_zone: str) -> dict[str, Any]:
    """The state of a new district, and from which moment on it is public."""
    state = keys.take("state")
    values: dict[str, Any] = {"state": state.text() if state else PublicationState.DRAFT}
    if state and values["state"] == PublicationState.WITHDRAWN:
        raise state.error("A new district cannot be withdrawn. Write “draft” or “published”.")
    if at := keys.take("publish_at"):
        if values["state"] != PublicationState.PUBLISHED:
            raise at.error("What is published at a time needs “state: published”.")
        if time_zone in time_zones():  # the model refuses any other
            values["publish_at"] = instant(at, ZoneInfo(time_zone))
    return values


def _helpline(keys: Section) -> dict[str, Any]:
    if not (helpline := keys.take("helpline")):
        return {}
    with section(helpline) as item_keys:
        return item_keys.words("helpline_name", "name") | {
            "helpline_phone": item_keys.require("phone").text()
        }


def _decision(keys: Section) -> dict[str, Any]:
    if not (decision := keys.take("decision")):
        return {}
    with section(decision) as item_keys:
        words = item_keys.words("decision", "text") | item_keys.words("decision_reason", "reason")
        return {**words, "decided": item_keys.when("when")}
