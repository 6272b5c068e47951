"""The standing of a milestone or phase on a day, computed from dates and stated facts.

Pure: dates in, a standing out. `known_until` is the day up to which the district's information is
confirmed; what was planned for later has no known outcome, however late it is.
"""

from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy, pgettext_lazy

from languages.edtf import PartialDate


class Standing(StrEnum):
    """What is known of a milestone on a day."""

    DONE = "done"
    CANCELLED = "cancelled"
    UNDER_WAY = "under_way"
    PLANNED = "planned"
    PLANNED_NOW = "planned_now"
    LATE = "late"
    OUTCOME_UNKNOWN = "outcome_unknown"
    UNDATED = "undated"
    ONGOING = "ongoing"
    ONGOING_THEN = "ongoing_then"


class PhaseStage(StrEnum):
    """Whether a phase is past, current or ahead on a day."""

    PAST = "past"
    CURRENT = "current"
    AHEAD = "ahead"
    UNDATED = "undated"


STANDING_WORDS = {
    # Translators: the word for how one milestone of a timeline stands.
    Standing.DONE: pgettext_lazy("milestone", "Done"),
    Standing.CANCELLED: pgettext_lazy("milestone", "Canceled"),
    Standing.UNDER_WAY: pgettext_lazy("milestone", "Under way"),
    Standing.PLANNED: pgettext_lazy("milestone", "Planned"),
    # Translators: the time planned for the milestone includes the day that the page shows.
    Standing.PLANNED_NOW: pgettext_lazy("milestone", "Planned around now"),
    Standing.LATE: pgettext_lazy("milestone", "Late"),
    Standing.OUTCOME_UNKNOWN: pgettext_lazy("milestone", "Outcome not known"),
    # Translators: nobody has stated when the milestone is to happen, or how it stands.
    Standing.UNDATED: pgettext_lazy("milestone", "Status not known"),
    Standing.ONGOING: pgettext_lazy("milestone", "Ongoing"),
    # Translators: it was ongoing when the district last said so, before the day shown.
    Standing.ONGOING_THEN: pgettext_lazy("milestone", "Ongoing as of the last information"),
}

STAGE_WORDS = {
    # Translators: the word for where one phase of a timeline lies, seen from the day shown.
    PhaseStage.PAST: pgettext_lazy("phase", "Past"),
    PhaseStage.CURRENT: pgettext_lazy("phase", "Now"),
    PhaseStage.AHEAD: pgettext_lazy("phase", "Coming up"),
    PhaseStage.UNDATED: gettext_lazy("Time not known"),
}

# The class of the stylesheet for the tag of each standing; all others use "planned".
TONES = {
    Standing.DONE: "done",
    Standing.UNDER_WAY: "now",
    Standing.PLANNED_NOW: "now",
    Standing.ONGOING: "now",
    Standing.LATE: "delayed",
    Standing.CANCELLED: "delayed",
}

# Where on a line each standing lies, if the line has milestones for stops.
STAGES = {
    Standing.DONE: PhaseStage.PAST,
    Standing.CANCELLED: PhaseStage.PAST,
    Standing.LATE: PhaseStage.PAST,
    Standing.OUTCOME_UNKNOWN: PhaseStage.PAST,
    Standing.UNDER_WAY: PhaseStage.CURRENT,
    Standing.PLANNED_NOW: PhaseStage.CURRENT,
    Standing.ONGOING: PhaseStage.CURRENT,
    Standing.PLANNED: PhaseStage.AHEAD,
    Standing.UNDATED: PhaseStage.UNDATED,
    Standing.ONGOING_THEN: PhaseStage.UNDATED,
}

# The standing of a milestone that adds nothing to the stage of its phase.
IN_STEP = {
    PhaseStage.PAST: Standing.OUTCOME_UNKNOWN,
    PhaseStage.CURRENT: Standing.PLANNED_NOW,
    PhaseStage.AHEAD: Standing.PLANNED,
    PhaseStage.UNDATED: Standing.UNDATED,
}

_OUTCOMES = {"done": Standing.DONE, "cancelled": Standing.CANCELLED}


def phase_stage(when: PartialDate | None, day: date) -> PhaseStage:
    """Whether a phase with the time `when` is past, current, ahead or undated on `day`."""
    if when is None:
        return PhaseStage.UNDATED
    if when.is_over(day):
        return PhaseStage.PAST
    return PhaseStage.AHEAD if when.is_ahead(day) else PhaseStage.CURRENT


def standing_of(
    when: PartialDate | None,
    stated: str | None,
    day: date,
    known_until: date,
    *,
    ongoing: bool = False,
) -> Standing:
    """The standing on `day` of a milestone planned for `when`.

    `stated` is the status that the district had stated by that day: "planned", "under_way", "done",
    "cancelled", or None if it had stated nothing.
    """
    if stated in _OUTCOMES:
        return _OUTCOMES[stated]
    if when is not None and when.is_over(day):
        late = stated is not None and when.is_over(min(day, known_until))
        return Standing.LATE if late else Standing.OUTCOME_UNKNOWN
    if stated == "under_way":
        return Standing.UNDER_WAY
    if ongoing:
        return Standing.ONGOING if day <= known_until else Standing.ONGOING_THEN
    if phase_stage(when, day) is PhaseStage.CURRENT:
        return Standing.PLANNED_NOW
    if stated == "planned" or when is not None:
        return Standing.PLANNED
    return Standing.UNDATED
