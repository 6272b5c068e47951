"""What families are told of the differences between two documents, and in which words."""

from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from languages.html import plain_text
from languages.registry import LANGUAGES
from opendata.changes.for_families import What, changes, records_of
from opendata.changes.naming import Reading
from opendata.changes.wording import reasons, sentence
from tests.opendata.documents import (
    Json,
    commitment,
    document,
    interpretation,
    meeting,
    milestone,
    phase,
    record,
    school,
    slip,
    sro,
    status,
)

DENVER = ZoneInfo("America/Denver")


def told(old: Json, new: Json, language: str = "en") -> list[str]:
    with translation.override(language):
        reading = Reading(records_of(new), DENVER)
        return [plain_text(sentence(each, reading)) for each in changes(old, new, language)]


def words(english: str, *others: tuple[str, str, str]) -> Json:
    texts = {"en": (english, "source"), **{code: (text, state) for code, text, state in others}}
    return {"title": texts}


REPORT = milestone()
HELD = meeting(place="Library", status="confirmed")
ONE_CHANGE: dict[str, tuple[list[Json], list[Json], str]] = {
    "new milestone": ([], [REPORT], "New on the timeline: Report to the board"),
    "new phase": ([], [phase()], "New on the timeline: phase 2 (Engagement)"),
    "new with its status": (
        [],
        [REPORT, status(REPORT, "planned")],
        "New on the timeline: Report to the board",
    ),
    "new meeting": (
        [],
        [meeting(), interpretation()],
        "New meeting (Monday, May 10, 2021): Town hall",
    ),
    "new commitment": ([], [commitment()], "New in the plan: Hire counselors"),
    "new recommendation": (
        [],
        [commitment(kind="recommendation")],
        "New recommendation: Hire counselors",
    ),
    "new school": ([], [school()], "New in the list of schools: Lake"),
    "gone": ([REPORT], [], "No longer on this site: Report to the board"),
    "gone with its phase": (
        [phase(), REPORT],
        [],
        "No longer on this site: phase 2 (Engagement)",
    ),
    "moved": (
        [REPORT],
        [milestone(time="2021-23"), slip(REPORT, "2021-05", "2021-23")],
        "Moved (was planned for: May 2021; now: fall 2021): Report to the board",
    ),
    "another date, and no move": (
        [milestone(time=None)],
        [REPORT],
        "Other date (before: time not known; now: May 2021): Report to the board",
    ),
    "done": ([REPORT], [REPORT, status(REPORT, "done", None)], "Done: Report to the board"),
    "status since": (
        [REPORT],
        [REPORT, status(REPORT, "under_way")],
        "Under way (since June 2021): Report to the board",
    ),
    "recommendation": (
        [commitment(kind="recommendation")],
        [each := commitment(kind="recommendation"), status(each, "adopted")],
        "New status of a recommendation (Adopted, since June 2021): Hire counselors",
    ),
    "meeting moved": (
        [meeting()],
        [meeting(starts_at="2021-05-11T23:30:00Z", ends_at="2021-05-12T01:00:00Z")],
        "Meeting moved (was: Monday, May 10, 2021, 5:30 – 7:00 PM, Denver time; "
        "now: Tuesday, May 11, 2021, 5:30 – 7:00 PM, Denver time): Town hall",
    ),
    "place announced": (
        [meeting()],
        [meeting(place="Library", address="1 Main St")],
        "Place announced (Library, 1 Main St): Town hall",
    ),
    "other place": (
        [meeting(place="Library")],
        [meeting(place="School")],
        "Other place (was: Library; now: School): Town hall",
    ),
    "no place": (
        [meeting(place="Library")],
        [meeting()],
        "The place is not certain any more (was: Library): Town hall",
    ),
    "canceled": (
        [HELD],
        [meeting(place="Library", status="cancelled")],
        "Meeting canceled: Town hall",
    ),
    "postponed": (
        [HELD],
        [meeting(place="Library", status="cancelled", postponed_to="other")],
        "Meeting postponed: Town hall",
    ),
    "confirmed": ([meeting()], [meeting(status="confirmed")], "Meeting confirmed: Town hall"),
    "uncertain": ([HELD], [meeting(place="Library")], "Meeting no longer confirmed: Town hall"),
    "join": (
        [meeting()],
        [meeting(link="https://example.org/")],
        "New information on how to join the meeting: Town hall",
    ),
    "interpretation": (
        [meeting()],
        [meeting(), interpretation("vi")],
        "Interpretation (Vietnamese; announced): Town hall",
    ),
    "interpretation confirmed": (
        [meeting(), interpretation("vi")],
        [meeting(), interpretation("vi", "confirmed")],
        "Interpretation (Vietnamese; confirmed): Town hall",
    ),
    "captions": (
        [meeting()],
        [meeting(), interpretation("es", service="captions")],
        "Captions (Spanish; announced): Town hall",
    ),
    "interpretation taken back": (
        [meeting(), interpretation()],
        [meeting()],
        "Interpretation no longer listed (Spanish): Town hall",
    ),
    "material": (
        [meeting()],
        [meeting(), record("material", "m", {}, "meeting", kind="slides", language="es")],
        "New material for a meeting (Slides, Spanish): Town hall",
    ),
    "school without an officer": (
        [school()],
        [school(), sro(has=False)],
        "Without an SRO (June 2021): Lake",
    ),
    "planned of a school": (
        [school(), sro(has=False, confirmed=False, since=None)],
        [school(), sro(has=True, confirmed=False, since=None)],
        "An SRO is planned to come: Lake",
    ),
    "words": (
        [REPORT],
        [milestone(words={"title": "Report", "detail": "In public"})],
        "Other wording (details and title): Report",
    ),
    "details": (
        [REPORT],
        [milestone(schools=["school"])],
        "Details have changed: Report to the board",
    ),
}


