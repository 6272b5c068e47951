import re
from datetime import date
from typing import Any

import pytest
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import override

from languages.registry import LANGUAGES
from tests.factories import make_district, make_milestone, make_phase
from timeline.entries import build_timeline
from timeline.models import Milestone, MilestoneStatus, Phase
from timeline.wording import here

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DENVER = ("2020-09/2020-10", "2020-11/2020-12", "2021-01/2021-05", "2021-05/2021-07", "2021-23")


def _phases(*times: str | None) -> None:
    district = make_district()
    for number, when in enumerate(times):
        make_phase(district, number, when=when)


def _milestones(*milestones: dict[str, Any]) -> None:
    district = make_district()
    for fields in milestones:
        status = fields.pop("status", None)
        record = make_milestone(district, **fields)
        if status:
            MilestoneStatus.objects.create(milestone=record, status=status, since="2021-01-01")


def _here(day: str) -> SafeString:
    on, known_until = date.fromisoformat(day), date(2021, 4, 30)
    line = build_timeline(Phase.objects.all(), [], Milestone.objects.all(), on, known_until)
    return here(line)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (
            "2020-08-31",
            "The first phase has not begun. It is phase 0 (Phase 0): September – October 2020.",
        ),
        ("2020-09-01", "We are here: phase 0 (Phase 0)."),
        ("2021-04-30", "We are here: phase 2 (Phase 2)."),
        ("2021-05-01", "We are here: phase 2 (Phase 2) and phase 3 (Phase 3)."),
        ("2021-06-01", "We are here: phase 3 (Phase 3)."),
        (
            "2021-08-01",
            "We are between two phases. Next comes phase 4 (Phase 4): fall 2021.",
        ),
        ("2021-11-30", "We are here: phase 4 (Phase 4)."),
        (
            "2021-12-01",
            "Going by the dates, all phases have ended. The last was phase 4 (Phase 4): fall 2021.",
        ),
    ],
)
def test_here_names_the_phases_around_the_day(day: str, sentence: str) -> None:
    _phases(*DENVER)
    assert strip_tags(_here(day)) == sentence


def test_here_of_three_phases_at_once_is_one_list() -> None:
    _phases("2021", "2021", "2021")
    assert strip_tags(_here("2021-05-01")) == (
        "We are here: phase 0 (Phase 0), phase 1 (Phase 1), and phase 2 (Phase 2)."
    )


def test_here_of_undated_phases_says_that_nothing_is_known() -> None:
    _phases(None, None)
    assert _here("2021-05-01") == "We don’t know when the phases take place."


def test_here_passes_undated_phases_over() -> None:
    _phases("2021-01", None, "2021-03")
    for day, begin in [
        ("2021-01-31", "We are here: phase 0 (Phase 0)."),
        ("2021-02-01", "We are between two phases. Next comes phase 2 (Phase 2): March 2021."),
    ]:
        assert strip_tags(_here(day)) == begin


def test_here_puts_days_and_months_into_time_elements() -> None:
    _phases("2021-03")
    assert '<time datetime="2021-03">March 2021</time>' in _here("2021-01-01")


@pytest.mark.parametrize(
    ("milestones", "sentence"),
    [
        ([], "The district has not put any milestones on its timeline yet."),
        ([{"title": "Vote"}], "On the timeline, without a date: Vote"),
        (
            [{"title": "Vote", "when": "2021-04"}],
            "We don’t know if the last planned step happened (April 2021): Vote",
        ),
        (
            [{"title": "Vote", "when": "2021-03", "status": "done"}, {"when": "2021-04"}],
            "The last step we know of (March 2021): Vote",
        ),
        (
            [{"title": "Vote", "status": "done"}, {"title": "Talks", "when": "2021-06"}],
            "The last step we know of (January 1, 2021): Vote",
        ),
        ([{"title": "Talks", "ongoing": True}], "Ongoing as of the last information: Talks"),
        ([{"title": "Vote", "when": "2021-06"}], "Next on the timeline (June 2021): Vote"),
        ([{"title": "Vote", "when": "2021-05"}], "Planned around now (May 2021): Vote"),
        ([{"title": "Vote", "status": "planned"}], "Next on the timeline (time not known): Vote"),
        (
            [{"title": "Soon", "when": "2021-06"}, {"title": "Talks", "status": "under_way"}],
            "We are here: Talks",
        ),
    ],
)
def test_here_without_phases_goes_by_milestones(
    milestones: list[dict[str, Any]], sentence: str
) -> None:
    _milestones(*(dict(fields) for fields in milestones))
    assert strip_tags(_here("2021-05-10")) == sentence


