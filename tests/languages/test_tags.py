from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from languages.language_list import ALSO_CALLED, NAMES
from languages.registry import LANGUAGES
from languages.tags import language_name, normalize_tag, tag_of, validate_tag

GLOSSARY = Path(__file__).parents[2] / "locale" / "GLOSSARY.md"


def glossary() -> dict[str, list[str]]:
    """The ten languages by their English names: the name in each, in the order of the registry."""
    section = GLOSSARY.read_text().partition("## Languages")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("|")]
    return {name: row for row in rows[2:] for name in row[:1]}


def test_the_ten_languages_are_named_as_in_the_glossary_in_the_ten() -> None:
    for tag, registered in LANGUAGES.items():
        names = [language_name(tag, language) for language in LANGUAGES]
        assert names == [(name, False) for name in glossary()[registered.name]]


def test_a_name_is_english_only_where_the_languages_share_it() -> None:
    shared = {
        (tag, language)
        for tag in LANGUAGES
        for language in LANGUAGES
        if language != "en" and language_name(tag, language)[0] == LANGUAGES[tag].name
    }
    assert shared == set()


@pytest.mark.parametrize(
    ("tag", "language", "name"),
    [
        ("zh-Hans", "es", "chino simplificado"),
        ("zh-Hant", "en", "Traditional Chinese"),
        ("fr-CA", "am", "የካናዳ ፈረንሳይኛ"),
        ("fr-CA", "vi", "tiếng Pháp (Canada)"),
        ("vi-Latn-US", "en", "Vietnamese (Latin, United States)"),
        ("prs", "en", "Dari"),
        ("ase", "fr", "langue des signes américaine"),
        ("ase", "ne", "अमेरिकी साङ्केतिक भाषा"),
        ("ksw", "vi", "tiếng Karen"),
        ("cnh", "my", "ဟားခါးချင်း"),
        ("km", "es", "camboyano (jemer)"),
        ("km", "vi", "tiếng Khmer"),
        ("hmn", "my", "မုံ (Hmong)"),
        ("prs", "so", "Dari"),
    ],
)
def test_names_of_other_languages(tag: str, language: str, name: str) -> None:
    assert language_name(tag, language) == (name, False)


def test_name_falls_back_to_english() -> None:
    assert language_name("hnj", "so") == ("Hmong Njua", True)
    # “Mon” is also a day of the week, which Django translates.
    assert language_name("mnw", "es") == ("Mon", True)


@pytest.mark.parametrize(
    ("tag", "normal"),
    [
        ("ES_us", "es-US"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("es-419", "es-419"),
        ("ASE", "ase"),
        ("iw", "he"),
        ("prs", "fa-AF"),
        ("prs-af", "fa-AF"),
        ("no tag", "no tag"),
    ],
)
def test_normalise(tag: str, normal: str) -> None:
    assert normalize_tag(tag) == normal


@pytest.mark.parametrize("tag", ["es", "ase", "zh-Hans", "es-419", "vi_US", "hmn", "prs"])
def test_validate_tag_accepts(tag: str) -> None:
    validate_tag(tag)


@pytest.mark.parametrize("tag", ["", "x", "zz", "Spanish", "es-", "en-QQ", "en-Qaaa", "en\n", "٣٣"])
def test_validate_tag_refuses(tag: str) -> None:
    with pytest.raises(ValidationError) as error:
        validate_tag(tag)
    assert error.value.code == "language_tag"


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("Spanish", "es"),
        (" spanish ", "es"),
        ("es", "es"),
        ("ES-mx", "es-MX"),
        ("Klingonish", "Klingonish"),
        *(("ASL", "ase"), ("asl", "ase"), ("American Sign Language", "ase"), ("ase", "ase")),
        *(("Farsi", "fa"), ("Persian", "fa"), ("Dari", "fa-AF"), ("Mandarin", "zh")),
        *(("Cantonese", "yue"), ("Chinese (Simplified)", "zh-Hans"), ("cmn", "zh")),
        *(("Karen", "ksw"), ("S’gaw Karen", "ksw"), ("ksw", "ksw"), ("Hakha Chin", "cnh")),
        *(("cnh", "cnh"), ("Karenni", "kyu"), ("Kayah", "kyu"), ("Hmong", "hmn")),
        *(("Hmong Daw", "mww"), ("White Hmong", "mww"), ("mww", "mww"), ("Q'anjob'al", "kjb")),
        *(("K'iche'", "quc"), ("K’iche’", "quc"), ("Quiché", "quc"), ("Mam", "mam")),
        *(("Chuukese", "chk"), ("Marshallese", "mh"), ("Rohingya", "rhg"), ("Pashto", "ps")),
        *(("Kinyarwanda", "rw"), ("Swahili", "sw"), ("Tigrinya", "ti"), ("Oromo", "om")),
        *(("Cambodian", "km"), ("Ojibwe", "oj"), ("Mai-Mai", "ymm"), ("中文", "zh")),
        *(("Bengali", "bn"), ("Laotian", "lo"), ("Kreyòl ayisyen", "ht"), ("Afaan Oromoo", "om")),
        *(("Castellano", "es"), ("Hmoob", "hmn"), ("Fulani", "ff"), ("Diné", "nv"), ("LSM", "mfs")),
        *(("Spanish\u200b", "es"), ("Farsi\u00a0", "fa"), ("Kꞌicheꞌ", "quc"), ("es\u200e", "es")),
        *(("Iraqi Arabic", "ar-IQ"), ("Spanish (Mexico)", "es-MX"), ("한국어", "ko")),
        *(("Haitian Creole", "ht"), ("Español", "es"), ("Somali", "so"), ("Kirundi", "rn")),
    ],
)
def test_language_is_understood_by_its_english_name(typed: str, tag: str) -> None:
    assert tag_of(typed) == tag
    if tag != "Klingonish":
        validate_tag(tag)


def test_each_name_of_our_own_is_understood_and_valid() -> None:
    for tag, name in NAMES.items():
        assert tag_of(name) == tag
        validate_tag(tag)
    for name, tag in ALSO_CALLED.items():
        assert tag_of(name.upper()) == tag
        validate_tag(tag)


def test_an_unknown_language_is_answered_with_those_that_may_be_meant() -> None:
    with pytest.raises(ValidationError) as error:
        validate_tag(tag_of("Vietnamse"))
    assert error.value.messages == [
        "We don’t know the language “Vietnamse”. Did you mean “Vietnamese”? "
        "Write its English name or its code, such as “Spanish”, “es” or “Karen”."
    ]
