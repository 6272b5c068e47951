"""Whether a school has an SRO on the day asked about, from its history alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy, pgettext_lazy

from districts.models import District, School, SchoolStatus
from languages.edtf import PartialDate


class SchoolStanding(StrEnum):
    """How a school stands; `PLANNED_…` where the district has not said that it came about."""

    WITH_SRO = "with_sro"
    WITHOUT_SRO = "without_sro"
    PLANNED_WITH = "planned_with"
    PLANNED_WITHOUT = "planned_without"
    PLANNED_WITH_PAST = "planned_with_past"
    PLANNED_WITHOUT_PAST = "planned_without_past"
    UNKNOWN = "unknown"


WORDS = {
    SchoolStanding.WITH_SRO: pgettext_lazy("school", "Has an SRO"),
    SchoolStanding.WITHOUT_SRO: pgettext_lazy("school", "Has no SRO"),
    SchoolStanding.PLANNED_WITH: pgettext_lazy("school", "An SRO is planned to come"),
    SchoolStanding.PLANNED_WITHOUT: pgettext_lazy("school", "The SRO is planned to leave"),
    SchoolStanding.PLANNED_WITH_PAST: pgettext_lazy(
        "school", "An SRO was planned to come; outcome not known"
    ),
    SchoolStanding.PLANNED_WITHOUT_PAST: pgettext_lazy(
        "school", "The SRO was planned to leave; outcome not known"
    ),
    SchoolStanding.UNKNOWN: gettext_lazy("Not known"),
}


@dataclass(frozen=True, slots=True)
class SchoolEntry:
    """A school as it stands on one day; `since` is the time from which it does, if known."""

    record: School
    standing: SchoolStanding
    since: PartialDate | None

    @property
    def word(self) -> str:
        return str(WORDS[self.standing])


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a district's schools stand alike; `percent` of all of them."""

    word: str
    count: int
    percent: int


def shares(entries: Sequence[SchoolEntry]) -> list[Share]:
    """The schools counted by how they stand, in the order of `SchoolStanding`."""
    counts = Counter(entry.standing for entry in entries)
    return [
        Share(str(WORDS[standing]), counts[standing], round(100 * counts[standing] / len(entries)))
        for standing in SchoolStanding
        if counts[standing]
    ]


def school_entry(school: School, district: District, day: date) -> SchoolEntry:
    """How `school` stands on `day`. Its `history` is prefetched.

    What has been confirmed by that day counts; after it, a plan that the day has reached; and
    only where there is neither, the next plan.
    """
    history = sorted(school.history.all(), key=lambda status: _begins(status, district))
    begun = [status for status in history if _begins(status, district) <= day]
    # What came about at an unknown time is no plan on the days before it is known.
    plans = [status for status in history if status.since or not status.confirmed]
    ahead = [status for status in plans if _begins(status, district) > day]
    if begun:
        latest = begun[-1]
        return SchoolEntry(school, _standing(latest, begun=True), latest.since)
    if ahead:
        return SchoolEntry(school, _standing(ahead[0], begun=False), ahead[0].since)
    return SchoolEntry(school, SchoolStanding.UNKNOWN, None)


def history_entries(school: School, district: District, day: date) -> list[SchoolEntry]:
    """Each status of `school` as it is seen on `day`, in the order of time, unknown times first.

    What came about at an unknown time is left out on the days before it was confirmed.
    """
    return [
        SchoolEntry(school, _standing(each, begun=_begins(each, district) <= day), each.since)
        for each in school.history.all()
        if each.since or not each.confirmed or _begins(each, district) <= day
    ]


def outcome_is_unknown(status: SchoolStatus, district: District, day: date) -> bool:
    """Whether families read on `day` that this was planned, and its outcome is not known."""
    return not status.confirmed and _begins(status, district) <= day


def _begins(status: SchoolStatus, district: District) -> date:
    known_until = district.known_until
    if status.since is None:
        return known_until if status.confirmed else date.max
    if status.confirmed:
        return status.since.surely_from(known_until)
    return status.since.upper or status.since.lower


def _standing(status: SchoolStatus, *, begun: bool) -> SchoolStanding:
    if not begun:
        found = SchoolStanding.PLANNED_WITH, SchoolStanding.PLANNED_WITHOUT
    elif status.confirmed:
        found = SchoolStanding.WITH_SRO, SchoolStanding.WITHOUT_SRO
    else:
        found = SchoolStanding.PLANNED_WITH_PAST, SchoolStanding.PLANNED_WITHOUT_PAST
    with_sro, without = found
    return with_sro if status.has_sro else without
