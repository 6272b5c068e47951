"""Whether a school has an SRO on a given day, computed from its statuses."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, pgettext_lazy

from districts.models import District, School, SchoolStatus
from languages.edtf import PartialDate
from languages.html import when_html


class SchoolStanding(StrEnum):
    """What is known on the day; `PLANNED_…` if the district has not confirmed that it happened."""

    WITH_SRO = "with_sro"
    WITHOUT_SRO = "without_sro"
    PLANNED_WITH = "planned_with"
    PLANNED_WITHOUT = "planned_without"
    PLANNED_WITH_PAST = "planned_with_past"
    PLANNED_WITHOUT_PAST = "planned_without_past"
    UNKNOWN = "unknown"


WORDS = {
    SchoolStanding.WITH_SRO: pgettext_lazy("school", "With an SRO"),
    SchoolStanding.WITHOUT_SRO: pgettext_lazy("school", "Without an SRO"),
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
# The answers to the question: is there an officer now?
_ANSWERS = {
    # Translators: {when} is in its dictionary form, so a colon may be needed: “(since: May 2021)”.
    SchoolStanding.WITH_SRO: pgettext_lazy(
        "school", "Yes, there is a police officer (SRO) here (since {when})."
    ),
    # Translators: {when} is in its dictionary form, so a colon may be needed: “(since: May 2021)”.
    SchoolStanding.WITHOUT_SRO: pgettext_lazy(
        "school", "No, there is no police officer (SRO) here (since {when})."
    ),
    SchoolStanding.PLANNED_WITH: pgettext_lazy(
        "school", "A police officer (SRO) is planned to come ({when})."
    ),
    SchoolStanding.PLANNED_WITHOUT: pgettext_lazy(
        "school", "The police officer (SRO) is planned to leave ({when})."
    ),
    SchoolStanding.PLANNED_WITH_PAST: pgettext_lazy(
        "school", "We don’t know. A police officer (SRO) was planned to come ({when})."
    ),
    SchoolStanding.PLANNED_WITHOUT_PAST: pgettext_lazy(
        "school", "We don’t know. The police officer (SRO) was planned to leave ({when})."
    ),
    SchoolStanding.UNKNOWN: pgettext_lazy(
        "school", "We don’t know whether there is a police officer (SRO) here."
    ),
}
_UNTIMED = {
    SchoolStanding.WITH_SRO: pgettext_lazy("school", "Yes, there is a police officer (SRO) here."),
    SchoolStanding.WITHOUT_SRO: pgettext_lazy(
        "school", "No, there is no police officer (SRO) here."
    ),
}


@dataclass(frozen=True, slots=True)
class SchoolEntry:
    """A school on one day; `since` is the time from which its standing applies, if known."""

    record: School
    standing: SchoolStanding
    since: PartialDate | None

    @property
    def is_stated(self) -> bool:
        """Whether its standing has been stated, and is not only planned."""
        return self.standing in (SchoolStanding.WITH_SRO, SchoolStanding.WITHOUT_SRO)

    @property
    def word(self) -> str:
        """The standing in the page's language."""
        return str(WORDS[self.standing])

    @property
    def answer(self) -> SafeString:
        """Whether there is an officer now, in a sentence or two, with the time in brackets."""
        untimed = None if self.since else _UNTIMED.get(self.standing)
        return format_html(str(untimed or _ANSWERS[self.standing]), when=when_html(self.since))


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a district's schools have the same standing; `percent` of all its schools."""

    word: str
    count: int
    percent: int


def shares(entries: Sequence[SchoolEntry]) -> list[Share]:
    """The number of schools for each standing, in the order of `SchoolStanding`."""
    counts = Counter(entry.standing for entry in entries)
    return [
        Share(str(WORDS[standing]), counts[standing], round(100 * counts[standing] / len(entries)))
        for standing in SchoolStanding
        if counts[standing]
    ]


def school_entry(school: School, district: District, day: date) -> SchoolEntry:
    """The standing of `school` on `day`. Its `history` has to be prefetched.

    A status confirmed by that day counts first; then a plan whose time has come; if there is
    neither, the next plan.
    """
    history = sorted(school.history.all(), key=lambda status: _begins(status, district))
    begun = [status for status in history if _begins(status, district) <= day]
    # A confirmed status without a time was never a plan, so it does not count before it is known.
    plans = [status for status in history if status.since or not status.confirmed]
    ahead = [status for status in plans if _begins(status, district) > day]
    if begun:
        latest = begun[-1]
        return SchoolEntry(school, _standing(latest, begun=True), latest.since)
    if ahead:
        return SchoolEntry(school, _standing(ahead[0], begun=False), ahead[0].since)
    return SchoolEntry(school, SchoolStanding.UNKNOWN, None)


def history_entries(school: School, district: District, day: date) -> list[SchoolEntry]:
    """Each status of `school` as seen on `day`, in order of time, unknown times first.

    A status that happened at an unknown time is left out before the day that confirms it.
    """
    return [
        SchoolEntry(school, _standing(each, begun=_begins(each, district) <= day), each.since)
        for each in school.history.all()
        if each.since or not each.confirmed or _begins(each, district) <= day
    ]


def outcome_is_unknown(status: SchoolStatus, district: District, day: date) -> bool:
    """Whether families read on `day` that this was planned and that its outcome is not known."""
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
