"""What can be seen of a text, and which texts read the same."""

import pytest

from languages.characters import fold, in_one_line, is_blank, western_digits, without_marks

UNSEEN = [
    "",
    " \t\r\n\u00a0\u2003\u3000",
    "\u200b",
    "\u200c\u200d\u200e\u200f",
    "\u2060\ufeff",
    "\u00ad",
    "\u034f\u061c",
    "\u115f\u1160\u3164\uffa0",  # fillers of Hangul
    "\u2800",  # Braille without a dot
    "\ufe0f\U000e0100",
    "\U000e0041\U000e007f",
    "\u202a\u202c\u2066\u2069",
    "\x00\x07\x7f\x85",
]


@pytest.mark.parametrize("text", UNSEEN)
def test_text_of_which_nothing_is_seen_is_blank(text: str) -> None:
    assert is_blank(text)
    assert not is_blank(f"{text}.")


@pytest.mark.parametrize("text", ["a", "ế", "م", "က", "አ", "क", "Я", "—", "7", "🙂"])
def test_text_of_which_something_is_seen_is_not_blank(text: str) -> None:
    assert not is_blank(f"\u200b {text}\ufe0f")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Escuela Valdés", "escuela valdes"),
        ("Valde\u0301s", "Vald\u00e9s"),
        ("St. Mary’s School", "st marys  school"),
        ("St. Mary's", "St. Mary\u02bcs"),
        ("Đặng Văn Ngữ", "dang van ngu"),
        ("REUNIÓN", "reunión"),
        ("ВСТРЕЧА", "встреча"),
        ("Ёлка", "елка"),
        ("STRASSE", "straße"),
        ("İzmir ISI", "izmir ısı"),
        ("K–8", "k-8"),
        ("K\u20118", "K\u22128"),
        ("North\u00a0High", "north high"),
        ("No\u200brth\u00ad High\u200e", "North High"),
        ("Ｎｏｒｔｈ １２", "north 12"),
        ("٣ क १२", "3 क 12"),
        ("مُدَرِّسة", "مدرسه"),
        ("أحمد", "احمد"),
        ("“Lake”", '"lake"'),
        ("Œuvre", "oeuvre"),
    ],
)
def test_texts_that_read_the_same_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert fold(fold(one)) == fold(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("North", "South"), ("K-8", "K8"), ("किताब", "कतब"), ("ကာ", "က"), ("12", "21"), ("a b", "ab")],
)
def test_texts_that_read_otherwise_are_others(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_names_and_numbers_are_kept_plain() -> None:
    assert in_one_line("\ufeff St.\u00a0Mary’s\r\nSchool \u200b") == "St. Mary’s School"
    assert in_one_line("e\u0301") == "\u00e9"
    assert without_marks("\u202a720\u202c-\u200b555") == "720-555"
    assert western_digits("７２٠-४२၃") == "720-423"
