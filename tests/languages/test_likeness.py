"""How alike two texts are, and what they are sorted by."""

import random

import pytest

from languages.likeness import keys_of, likeness, words_of

VOTE = "The board votes on the plan."


@pytest.mark.parametrize(
    ("other", "percent"),
    [
        (VOTE, 100),
        ("The Board votes on the plan.", 99),
        ("The board votes on the new plan.", 93),  # 7 of 7 and 8 parts
        ("The plan votes on the board.", 71),  # the order counts
        ("Schools", 0),
        ("", 0),
    ],
)
def test_words_in_the_same_order_count(other: str, percent: int) -> None:
    assert likeness(VOTE, other) == likeness(other, VOTE) == percent


def test_texts_are_sorted_as_they_begin_as_they_end_and_by_their_longest_words() -> None:
    vote, later = keys_of(VOTE), keys_of("The board votes on the plan in May.")
    assert vote.begins[:24] == later.begins[:24]
    assert vote.begins != later.begins
    assert vote.ends[:4] == later.ends[:4]
    assert vote.longest[:8] == later.longest[:8]
    assert keys_of("") == ("", "", "")
    assert [*map(len, keys_of(40 * VOTE))] == [64, 64, 24]
    assert keys_of(VOTE) == keys_of(VOTE.upper())


def test_the_longest_common_order_is_found() -> None:
    """Against the definition, by comparing each pair of words."""
    chance = random.Random(6)
    for _ in range(100):
        one, other = (" ".join(chance.choices("abcd", k=chance.randint(1, 12))) for _ in "12")
        table = [[0] * (len(words_of(other)) + 1)]
        for word in words_of(one):
            row = [0]
            for number, each in enumerate(words_of(other)):
                above = table[-1]
                row.append(above[number] + 1 if word == each else max(above[number + 1], row[-1]))
            table.append(row)
        whole = len(words_of(one)) + len(words_of(other))
        expected = 200 * table[-1][-1] // whole
        assert likeness(one, other) == (expected if one == other else min(expected, 99))
