"""What “How this works” says of statuses and words: a sentence or two each."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from timeline.standing import STANDING_WORDS, TONES, Standing


@dataclass(frozen=True, slots=True)
class Status:
    standing: Standing
    meaning: Any

    @property
    def word(self) -> str:
        return str(STANDING_WORDS[self.standing])

    @property
    def tone(self) -> str:
        return TONES.get(self.standing, "planned")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the glossary; `anchor` is where `{% term %}` leads."""

    anchor: str
    name: Any
    meaning: Any


STATUSES = (
    Status(Standing.PLANNED, _("The district has said when it wants to do this.")),
    Status(
        Standing.PLANNED_NOW,
        _("This is the planned time. The district has not said yet whether it has started."),
    ),
    Status(Standing.UNDER_WAY, _("The district has said that this has started.")),
    Status(Standing.DONE, _("The district has said that this is finished.")),
    Status(
        Standing.LATE,
        _("The planned time is over, and the district has not said that this is finished."),
    ),
    Status(
        Standing.OUTCOME_UNKNOWN,
        _("The planned time is over. We don’t know whether this happened."),
    ),
    Status(Standing.CANCELLED, _("The district has said that this will not happen.")),
    Status(Standing.ONGOING, _("This goes on, without an end date.")),
    Status(
        Standing.ONGOING_THEN,
        _("This was going on when the district last gave information. We don’t know about now."),
    ),
    Status(Standing.UNDATED, _("The district has not said when this will happen.")),
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
