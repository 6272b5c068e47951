"""How far away a day is, as people say it: "tomorrow", "in 25 days"."""

from datetime import date

from django.utils.translation import ngettext, pgettext

from languages.edtf import PartialDate

MOST = 99  # days; of what is further away the date says enough


def days_until(when: PartialDate | None, day: date) -> int | None:
    """How many days after `day` it begins; None if that is not known to the day, or is past."""
    if when is None or when.start.precision != "day" or when.lower < day:
        return None
    return (when.lower - day).days


def say_distance(days: int | None) -> str:
    """In the active language; empty for None and for what is far away."""
    if days is None or days > MOST:
        return ""
    if days == 0:
        # Translators: beside the date of a meeting or milestone.
        return pgettext("distance", "today")
    if days == 1:
        # Translators: beside the date of a meeting or milestone.
        return pgettext("distance", "tomorrow")
    # Translators: beside the date of a meeting or milestone.
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
