import pytest

from desk.differences import Piece, differences


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
