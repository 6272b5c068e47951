"""Changes in whole sentences for families, in the active language.

The name of the record comes last, so that one in English breaks no sentence.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy, pgettext_lazy

from districts.standing import WORDS, SchoolStanding
from events.asking import contact_link
from languages.hours import SaidMeeting, say_meeting
from languages.html import list_html, said_html
from languages.registry import active_language
from languages.templatetags.words import language_named
from languages.texts import Text
from opendata.changes.for_families import Change, Json, What, hours_of
from opendata.changes.naming import Reading, label, name_of, part_name, text_in, when

_NEW: dict[str, Any] = {
    # Translators: {title} is the name of a milestone or of a phase.
    **dict.fromkeys(
        ("milestone", "phase", "workstream"), gettext_lazy("New on the timeline: {title}")
    ),
    # Translators: {when} is a day with its weekday, {title} the name of the meeting.
    "meeting": gettext_lazy("New meeting ({when}): {title}"),
    "recommendation": gettext_lazy("New recommendation: {title}"),
    # Translators: {title} is the name of a school.
    "school": gettext_lazy("New in the list of schools: {title}"),
    # Translators: {title} is the name of a school, or says which schools.
    "school_decision": gettext_lazy("New decision about police officers (SROs): {title}"),
    "document": gettext_lazy("New document: {title}"),
    # Translators: {title} is the question of a family.
    "published_answer": gettext_lazy("New answer to a question: {title}"),
    # Translators: {title} is the name of a school district.
    "district": gettext_lazy("New on this site: {title}"),
}
# Translators: {title} is a part of a district's plan.
_NEW_IN_PLAN = gettext_lazy("New in the plan: {title}")
_SAID: dict[What, Any] = {
    What.GONE: gettext_lazy("No longer on this site: {title}"),
    # Translators: {was} and {now} are dates in their dictionary form.
    What.MOVED: gettext_lazy("Moved (was planned for: {was}; now: {now}): {title}"),
    # Translators: a date was corrected or is known better. {was} and {now} are dates in their
    # dictionary form, or say that the time is not known.
    What.REDATED: gettext_lazy("Other date (before: {was}; now: {now}): {title}"),
    What.CANCELED: gettext_lazy("Meeting canceled: {title}"),
    What.POSTPONED: gettext_lazy("Meeting postponed: {title}"),
    What.CONFIRMED: gettext_lazy("Meeting confirmed: {title}"),
    What.UNCONFIRMED: gettext_lazy("Meeting no longer confirmed: {title}"),
    What.JOIN: gettext_lazy("New information on how to join the meeting: {title}"),
    # Translators: {title} is the name of a school district.
    What.HELPLINE: gettext_lazy("New helpline number ({phone}): {title}"),
    # Translators: {kind} is one of: Agenda, Slides, Minutes, Summary, Recording.
    What.MATERIAL: gettext_lazy("New material for a meeting ({kind}, {language}): {title}"),
    # Translators: {fields} names what was changed, such as “title” or “title and details”.
    What.WORDS: gettext_lazy("Other wording ({fields}): {title}"),
    What.DETAILS: gettext_lazy("Details have changed: {title}"),
}
# Translators: {was} and {now} are days and hours.
_MEETING_MOVED = gettext_lazy("Meeting moved (was: {was}; now: {now}): {title}")
_PLACE = gettext_lazy("Place announced ({place}): {title}")
# Translators: {was} and {now} are places.
_OTHER_PLACE = gettext_lazy("Other place (was: {was}; now: {now}): {title}")
_NO_PLACE = gettext_lazy("The place is not certain any more (was: {was}): {title}")
_SERVICES: dict[tuple[What, str], Any] = {
    # Translators: {status} is one of: announced, confirmed, on request, not offered.
    (What.INTERPRETATION, "interpretation"): gettext_lazy(
        "Interpretation ({language}; {status}): {title}"
    ),
    # Translators: {status} is one of: announced, confirmed, on request, not offered.
    (What.INTERPRETATION, "captions"): gettext_lazy("Captions ({language}; {status}): {title}"),
    (What.NO_INTERPRETATION, "interpretation"): gettext_lazy(
        "Interpretation no longer listed ({language}): {title}"
    ),
    (What.NO_INTERPRETATION, "captions"): gettext_lazy(
        "Captions no longer listed ({language}): {title}"
    ),
}
# Translators: {status} is one of: Planned, Under way, Done, Canceled, Proposed, Adopted, Dropped;
# or of a school: With an SRO, Without an SRO, An SRO is planned to come, The SRO is planned to
# leave.
_STATUS = pgettext_lazy("change", "{status}: {title}")
# Translators: {status} is one of: Planned, Under way, Done, Canceled, Proposed, Adopted, Dropped;
# {when} is in its dictionary form.
_STATUS_SINCE = pgettext_lazy("change", "{status} (since {when}): {title}")
# Translators: {status} is one of: Proposed, Adopted, Under way, Done, Dropped.
_ADVISED = gettext_lazy("New status of a recommendation ({status}): {title}")
# Translators: {status} is one of: Proposed, Adopted, Under way, Done, Dropped.
_ADVISED_SINCE = gettext_lazy("New status of a recommendation ({status}, since {when}): {title}")
_SEVERAL = ngettext_lazy(
    "%(count)s commitment (since %(when)s): %(status)s",
    "%(count)s commitments (since %(when)s): %(status)s",
    "count",
)
_SEVERAL_ADVISED = ngettext_lazy(
    "%(count)s recommendation (since %(when)s): %(status)s",
    "%(count)s recommendations (since %(when)s): %(status)s",
    "count",
)
# Translators: {status} is one of: With an SRO, Without an SRO, An SRO is planned to come, The SRO
# is planned to leave. {when} is in its dictionary form, {title} the name of a school.
_SRO_SINCE = pgettext_lazy("school", "{status} ({when}): {title}")
_STANDINGS = {
    (True, True): SchoolStanding.WITH_SRO,
    (False, True): SchoolStanding.WITHOUT_SRO,
    (True, False): SchoolStanding.PLANNED_WITH,
    (False, False): SchoolStanding.PLANNED_WITHOUT,
}
_TRANSLATED = ngettext_lazy(
    # Translators: write the name of your own language in place of "English".
    "%(count)s text is now in English.",
    "%(count)s texts are now in English.",
    "count",
)


Words = tuple[Any, dict[str, Any]]
"""A message, and the values that it is filled in with, besides the name of the record."""


def sentence(change: Change, reading: Reading) -> SafeString:
    """What happened, in one sentence that ends with the name of the record."""
    if change.what is What.TRANSLATED:
        return format_html("{}", _TRANSLATED % {"count": change.count})
    if change.count > 1:
        return _several(change)
    make = _MAKERS.get(change.what)
    words, values = make(change, reading.zone) if make else (_SAID[change.what], {})
    return format_html(str(words), **values, title=name_of(change.record, reading))


def more(count: int) -> SafeString:
    """That there are more changes than are told."""
    words = ngettext("And %(count)s more change.", "And %(count)s more changes.", count)
    return format_html("{}", words % {"count": count})


def reasons(change: Change) -> list[Text]:
    """Why it was moved or canceled, as far as the district has said so."""
    told = [text_in(each, "reason") for each in change.whys]
    if change.what in (What.CANCELED, What.POSTPONED):
        told.append(text_in(change.record, "cancel_reason"))
    return [reason for reason in told if reason]


def _new(change: Change, zone: ZoneInfo) -> Words:
    record, kind = change.record, change.record["type"]
    if kind == "commitment":
        kind = record["facts"]["kind"]
    if kind == "meeting":
        return _NEW[kind], {"when": said_html(_said(hours_of(record), zone).begins)}
    return _NEW.get(kind, _NEW_IN_PLAN), {}


def _moved(change: Change, zone: ZoneInfo) -> Words:
    if change.record["type"] == "meeting":
        was, now = (_hours(each, zone) for each in (change.was, change.now))
        return _MEETING_MOVED, {"was": was, "now": now}
    return _SAID[change.what], {"was": when(change.was), "now": when(change.now)}


def _placed(change: Change, _zone: ZoneInfo) -> Words:
    was, now = (format_html("<bdi>{}</bdi>", each) for each in (change.was, change.now))
    if change.was and change.now:
        return _OTHER_PLACE, {"was": was, "now": now}
    return (_PLACE, {"place": now}) if change.now else (_NO_PLACE, {"was": was})


def _service(change: Change, _zone: ZoneInfo) -> Words:
    part = _part(change)
    values = {"language": language_named(part["facts"]["language"])}
    values["status"] = format_html("{}", label(part, "status"))
    return _SERVICES[change.what, part["facts"]["service"]], values


def _material(change: Change, _zone: ZoneInfo) -> Words:
    part = _part(change)
    language = language_named(part["facts"]["language"])
    return _SAID[What.MATERIAL], {"kind": label(part, "kind"), "language": language}


def _status(change: Change, _zone: ZoneInfo) -> Words:
    part, since = _part(change), _part(change)["facts"]["since"]
    words = _STATUS_SINCE if since else _STATUS
    if change.record["facts"].get("kind") == "recommendation":
        words = _ADVISED_SINCE if since else _ADVISED
    return words, {"status": label(part, "status"), "when": when(since)}


def _several(change: Change) -> SafeString:
    part = _part(change)
    advised = change.record["facts"]["kind"] == "recommendation"
    words = (_SEVERAL_ADVISED if advised else _SEVERAL) % {
        "count": change.count,
        "when": "{when}",
        "status": "{status}",
    }
    return format_html(words, when=when(part["facts"]["since"]), status=label(part, "status"))


def _school(change: Change, _zone: ZoneInfo) -> Words:
    facts = _part(change)["facts"]
    status = WORDS[_STANDINGS[facts["has_sro"], facts["confirmed"]]]
    words = _SRO_SINCE if facts["since"] else _STATUS
    return words, {"status": status, "when": when(facts["since"])}


def _helpline(change: Change, _zone: ZoneInfo) -> Words:
    return _SAID[What.HELPLINE], {"phone": contact_link(change.record["facts"]["helpline_phone"])}


def _reworded(change: Change, _zone: ZoneInfo) -> Words:
    names = dict.fromkeys(part_name(kind, field) for kind, field in change.fields)
    return _SAID[What.WORDS], {"fields": list_html(names)}


_MAKERS: dict[What, Callable[[Change, ZoneInfo], Words]] = {
    What.NEW: _new,
    What.MOVED: _moved,
    What.REDATED: _moved,
    What.PLACE: _placed,
    What.INTERPRETATION: _service,
    What.NO_INTERPRETATION: _service,
    What.HELPLINE: _helpline,
    What.MATERIAL: _material,
    What.STATUS: _status,
    What.SRO: _school,
    What.WORDS: _reworded,
}


def _part(change: Change) -> Json:
    assert change.part is not None  # noqa: S101 - each of these changes is made with one
    return change.part


def hours_said(meeting: Json, zone: ZoneInfo) -> SafeString:
    """Day and hours of a meeting, as its own page says them."""
    return _hours(hours_of(meeting), zone)


def _said(hours: Iterable[str], zone: ZoneInfo) -> SaidMeeting:
    starts, ends = (datetime.fromisoformat(each) for each in hours)
    return say_meeting(starts, ends, zone, active_language())


def _hours(hours: Iterable[str], zone: ZoneInfo) -> SafeString:
    return SafeString(render_to_string("events/said.html", {"said": _said(hours, zone)}))
