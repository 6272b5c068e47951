"""Names of languages, where CLDR has none or another than families and school districts use."""

from functools import cache

# By tag: the English name, which families read where the table below has none in their language.
NAMES = {
    "ase": "American Sign Language",
    "cnh": "Hakha Chin",
    "ksw": "Karen",
    "kyu": "Kayah",
    "mww": "Hmong Daw",
    "acr": "Achi",
    "aii": "Assyrian",
    "cak": "Kaqchikel",
    "cfm": "Falam Chin",
    "ctd": "Tedim Chin",
    "ixl": "Ixil",
    "kek": "Q’eqchi’",
    "kjb": "Q’anjob’al",
    "kjp": "Eastern Pwo Karen",
    "mam": "Mam",
    "mfs": "Mexican Sign Language",
    "mnw": "Mon",
    "pwo": "Western Pwo Karen",
    "ymm": "Maay Maay",
    "nah": "Nahuatl",
    "zom": "Zomi",
}

# By tag, in the languages of the site other than English, as they stand inside a sentence. The ten
# agree with locale/GLOSSARY.md; where a language is left out, CLDR's name serves.
_COLUMNS = ("es", "vi", "am", "ar", "my", "fr", "ne", "ru", "so")
_TABLE = {
    "en": (
        *("inglés", "tiếng Anh", "እንግሊዝኛ", "الإنجليزية", "အင်္ဂလိပ်", "anglais", "अङ्ग्रेजी"),
        *("английский", "Ingiriisi"),
    ),
    "es": (
        *("español", "tiếng Tây Ban Nha", "ስፓኒሽ", "الإسبانية", "စပိန်", "espagnol", "स्पेनी"),
        *("испанский", "Isbaanish"),
    ),
    "vi": (
        *("vietnamita", "tiếng Việt", "ቬትናምኛ", "الفيتنامية", "ဗီယက်နမ်", "vietnamien"),
        *("भियतनामी", "вьетнамский", "Fiyatnaamiis"),
    ),
    "am": (
        *("amárico", "tiếng Amharic", "አማርኛ", "الأمهرية", "အမ်ဟာရစ်ခ်", "amharique"),
        *("अम्हारिक", "амхарский", "Axmaari"),
    ),
    "ar": (
        *("árabe", "tiếng Ả Rập", "ዓረብኛ", "العربية", "အာရဗီ", "arabe", "अरबी", "арабский"),
        *("Carabi",),
    ),
    "my": (
        *("birmano", "tiếng Miến Điện", "ቡርማኛ", "البورمية", "မြန်မာ", "birman", "बर्मेली"),
        *("бирманский", "Burmiis"),
    ),
    "fr": (
        *("francés", "tiếng Pháp", "ፈረንሳይኛ", "الفرنسية", "ပြင်သစ်", "français", "फ्रान्सेली"),
        *("французский", "Faransiis"),
    ),
    "ne": (
        *("nepalí", "tiếng Nepal", "ኔፓሊኛ", "النيبالية", "နီပေါ", "népalais", "नेपाली"),
        *("непальский", "Nebaali"),
    ),
    "ru": ("ruso", "tiếng Nga", "ራሽያኛ", "الروسية", "ရုရှား", "russe", "रुसी", "русский", "Ruush"),
    "so": (
        *("somalí", "tiếng Somali", "ሶማሊኛ", "الصومالية", "ဆိုမာလီ", "somali", "सोमाली"),
        *("сомалийский", "Soomaali"),
    ),
    "ase": (
        *("lengua de señas americana", "ngôn ngữ ký hiệu Mỹ", "የአሜሪካ የምልክት ቋንቋ"),
        *("لغة الإشارة الأمريكية", "အမေရိကန် လက်သင်္ကေတပြ ဘာသာစကား"),
        *("langue des signes américaine", "अमेरिकी साङ्केतिक भाषा"),
        *("американский жестовый язык", "Luqadda Calaamadaha ee Maraykanka"),
    ),
    "cnh": (
        *("chin hakha", "tiếng Chin Hakha", "ሃካ ቺንኛ", "تشين هاكا", "ဟားခါးချင်း"),
        *("chin hakha", "हाखा चिन", "хакха-чин", "Jinka Hakha"),
    ),
    "ksw": (
        *("karen", "tiếng Karen", "ካረንኛ", "الكارينية", "ကရင်", "karen", "करेन", "каренский"),
        *("Kareen",),
    ),
    "kyu": (
        *("kayah (karenni)", "tiếng Kayah", "ካያህኛ", "الكايا", "ကယား", "kayah", "काया", "кая"),
        *("Kaayaah",),
    ),
    "mww": (
        *("hmong daw (hmong blanco)", "tiếng H’Mông Trắng", "ህሞንግ ዳው", "الهمونغ داو"),
        *("မုံဖြူ (Hmong Daw)", "hmong daw", "हमोङ दाउ", "белый хмонг", "Hamong Daaw"),
    ),
}
_SINGLE = {
    "es": {"km": "camboyano (jemer)"},
    "am": {"zh_Hans": "ቻይንኛ (ቀላል ጽሑፍ)"},
    "my": {"hmn": "မုံ (Hmong)"},
    "so": {"fa_AF": "Dari"},
}


