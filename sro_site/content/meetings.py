"""Turns the meetings of a content file into records, with interpretation and moves."""

from datetime import date
from typing import Any

from events.models import Interpretation, Material, Meeting, MeetingMove, MoveKind, new_uid
from languages.clock import DAY
from sro_site.content.clock import instant
from sro_site.content.reading import Located, Section, section
from sro_site.content.records import Records, save


def load_meetings(records: Records, keys: Section) -> None:
    """Add the meetings in the file. Raises ContentError."""
    meetings: dict[str, Meeting] = {}
    postponed: list[tuple[Meeting, Located]] = []
    for item in keys.each("meetings"):
        with section(item) as item_keys:
            to = item_keys.take("postponed_to")
            meeting = _meeting(records, item_keys)
            meetings[meeting.slug] = meeting
            if to:
                postponed.append((meeting, to))
    for meeting, to in postponed:
        if to.text() not in meetings:
            raise to.error(f"No meeting of this file has the address “{to.text()}”.")
        meeting.postponed_to = meetings[to.text()]
        save(meeting)


def _meeting(records: Records, keys: Section) -> Meeting:
    names = ("mode", "status", "place", "address", "link", "phone", "phone_code")
    words = (
        *("title", "description", "hosts", "accessibility"),
        *("cancel_reason", "report_said", "report_response"),
    )
    values: dict[str, Any] = {name: keys.text(name) for name in names}
    for name in words:
        values |= keys.words(name)
    zone = records.district.zone
    times = {name: instant(keys.require(name), zone) for name in ("starts_at", "ends_at")}
    if not keys.flag("lasts_days") and times["ends_at"] - times["starts_at"] > DAY:
        said = "The meeting lasts more than 24 hours. Correct it, or write “lasts_days: true”."
        raise keys.located.error(said)
    meeting = save(
        records.of_district(
            Meeting,
            keys,
            slug=keys.require("slug").text(),
            uid=keys.text("uid") or new_uid(),
            language=keys.language(),
            **times,
            **values,
        )
    )
    meeting.schools.set([records.school_named(item) for item in keys.each("schools")])
    for item in keys.each("interpretation"):
        with section(item) as item_keys:
            _interpretation(meeting, item_keys)
    for item in keys.each("materials"):
        with section(item) as item_keys:
            texts = {name: item_keys.require(name).text() for name in ("kind", "url")}
            texts["language"] = item_keys.language()
            save(Material(meeting=meeting, **texts))
    for item in keys.each("moves"):
        with section(item) as item_keys:
            _move(records, meeting, item_keys)
    return meeting


def _interpretation(meeting: Meeting, keys: Section) -> None:
    names = ("service", "mode", "status", "channel", "access", "ask_contact")
    texts = {name: text for name in names if (text := keys.text(name))}
    by = keys.take("ask_by")
    ask_by = _day(by) if by else None
    save(Interpretation(meeting=meeting, language=keys.language(), ask_by=ask_by, **texts))


def _move(records: Records, meeting: Meeting, keys: Section) -> None:
    names = ("was_starts_at", "was_ends_at")
    save(
        MeetingMove(
            meeting=meeting,
            kind=keys.text("kind") or MoveKind.MOVE,
            announced_on=_day(keys.require("announced_on")),
            **{name: instant(keys.require(name), records.district.zone) for name in names},
            **{name: keys.text(name) for name in ("was_place", "was_address")},
            **keys.words("announced_by"),
        )
    )


def _day(located: Located) -> date:
    try:
        return date.fromisoformat(located.text())
    except ValueError as error:
        raise located.error("Write the day like “2021-05-10”.") from error
