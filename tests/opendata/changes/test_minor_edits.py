"""Which edits of the English change a meaning, where the record has only the words."""

import pytest

from opendata.changes.for_families import What, changes
from tests.opendata.changes.test_for_families import words
from tests.opendata.documents import document, milestone


@pytest.mark.parametrize(
    ("was", "now", "is_told"),
    [
        ("the board votes", "The Board votes.", False),
        ("The district’s board - votes", "The district's board – votes", False),
        ("Officers leave at 3.5 schools", "Officers leave at 35 schools", True),
        ("1-2 officers", "1 2 officers", True),
        ("The board votes now", "The board votes not", True),
        ("The board votes", "The board votes again", True),
    ],
)
def test_english_without_translations_reads_otherwise_if_its_words_do(
    was: str, now: str, is_told: bool
) -> None:
    old, new = (document(milestone(words=words(each))) for each in (was, now))
    assert [each.what for each in changes(old, new, "vi")] == [What.WORDS] * is_told
    # Who translated it was asked whether its meaning changed.
    old, new = (
        document(milestone(words=words(each, ("es", "El consejo", state))))
        for each, state in ((was, "draft"), (now, "stale"))
    )
    assert What.WORDS in [each.what for each in changes(old, new, "en")]
