"""All pages on which families may see a record, so that staff are told where it disappears."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

EVERYWHERE = {"districts": "list of districts", "compare": "comparison of districts"}
OF_DISTRICT = {
    "district": "home page",
    "timeline": "timeline",
    "plan": "plan",
    "schools": "list of schools",
    "events": "list of meetings",
    "calendar": "calendar to subscribe to",
    "handout": "handout",
    "notice": "notice",
    "ask": "questions and answers",
}
# Pages of which a district has many; the address is that of their list.
OF_SEVERAL = {
    "school": ("pages of schools", "schools"),
    "school_handout": ("handouts of schools", "schools"),
    "meeting": ("pages of meetings", "events"),
}
OF_SCHOOL = {"school": "page of {}", "school_handout": "handout of {}"}


def shown_on(record: Any) -> dict[str, str]:
    """The pages that may show it, `{name for staff: address in the active language}`; its own
    page is first."""
    if not record.page and not record.also_on and record.owner:
        return shown_on(record.owner)
    slug = getattr(record, "district", record).slug
    own = record.get_absolute_url()
    found = {}
    for name in filter(None, (record.page, *record.also_on)):
        if name in EVERYWHERE:
            found[EVERYWHERE[name]] = reverse(name)
        else:
            title, at = OF_SEVERAL.get(name) or (OF_DISTRICT[name], name)
            found[title] = reverse(at, args=[slug])
    for school in _schools(record):
        for name, title in OF_SCHOOL.items():
            found[title.format(school)] = reverse(name, args=[slug, school.slug])
    return found if own in found.values() else {f"page of {record}": own, **found}


def _schools(record: Any) -> Iterable[Any]:
    """The schools on whose pages it is shown."""
    if "school" in record.published_under:
        return [record.school] if record.school else []
    return record.schools.all() if record.published_under and hasattr(record, "schools") else []
