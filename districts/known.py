"""What a district page leaves out because families did not know it yet on the day that it shows."""

from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from districts.models import District
from languages.columns import word_column
from languages.html import when_html
from languages.registry import LANGUAGES

DECISION = ("decision", "decision_reason")
LATER = (
    "summary",
    "sources",
    "schools_note",
    "schools_kind",
    "plan_summary",
    "plan_note",
    *DECISION,
)


def forget_later(district: District, day: date) -> None:
    """Empty what was not known on `day` in `district`, which must not be saved afterwards.

    Names and the helpline stay, as a family may need them on any day.
    """
    if not district.is_known_on(day):
        district.approach = ""
        district.decided = district.schools_count = None
        _empty(district, LATER)
    elif district.decided and district.decided.is_ahead(day):
        district.decided = None
        _empty(district, DECISION)


def nothing_known(district: District) -> SafeString:
    """The sentence that stands in the place of all that was not known yet."""
    words = _("We have no information about this district from before this time: {when}.")
    return format_html(words, when=when_html(district.known_from))


def _empty(district: District, fields: tuple[str, ...]) -> None:
    for field in fields:
        for code in LANGUAGES:
            setattr(district, word_column(field, code), "")