@pytest.mark.parametrize("title", ["<b>Vote</b> & more", "{0} {phase} {{x}} %s %(x)s", "“{”"])
def test_here_takes_a_title_as_text_never_as_markup_or_pattern(title: str) -> None:
    district = make_district()
    make_phase(district, 1, when="2021-05", title=title)
    make_phase(district, 2, when="2021-05", title=title)
    expected = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert _here("2021-05-10").count(f"({expected})") == 2
    assert f"phase 1 ({expected}): " in _here("2021-04-01")


@pytest.mark.parametrize("title", ["<b>Vote</b>", "{0} {title}"])
def test_here_takes_a_milestone_as_text_too(title: str) -> None:
    _milestones({"title": title, "when": "2021-05"})
    expected = title.replace("<", "&lt;").replace(">", "&gt;")
    assert _here("2021-05-10").endswith(f": {expected}")
    assert _here("2021-04-01").endswith(f": {expected}")


ENGLISH = '<span class="fallback" lang="en" dir="ltr">Engagement</span>'


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_here_ends_with_english_titles_so_that_they_break_no_sentence(language: str) -> None:
    district = make_district()
    make_phase(district, 1, when="2021-05", title="Engagement")
    make_phase(district, 2, when="2021-05", title="Planning", **{f"title_{language}": "2x"})
    with override(language):
        for day in ("2021-04-01", "2021-05-10"):
            sentence, end = _here(day).split(ENGLISH)
            assert (sentence[-2:-1], end) in {(".", ""), ("။", ""), ("።", ""), ("।", "")}
    assert "(<!--draft-->2x)" in sentence


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
@pytest.mark.parametrize("day", ["2021-01-01", "2021-05-10"])
def test_here_ends_with_the_english_milestone(language: str, day: str) -> None:
    _milestones({"title": "Engagement", "when": "2021-05"})
    with override(language):
        assert _here(day).endswith(("): " + ENGLISH, ")፦ " + ENGLISH, ")\u00a0: " + ENGLISH))


def test_here_puts_the_current_english_of_an_older_title_after_the_sentence() -> None:
    district = make_district()
    phase: Any = make_phase(district, 1, when="2021-05", title="Talks", title_ar="محادثات")
    phase.title_en = "Engagement"
    phase.save()
    with override("ar"):
        sentence, end = _here("2021-05-10").split(ENGLISH.replace('"fallback"', '"fallback now"'))
    assert sentence.endswith("محادثات</span>). ")
    assert not end


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", ["2020-08-31", "2021-05-01", "2021-08-01", "2021-12-01"])
def test_here_is_whole_in_every_language(language: str, day: str) -> None:
    _phases(*DENVER)
    _whole(day, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "milestones",
    [
        [],
        [{"title": "Vote"}],
        [{"title": "Vote", "when": "2021-05"}],
        [{"title": "Vote", "when": "2021-06-07"}],
    ],
)
def test_here_without_phases_is_whole_in_every_language(
    language: str, milestones: list[dict[str, Any]]
) -> None:
    _milestones(*(dict(fields) for fields in milestones))
    _whole("2021-05-10", language)


def _whole(day: str, language: str) -> None:
    """The sentence is translated, ends as one, has no template syntax, and balanced tags."""
    with override("en"):
        english = _here(day)
    with override(language):
        sentence = _here(day)
    assert not re.search(r"[{}]|%\(", sentence)
    assert sentence.strip() == sentence != ""
    assert len(re.findall(r"<(?:span|time)\b", sentence)) == len(re.findall("</", sentence))
    assert (sentence == english) == (language == "en")


def test_here_after_the_dated_phases_knows_of_those_without_a_date() -> None:
    _phases("2020", None)
    assert strip_tags(_here("2021-05-01")) == (
        "The phase before was phase 0 (Phase 0): 2020. We don’t know when the next one begins."
    )
