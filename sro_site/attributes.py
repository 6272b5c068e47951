"""The attributes by which districts are compared, and their values in words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from districts.models import District
from events.wording import HELD_UNKNOWN
from languages.html import in_brackets, list_html, when_html
from languages.templatetags.words import language_named
from languages.texts import joined, text_of
from sro_site.comparison import DistrictFacts


@dataclass(frozen=True, slots=True)
class Cell:
    """The value for one district; empty if it is not known."""

    district: District
    words: SafeString


@dataclass(frozen=True, slots=True)
class Attribute:
    name: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Districts in columns, attributes in rows; `unknown` are those that are known of none."""

    districts: list[District]
    attributes: list[Attribute]
    unknown: SafeString


def compare(facts: Sequence[DistrictFacts]) -> Comparison:
    known, unknown = [], []
    for name, say in _ATTRIBUTES:
        cells = [Cell(each.district, say(each)) for each in facts]
        if any(cell.words for cell in cells):
            known.append(Attribute(str(name), cells))
        else:
            unknown.append(_inside_a_sentence(str(name)))
    districts = [each.district for each in facts]
    return Comparison(districts, known, list_html(unknown) if unknown else SafeString())


def _inside_a_sentence(name: str) -> str:
    """The name of a row with a small letter, unless it begins with an abbreviation such as SRO."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _decision(facts: DistrictFacts) -> SafeString:
    district = facts.district
    words = text_of(district, "decision")
    if not (words or district.decided):
        return SafeString()
    parts = [part for part in (words.html, _when(district.decided)) if part]
    return format_html_join("", "<p>{}</p>", ((part,) for part in parts))


def _schools(facts: DistrictFacts) -> SafeString:
    count, kind = facts.district.schools_count, text_of(facts.district, "schools_kind")
    if count is None:
        return SafeString()
    return joined(format_html("{}", count), in_brackets(kind))


def _meetings(facts: DistrictFacts) -> SafeString:
    if not facts.meetings_held:
        return SafeString()
    lines = [str(facts.meetings_held), _held(facts)]
    if facts.languages:
        names = list_html(language_named(tag) for tag in facts.languages)
        lines.append(format_html(_("Interpretation into: {languages}"), languages=names))
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines if line))


def _held(facts: DistrictFacts) -> str:
    """What is not known of whether the meetings took place."""
    if not facts.meetings_unsure:
        return ""
    if facts.meetings_held == 1:
        return str(HELD_UNKNOWN)
    if facts.meetings_unsure == facts.meetings_held:
        return _("We don’t know whether they took place.")
    return _("We don’t know whether all of them took place.")


def _counted(counts: Iterable[tuple[str, int | None]]) -> SafeString:
    unknown, words = _("not known"), _("%(what)s: %(count)s")
    lines = [
        (words % {"what": what, "count": unknown if count is None else count},)
        for what, count in counts
    ]
    return (
        format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", lines))
        if lines
        else (SafeString())
    )


def _when(value: Any) -> SafeString:
    return when_html(value, alone=True) if value else SafeString()


_ATTRIBUTES: list[tuple[Any, Callable[[DistrictFacts], SafeString]]] = [
    (
        gettext_lazy("Approach"),
        lambda facts: format_html("{}", facts.district.get_approach_display()),
    ),
    (gettext_lazy("Decision"), _decision),
    (gettext_lazy("First date on the timeline"), lambda facts: _when(facts.first)),
    (gettext_lazy("Last date on the timeline"), lambda facts: _when(facts.last)),
    (gettext_lazy("Reduction of SROs"), lambda facts: facts.reduction),
    (gettext_lazy("Schools in the plan"), _schools),
    (
        gettext_lazy("Commitments"),
        lambda facts: _counted((share.word, share.count) for share in facts.commitments),
    ),
    (
        gettext_lazy("Recommendations"),
        lambda facts: _counted((share.word, share.count) for share in facts.recommendations),
    ),
    (
        gettext_lazy("Staff"),
        lambda facts: _counted((each.get_kind_display(), each.count) for each in facts.staffing),
    ),
    (gettext_lazy("Past meetings"), _meetings),
    (gettext_lazy("Information as of"), lambda facts: _when(facts.as_of)),
]
