"""What of a text can be put in as it is."""

import pytest

from desk.memory.parts import parts_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("From %(first)s to {last}, 12 of 1,500", ["%(first)s", "{last}", "12", "1,500"]),
        (
            "Call 720-423-3054 or see https://example.org/a",
            ["720-423-3054", "https://example.org/a"],
        ),
        ("The vote in Denver on May 18, 2021", ["Denver", "18", "2021"]),
        (
            "Denver Public Schools ends SRO contracts in Denver",
            ["Denver Public Schools", "SRO", "Denver"],
        ),
        (
            "The Student Code of Conduct says when. In May, Mayor Hancock spoke",
            ["Student Code of Conduct", "Mayor Hancock"],
        ),
        ("Meetings begin.", []),
        ("", []),
    ],
)
def test_parts_come_once_in_their_order(text: str, parts: list[str]) -> None:
    assert parts_of(text) == parts


def test_few_are_offered() -> None:
    assert len(parts_of(" ".join(map(str, range(99))))) == 12
