"""English titles that say that something happens are asked about."""

import pytest

from languages.titles import finite_verb, question
from tests.reading_grade import content_files, translated

# Titles that stood here once, or that the districts' own sources have.
SAYING = [
    ("SROs leave the first campuses", "leave"),
    ("The Board of Education receives a written progress update", "receives"),
    ("Town hall meetings are held to listen", "are"),
    ("The 2021-22 school year begins without SROs", "begins"),
    ("The School Board signals support for the plan", "signals"),
    ("SROs have left", "have"),
]
NAMING = [
    "Removal of SROs from the first schools",
    "Votes of all Local School Councils",
    "Start of the Workgroup",
    "Draft of the new contract by the police department",
    "",
]


@pytest.mark.parametrize(("title", "verb"), SAYING)
def test_a_title_that_says_that_something_happens_is_asked_about(title: str, verb: str) -> None:
    assert finite_verb(title) == verb
    assert title in question(title)


@pytest.mark.parametrize("title", NAMING)
def test_a_title_that_names_a_thing_is_not_asked_about(title: str) -> None:
    assert question(title) == ""


def test_no_milestone_of_the_four_districts_is_asked_about() -> None:
    asked = [
        words["en"]
        for content in content_files().values()
        for path, words in translated(content)
        if "milestones" in path and path.endswith("title") and finite_verb(words["en"])
    ]
    assert asked == []
