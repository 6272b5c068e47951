"""Where each district is on its line, for the list of districts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.safestring import SafeString

from districts.known import forget_later, nothing_known
from districts.models import District
from sro_site.queries import public_lines
from timeline.entries import build_timeline
from timeline.line import Line, line_of
from timeline.wording import here


@dataclass(frozen=True, slots=True)
class Place:
    """A district on one day: its line, and where on it the day lies, in a sentence.

    `is_known`: whether anything was known of it on that day.
    """

    district: District
    day: date
    line: Line
    here: SafeString
    is_known: bool


def load_places(districts: Sequence[District], on: date | None, now: datetime) -> list[Place]:
    """One for each district, on the day `on` or on its own day at `now`, by what is public."""
    phases, milestones = public_lines(districts, on, now)
    places = []
    for district in districts:
        day = on or district.today(now)
        forget_later(district, day)
        known, own = district.is_known_on(day), (phases[district.pk], milestones[district.pk])
        timeline = build_timeline(own[0], [], own[1], day, district.known_until)
        sentence = here(timeline) if known else nothing_known(district)
        places.append(Place(district, day, line_of(timeline), sentence, known))
    return places
