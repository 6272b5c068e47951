"""Each catalog is complete, and keeps placeholders and meaning of the English."""

import re
import unicodedata
from collections import Counter

import pytest
from polib import POEntry

from languages import django_words
from languages.registry import LANGUAGES, SOURCE
from tests.locale.catalogs import (
    OTHERS,
    catalog,
    file_of,
    key,
    translated,
    translations,
)

PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "es": "nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;",
    "vi": "nplurals=1; plural=0;",
    "am": "nplurals=2; plural=(n > 1);",
    "ar": (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
        "n%100>=11 && n%100<=99 ? 4 : 5;"
    ),
    "my": "nplurals=1; plural=0;",
    "fr": "nplurals=2; plural=(n > 1);",
    "ne": "nplurals=2; plural=(n != 1);",
    "ru": (
        "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || "
        "n%100>14) ? 1 : n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3);"
    ),
    "so": "nplurals=2; plural=(n != 1);",
}
# What must come through a translation unchanged, however its words are put.
FIXED = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]+>|&\w+;|[0-9]+")
NAMES = ("SRO", "JavaScript")
# Words that French shares with English.
_OF_FRENCH = ("Document", "Districts", "Phase", "phase", "sources", "description", "question")
COGNATES = {("fr", word) for word in _OF_FRENCH}
COGNATES |= {("es", "Agenda"), ("fr", "Documents")}

every_language = pytest.mark.parametrize("language", LANGUAGES)
other_languages = pytest.mark.parametrize("language", OTHERS)


def test_there_is_a_catalog_for_each_language_and_no_other() -> None:
    folders = {file.parent.parent.name for file in file_of(SOURCE).parents[2].glob("*/*/*.po")}
    assert folders == {language.locale for language in LANGUAGES.values()}
    assert set(PLURALS) == set(LANGUAGES)


@every_language
def test_catalogue_is_whole(language: str) -> None:
    entries = catalog(language)
    assert [entry.msgid for entry in entries.untranslated_entries()] == []
    assert [entry.msgid for entry in entries.fuzzy_entries()] == []
    assert [entry.msgid for entry in entries.obsolete_entries()] == []
    assert [entry.msgid for entry in entries if not all(translations(entry))] == []
    assert [each for each, count in Counter(map(key, entries)).items() if count > 1] == []


@every_language
def test_header_is_right(language: str) -> None:
    header = catalog(language).metadata
    assert header["Language"] == language
    assert header["Content-Type"] == "text/plain; charset=UTF-8"
    assert header["Plural-Forms"] == PLURALS[language]


@every_language
def test_each_plural_form_is_there(language: str) -> None:
    forms = int(PLURALS[language].split(";")[0].removeprefix("nplurals="))
    counted = [entry for entry in translated(language) if entry.msgid_plural]
    assert counted
    for entry in counted:
        assert sorted(entry.msgstr_plural) == list(range(forms)), entry.msgid


def numbers_in_words(language: str, entry: POEntry) -> set[str]:
    """The forms for one and for two in Arabic, which have the number in the noun."""
    two = language == "ar" and entry.msgid_plural
    return {entry.msgstr_plural[form] for form in (1, 2)} if two else set()


@other_languages
def test_what_is_fixed_in_a_message_comes_through_its_translation(language: str) -> None:
    for entry in translated(language):
        for text in translations(entry):
            expected = entry.msgid_plural or entry.msgid
            if text in numbers_in_words(language, entry):
                continue
            assert Counter(FIXED.findall(text)) == Counter(FIXED.findall(expected)), text
            assert [name in text for name in NAMES] == [name in expected for name in NAMES], text


@every_language
def test_placeholders_can_be_filled(language: str) -> None:
    for entry in translated(language):
        for text in translations(entry):
            if "python-format" in entry.flags:
                names = dict.fromkeys(re.findall(r"%\((\w+)\)", entry.msgid), 5)
                assert "%(" not in text % names
            elif "python-brace-format" in entry.flags:
                names = dict.fromkeys(re.findall(r"\{(\w+)\}", entry.msgid), 5)
                assert "{" not in text.format(**names)
            else:
                assert not re.search(r"%\(|\{", text)


@other_languages
def test_characters_are_those_of_text(language: str) -> None:
    for entry in translated(language):
        for text in translations(entry):
            assert unicodedata.is_normalized("NFC", text), text
            # Control characters, marks of direction and the like, private and unknown ones.
            odd = [each for each in text if unicodedata.category(each)[0] == "C"]
            assert not odd, f"{odd} in “{text}”"
            assert not [each for each in text if each.isdecimal() and not each.isascii()], text
            assert "\N{REPLACEMENT CHARACTER}" not in text


@other_languages
def test_space_at_the_ends_is_that_of_the_message(language: str) -> None:
    for entry in translated(language):
        for text in translations(entry):
            # French writes a no-break space before the colon that ends a label.
            assert text.lstrip("\u00a0")[:1].isspace() == entry.msgid[:1].isspace(), text
            assert text[-1:].isspace() == entry.msgid[-1:].isspace(), text
            assert "  " not in text


@other_languages
def test_no_message_is_left_in_english(language: str) -> None:
    for entry in translated(language):
        words = " ".join(re.findall(r"[^\W\d_]+", FIXED.sub(" ", entry.msgid)))
        for text in translations(entry):
            same = text == entry.msgid and words and (language, words) not in COGNATES
            assert not same, text


def test_english_catalogue_says_what_its_messages_say_or_better_than_django() -> None:
    for entry in catalog(SOURCE):
        if entry.msgid in django_words.VALIDATION:
            assert entry.msgstr
        elif entry.msgid_plural:
            assert entry.msgstr_plural == {0: entry.msgid, 1: entry.msgid_plural}
        else:
            assert entry.msgstr == entry.msgid


@other_languages
def test_catalogue_has_the_messages_of_the_english_one(language: str) -> None:
    assert {key(entry) for entry in catalog(language)} == set(map(key, catalog(SOURCE)))


@other_languages
def test_catalogue_says_that_no_native_speaker_has_reviewed_it(language: str) -> None:
    assert "State: draft. No native speaker has reviewed" in catalog(language).header
