"""What is marked in a text is what the folded text was searched for."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from languages.characters import fold
from search.marking import AROUND, excerpt, folded_with_places, marked, spans
from search.terms import Term, understand
from tests.search.table import RECORDS

SCRIPTS = "aÉđß ﷲ’-–.“İǅمُدَرِّسةـقीबैठကြောင်း်ሐሳብйЁ१٣Ａ\u00ad\u200d\u0301\n"


def marks(text: str, query: str, language: str = "en") -> list[str]:
    found = spans(text, understand(query, language).terms)
    return [text[start:end] for start, end in found]


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("Reunión comunitaria", "reunion", ["Reunión"]),
        ("Réunion – l’École", "lecole", ["l’École"]),
        ("Hội đồng, hội", "hoi", ["Hội", "hội"]),
        ("مُدَرِّسة ثانوية", "مدرسه", ["مُدَرِّسة"]),
        ("ምክረ ሐሳብ", "ሀሳብ", ["ሐሳብ"]),
        ("ရပ်ရွာ အစည်းအဝေး", "အစည်း", ["အစည်း"]),
        ("Straße", "strass", ["Straß"]),
        ("Straße", "ss", ["ß"]),
        ("school\u00ad-to-prison", '"school to"', ["school\u00ad-to"]),
        ("cafe\u0301 now", "cafe", ["cafe\u0301"]),
        ("St. Mary’s", "st marys", ["St", "Mary’s"]),
        ("board boarding", "board", ["board", "board"]),
        ("abab", "aba bab", ["abab"]),
        ("In 2021.", "2021", ["2021"]),
    ],
)
def test_words_are_marked_as_they_are_written(text: str, query: str, found: list[str]) -> None:
    assert marks(text, query) == found


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text(st.sampled_from(SCRIPTS), max_size=30))
def test_letters_are_folded_one_by_one_as_the_whole_text_is(text: str) -> None:
    folded, places = folded_with_places(text)
    assert " ".join(folded.split()) == fold(text)
    assert len(places) == len(folded)
    assert places == sorted(places)
    html = str(marked(text, spans(text, [Term("a"), Term("ka")])))
    assert len(re.sub("</?mark>", "", html)) >= len(text)


def test_all_titles_of_the_table_are_folded_alike() -> None:
    for record in RECORDS:
        for words in record.words.values():
            assert folded_with_places(words)[0] == fold(words)


def test_html_is_escaped_and_a_long_text_is_cut_around_the_first_mark() -> None:
    assert marked("<b> & lake", spans("<b> & lake", [Term("lake")])) == (
        "&lt;b&gt; &amp; <mark>lake</mark>"
    )
    long = "word " * 60 + "the lake is here " + "word " * 60
    html = str(excerpt(long, spans(long, [Term("lake")])))
    assert html.startswith("… ")
    assert html.endswith(" …")
    assert "<mark>lake</mark>" in html
    assert AROUND < len(html) < 4 * AROUND
    burmese = "ကျောင်းများ" * 60
    cut = excerpt(burmese, spans(burmese, [Term(fold("များ"))]))
    assert "<mark>များ</mark>" in cut
    assert len(cut) < len(burmese) * 3
