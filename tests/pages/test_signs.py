"""Commas, semicolons, colons and question marks are those of the page's language."""

import re

import pytest

from tests.pages.conftest import Show
from tests.pages.test_marking import pages, read

# What follows a letter of the language that only English has.
FOREIGN = {
    "ar": r"[\u0621-\u064a] ?[,;?]",
    "am": r"[\u1200-\u135a] ?[,;:]",
    "my": r"[\u1000-\u104f] ?[,;]",
    "fr": r"(?<![\u00a0\u202f])[;:!?»](?=\s|$)",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_signs_between_words_are_those_of_the_language(show: Show, language: str) -> None:
    found = {
        (page.address, text)
        for page in pages(show, language)
        for node, text in read(page)
        if node.inherited("lang") == language and re.search(FOREIGN[language], text)
    }
    assert found == set()
