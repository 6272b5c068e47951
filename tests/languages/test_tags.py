import pytest
from django.core.exceptions import ValidationError

from languages.registry import LANGUAGES
from languages.tags import language_name, normalize_tag, tag_of, validate_tag

# The ten languages in each of the ten, in the order of the registry.
NAMES = {
    "en": "English Spanish Vietnamese Amharic Arabic Burmese French Nepali Russian Somali",
    "vi": "Anh Tây_Ban_Nha Việt Amharic Ả_Rập Miến_Điện Pháp Nepal Nga Somali",
    "es": "inglés español vietnamita amárico árabe birmano francés nepalí ruso somalí",
    "am": "እንግሊዝኛ ስፓኒሽ ቪየትናምኛ አማርኛ ዓረብኛ ቡርማኛ ፈረንሳይኛ ኔፓሊኛ ራሽያኛ ሱማልኛ",
    "ar": (
        "الإنجليزية الإسبانية الفيتنامية الأمهرية العربية البورمية الفرنسية النيبالية الروسية "
        "الصومالية"
    ),
    "my": "အင်္ဂလိပ် စပိန် ဗီယက်နမ် အမ်ဟာရစ်ခ် အာရဗီ မြန်မာ ပြင်သစ် နီပေါ ရုရှ ဆိုမာလီ",
    "fr": "anglais espagnol vietnamien amharique arabe birman français népalais russe somali",
    "ne": "अङ्ग्रेजी स्पेनी भियतनामी अम्हारिक अरबी बर्मेली फ्रान्सेली नेपाली रसियाली सोमाली",
    "ru": (
        "английский испанский вьетнамский амхарский арабский бирманский французский непальский "
        "русский сомали"
    ),
    "so": (
        "Ingiriisi Isbaanish Fiitnaamays Axmaar Carabi Burmese Faransiis Nebaali Ruush Soomaali"
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_the_ten_languages(language: str) -> None:
    prefix = "Tiếng " if language == "vi" else ""
    names = [prefix + name.replace("_", " ") for name in NAMES[language].split()]
    assert [language_name(tag, language) for tag in LANGUAGES] == [(name, False) for name in names]


@pytest.mark.parametrize(
    ("tag", "language", "name"),
    [
        ("zh-Hans", "es", "chino simplificado"),
        ("zh-Hant", "en", "Traditional Chinese"),
        ("fr-CA", "am", "የካናዳ ፈረንሳይኛ"),
        ("fr-CA", "vi", "Tiếng Pháp (Canada)"),
        ("vi-Latn-US", "en", "Vietnamese (Latin, United States)"),
        ("prs", "en", "Dari"),
        ("ase", "fr", "langue des signes américaine"),
        ("ase", "ne", "अमेरिकी साङ्केतिक भाषा"),
    ],
)
def test_names_of_other_languages(tag: str, language: str, name: str) -> None:
    assert language_name(tag, language) == (name, False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sign_language_is_english_only_where_it_says_so(language: str) -> None:
    name, fell_back = language_name("ase", language)
    assert fell_back == (language != "en" and name == "American Sign Language")


def test_name_falls_back_to_english() -> None:
    assert language_name("hnj", "so") == ("Hmong Njua", True)


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
    ],
)
def test_language_is_understood_by_its_english_name(typed: str, tag: str) -> None:
    assert tag_of(typed) == tag
