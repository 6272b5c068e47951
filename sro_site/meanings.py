"""What “How this works” says of statuses and words: a sentence or two each."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from timeline import plan_entries
from timeline.models import CommitmentState
from timeline.standing import STANDING_WORDS, TONES, Standing


@dataclass(frozen=True, slots=True)
class Status:
    """A status of a milestone or of a commitment; `meaning` begins with what sets it apart."""

    status: Standing | CommitmentState
    meaning: Any

    @property
    def word(self) -> str:
        if isinstance(self.status, Standing):
            return str(STANDING_WORDS[self.status])
        return str(self.status.label)

    @property
    def tone(self) -> str:
        if isinstance(self.status, Standing):
            return TONES.get(self.status, "planned")
        return plan_entries.TONES.get(self.status, "planned")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the glossary; `anchor` is where `{% term %}` leads."""

    anchor: str
    name: Any
    meaning: Any


STATUSES = (
    Status(Standing.PLANNED, _("Still to come: the district plans to do this.")),
    Status(
        Standing.PLANNED_NOW,
        _("This is the planned time. The district has not said yet whether it has started."),
    ),
    Status(Standing.UNDER_WAY, _("Started: the district has said so.")),
    Status(Standing.DONE, _("Finished: the district has said so.")),
    Status(
        Standing.LATE,
        _(
            "Not finished on time: the district gave information after the planned time, but did "
            "not say that this is finished."
        ),
    ),
    Status(
        Standing.OUTCOME_UNKNOWN,
        _("We don’t know whether this happened. The planned time is over."),
    ),
    Status(Standing.CANCELLED, _("It will not happen: the district has said so.")),
    Status(Standing.ONGOING, _("This goes on, without an end date.")),
    Status(
        Standing.ONGOING_THEN,
        _("This was going on when the district last gave information. We don’t know about now."),
    ),
    Status(
        Standing.UNDATED,
        _("No status is given: the district has not said whether this has started."),
    ),
    Status(
        CommitmentState.PROPOSED,
        _("Someone has suggested this. The district has not promised it."),
    ),
    Status(CommitmentState.ADOPTED, _("The district has decided to do this.")),
    Status(CommitmentState.DROPPED, _("Nobody plans to do this anymore.")),
)

GLOSSARY = (
    Word(
        "sro",
        # Translators: in full and with (SRO), as in the glossary.
        pgettext_lazy("glossary", "School resource officer (SRO)"),
        _("A police officer who is assigned to a school. An SRO works for the police."),
    ),
    Word(
        "district",
        pgettext_lazy("glossary", "School district"),
        _("The office that runs the public schools of a city or an area."),
    ),
    Word(
        "board",
        pgettext_lazy("glossary", "Board"),
        _(
            "The people who make the main decisions for a school district together. "
            "Some districts call it Board of Education, others School Board."
        ),
    ),
    Word(
        "resolution",
        pgettext_lazy("glossary", "Resolution"),
        _("A decision that a board has voted on and put in writing."),
    ),
    Word(
        "phase",
        pgettext_lazy("glossary", "Phase"),
        _("One part of the whole change. Phases have numbers and can overlap."),
    ),
    Word(
        "workstream",
        pgettext_lazy("glossary", "Workstream"),
        _("One line of work within a phase, such as the work of a workgroup."),
    ),
    Word(
        "milestone",
        pgettext_lazy("glossary", "Milestone"),
        _("An important step on the timeline, such as a vote or the first day without SROs."),
    ),
    Word(
        "commitment",
        pgettext_lazy("glossary", "Commitment"),
        _("Something that the district has promised to do."),
    ),
    Word(
        "recommendation",
        pgettext_lazy("glossary", "Recommendation"),
        _("Something that others have advised the district to do. It is not a promise."),
    ),
    Word(
        "interpretation",
        pgettext_lazy("glossary", "Interpretation"),
        _("An interpreter says in your language what people say at a meeting."),
    ),
    Word(
        "simultaneous",
        pgettext_lazy("glossary", "Simultaneous interpretation"),
        _("The interpreter speaks while others speak. You may need headphones."),
    ),
    Word(
        "consecutive",
        pgettext_lazy("glossary", "Consecutive interpretation"),
        _("People stop after a few sentences so that the interpreter can speak."),
    ),
    Word(
        "helpline",
        pgettext_lazy("glossary", "Helpline"),
        _("The district’s phone number for questions from families."),
    ),
)
