"""What families read first on a plan: what replaces SROs, or that it has not been decided."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from districts.models import Approach, District
from languages.html import list_html, when_html
from languages.texts import joined, text_of
from timeline.plan_entries import Plan


def plan_answer(district: District, plan: Plan) -> SafeString:
    """Two sentences in the active language; the second is left to the district's own summary."""
    first = format_html(_first(district, plan), as_of=when_html(district.as_of))
    second = _second(district, plan)
    return joined(first, second)


def _first(district: District, plan: Plan) -> str:
    if district.approach == Approach.LIMITED:
        # Translators: {as_of} is in its dictionary form: “May 2021”.
        return _("As of {as_of}, police officers (SROs) stay in schools, within limits.")
    if district.approach == Approach.REVISED:
        # Translators: {as_of} is in its dictionary form: “May 2021”.
        return _(
            "As of {as_of}, police officers (SROs) stay in schools while their contract is being "
            "revised."
        )
    if district.approach == Approach.REPLACED or plan.is_decided:
        # Translators: {as_of} is in its dictionary form: “May 2021”.
        return _("As of {as_of}, other staff and support replace police officers (SROs).")
    # Translators: {as_of} is in its dictionary form: “May 2021”.
    return _("As of {as_of}, it has not been decided what will replace police officers (SROs).")


def _second(district: District, plan: Plan) -> SafeString:
    if district.keeps_sros or text_of(district, "plan_summary"):
        return SafeString()
    if district.approach == Approach.REPLACED or plan.is_decided:
        titles = [text_of(area.record, "title") for area in plan.areas]
        names = list_html(title.own for title in titles if title.own)
        # Translators: {areas} is a list of the parts of a district's plan, by their titles.
        words = format_html(_("The plan has these parts: {areas}"), areas=names)
        return joined(words, *(title.in_english for title in titles)) if titles else SafeString()
    return format_html("{}", _("We don’t know yet what will decide it."))
