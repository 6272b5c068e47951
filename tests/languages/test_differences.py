import pytest

from languages.checks import LONGEST
from languages.differences import Piece, differences


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("One plan.", "One plan.", [("same", "One plan.")]),
        (
            "Six officers leave.",
            "Five officers leave soon.",
            [
                ("gone", "Six"),
                ("new", "Five"),
                ("same", " officers leave"),
                ("new", " soon"),
                ("same", "."),
            ],
        ),
        ("", "New", [("new", "New")]),
        ("Old", "", [("gone", "Old")]),
        ("", "", []),
    ],
)
def test_words_are_compared(before: str, after: str, pieces: list[tuple[str, str]]) -> None:
    found = differences(before, after)
    assert found == [Piece(*each) for each in pieces]
    assert "".join(text for change, text in found if change != "new") == before
    assert "".join(text for change, text in found if change != "gone") == after


def test_long_texts_of_the_same_words_are_compared_roughly() -> None:
    words = "the police of the school and the board of the district "
    before, after = words * 300, f"Before. {words * 250}".replace("board", "bored")
    found = differences(f"Begin. {before} End.", f"Begin. {after} End.")
    assert [piece.change for piece in found] == ["same", "gone", "new", "same"]
    assert found[0].text == "Begin."
    assert found[-1].text.endswith(" End.")


@pytest.mark.parametrize("parts", [("a ", "b "), ("a b ", "b a "), ("ab", "ba"), ("...", ". ")])
def test_no_text_takes_long(parts: tuple[str, str]) -> None:
    before, after = (part * (LONGEST // len(part)) for part in parts)
    assert differences(before, after)
    assert differences(before + after, after + before)


def test_a_page_of_usual_words_is_compared_exactly() -> None:
    before = " ".join(f"word{number} of the {number % 37}." for number in range(150))
    found = differences(before, before.replace("word70 ", "other "))
    changed = [piece for piece in found if piece.change != "same"]
    assert changed == [Piece("gone", " word70"), Piece("new", " other")]