@cache
def names_in(language: str) -> dict[str, str]:
    """Names of our own in a language of the site, by tags as CLDR writes them: "zh_Hans"."""
    if language not in _COLUMNS:
        return NAMES
    column = _COLUMNS.index(language)
    return {tag: row[column] for tag, row in _TABLE.items()} | _SINGLE.get(language, {})


# What people write, as it is folded: in lower case, without accents, apostrophes and hyphens.
ALSO_CALLED = {
    "asl": "ase",
    "american sign language (asl)": "ase",
    "sign language": "ase",
    "lsm": "mfs",
    "farsi": "fa",
    "persian (farsi)": "fa",
    "farsi (persian)": "fa",
    "dari (persian)": "fa-AF",
    "mandarin": "zh",
    "mandarin chinese": "zh",
    "chinese (mandarin)": "zh",
    "chinese (cantonese)": "yue",
    "cantonese chinese": "yue",
    "chinese (simplified)": "zh-Hans",
    "chinese (traditional)": "zh-Hant",
    "sgaw karen": "ksw",
    "pwo karen": "pwo",
    "chin (hakha)": "cnh",
    "lai": "cnh",
    "chin (falam)": "cfm",
    "chin (tedim)": "ctd",
    "zomi chin": "zom",
    "karenni": "kyu",
    "kayah (karenni)": "kyu",
    "karenni (kayah)": "kyu",
    "white hmong": "mww",
    "hmong white": "mww",
    "green hmong": "hnj",
    "hmong green": "hnj",
    "myanmar": "my",
    "quiche": "quc",
    "qeqchi": "kek",
    "kekchi": "kek",
    "qanjobal": "kjb",
    "kanjobal": "kjb",
    "maay": "ymm",
    "may may": "ymm",
    "maymay": "ymm",
    "creole": "ht",
    "haitian": "ht",
    "cape verdean creole": "kea",
    "cape verdean": "kea",
    "kiswahili": "sw",
    "kirundi": "rn",
    "tigrigna": "ti",
    "afaan oromo": "om",
    "oromiffa": "om",
    "sorani": "ckb",
    "sorani kurdish": "ckb",
    "kurmanji": "ku",
    "pushto": "ps",
    "castilian": "es",
    "cambodian": "km",
    "ojibwe": "oj",
    "moldovan": "ro",
    "bengali": "bn",
    "spanish (mexico)": "es-MX",
    "iraqi arabic": "ar-IQ",
    "sudanese arabic": "ar-SD",
    "syrian arabic": "ar-SY",
    "yemeni arabic": "ar-YE",
    "laotian": "lo",
    "panjabi": "pa",
    "kreyol": "ht",
    "kreyol ayisyen": "ht",
    "afaan oromoo": "om",
    "castellano": "es",
    "hmoob": "hmn",
    "fulani": "ff",
    "fulfulde": "ff",
    "pulaar": "ff",
    "dine": "nv",
    "dine bizaad": "nv",
    "anishinaabemowin": "oj",
    "bahasa indonesia": "id",
    "shqip": "sq",
    "romani": "rom",
    "af soomaali": "so",
    "viet": "vi",
    "american sign": "ase",
    "chin": "cnh",
    "dari persian": "fa-AF",
    "mai mai": "ymm",
    "somali maay": "ymm",
    "日本語": "ja",
    "한국어": "ko",
    "українська": "uk",
    "فارسی": "fa",
    "中文": "zh",
    "普通话": "zh",
    "普通話": "zh",
    "粵語": "yue",
    "廣東話": "yue",
    "portuguese (brazil)": "pt-BR",
}
