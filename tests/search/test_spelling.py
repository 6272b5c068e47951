"""How far apart two spellings are."""

import pytest

from search.spelling import distance


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ("reunion", "reunion", 0),
        ("reunoin", "reunion", 1),
        ("renion", "reunion", 1),
        ("reunnion", "reunion", 1),
        ("riunion", "reunion", 1),
        ("runoin", "reunion", 2),
        ("meeting", "reunion", 3),
        ("a", "abcd", 3),
    ],
)
def test_distance_counts_letters_up_to_a_limit(one: str, other: str, far: int) -> None:
    assert distance(one, other, 2) == min(far, 3)
    assert distance(other, one, 2) == min(far, 3)