@pytest.mark.parametrize("case", ONE_CHANGE)
def test_change_is_told_in_one_sentence(case: str) -> None:
    old, new, said = ONE_CHANGE[case]
    assert told(document(*old), document(*new)) == [said]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_end_with_the_name_in_each_language(language: str) -> None:
    for old, new, english in ONE_CHANGE.values():
        (said,) = told(document(*old), document(*new), language)
        assert not {*"{}%"} & {*said}
        assert english.rpartition(": ")[2].removeprefix("phase 2 (").strip(")") in said
        assert language == "en" or said.partition(":")[0] != english.partition(":")[0], said


def test_new_helpline_is_told_with_its_number() -> None:
    old, new = document(helpline_phone=None), document(helpline_phone="720-423-3054")
    assert told(old, new) == ["New helpline number (720-423-3054): Denver Public Schools"]
    assert told(new, old) == ["Details have changed: Denver Public Schools"]


def test_nothing_is_told_of_what_families_do_not_notice() -> None:
    old = document(REPORT, meeting(), known_from=None)
    new = document(milestone(position=7), meeting(sequence=3), as_of=None)
    assert told(old, new) == []


def test_district_that_comes_or_goes_is_told_once_with_all_that_it_has() -> None:
    nothing = {**document(), "records": []}
    assert told(nothing, document(phase(), REPORT)) == ["New on this site: Denver Public Schools"]
    assert told(document(REPORT), nothing) == ["No longer on this site: Denver Public Schools"]


def test_reasons_follow_what_was_moved_or_canceled() -> None:
    moved = document(milestone(time="2021-23"), slip(REPORT, "2021-05", "2021-23"))
    canceled = document(meeting(status="cancelled", words={"cancel_reason": "Snow."}))
    for old, new, why in (
        (document(REPORT), moved, "The survey took longer."),
        (document(meeting()), canceled, "Snow."),
    ):
        (change,) = changes(old, new, "en")
        assert [str(reason) for reason in reasons(change)] == [why]


def test_commitments_with_the_same_status_since_the_same_time_are_one_sentence() -> None:
    several = [commitment(f"c{n}", "recommendation") for n in range(3)]
    stated = [status(each, "proposed", key=f"s{n}") for n, each in enumerate(several)]
    one = status(several[0], "done", key="other")
    found = told(document(*several), document(*several, *stated, one))
    assert found == [
        "New status of a recommendation (Done, since June 2021): Hire counselors",
        "3 recommendations (since June 2021): Proposed",
    ]


OLD, NEW = "Report", "Report to all"
WORDS: dict[str, tuple[Json, Json, str, What | None]] = {
    "English": (words(OLD), words(NEW), "en", What.WORDS),
    "English, for others": (words(OLD), words(NEW), "es", What.WORDS),
    "typing error, with a translation that stays good": (
        words(OLD, ("vi", "V", "draft")),
        words(NEW, ("vi", "V", "draft")),
        "es",
        None,
    ),
    "translation became stale": (
        words(OLD, ("es", "S", "draft")),
        words(NEW, ("es", "S", "stale")),
        "en",
        What.WORDS,
    ),
    "translation follows": (
        words(NEW, ("es", "S", "stale")),
        words(NEW, ("es", "T", "draft")),
        "es",
        What.TRANSLATED,
    ),
    "translation appears": (words(OLD), words(OLD, ("es", "S", "draft")), "es", What.TRANSLATED),
    "translation appears for others": (words(OLD), words(OLD, ("es", "S", "draft")), "vi", None),
    "translation is worded otherwise": (
        words(OLD, ("es", "S", "draft")),
        words(OLD, ("es", "T", "draft")),
        "es",
        What.WORDS,
    ),
    "translation is reviewed": (
        words(OLD, ("es", "S", "draft")),
        words(OLD, ("es", "S", "reviewed")),
        "es",
        None,
    ),
    "translation goes": (words(OLD, ("es", "S", "draft")), words(OLD), "es", What.WORDS),
}


@pytest.mark.parametrize("case", WORDS)
def test_words_are_told_to_those_who_read_them(case: str) -> None:
    old, new, language, expected = WORDS[case]
    found = changes(document(milestone(words=old)), document(milestone(words=new)), language)
    assert [each.what for each in found] == ([expected] if expected else [])


def test_texts_that_are_now_in_the_language_are_counted_in_one_sentence() -> None:
    keys = ("a", "b", "c")
    old = document(*(milestone(key, words=words(OLD)) for key in keys))
    new = document(*(milestone(key, words=words(OLD, ("es", "S", "draft"))) for key in keys))
    (said,) = told(old, new, "es")
    assert said.startswith("3 ")
    assert told(old, new) == []


def test_urgent_changes_come_first() -> None:
    old = document(REPORT, HELD)
    new = document(milestone(words={"title": "Talk"}), meeting(place="Library", status="cancelled"))
    assert [each.what for each in changes(old, new, "en")] == [What.CANCELED, What.WORDS]
