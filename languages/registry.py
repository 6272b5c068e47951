"""The ten languages of the site: the one place that knows them.

To add a language: one entry here, its catalog in `locale/`, and the migrations that
`makemigrations` then writes; perhaps names in `language_list`. Nothing else may know a language
by its code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import get_language, to_locale


@dataclass(frozen=True, slots=True)
class Clock:
    """How a language writes the time of day, where CLDR says it less well than its readers do.

    `time` is CLDR's pattern of one clock time, `parts` the words for the parts of the day, each
    from its hour on; none on a clock of 24 hours. `phrase` joins both, and `note` follows them.
    """

    time: str = "h:mm"
    parts: tuple[tuple[int, str], ...] = ()
    phrase: str = "{time} {part}"
    dash: str = " – "
    note: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site.

    `code` is its BCP 47 tag as it stands in addresses, catalogs and columns; `cldr` the CLDR
    locale that its dates are written by (Spanish as it is written in the United States);
    `script` the ISO 15924 code of its writing. `own_calendar` and `own_clock`: its readers may
    count days or hours otherwise than the United States do, so pages say how they are counted.

    The rest stands in for CLDR where readers in the United States say it otherwise. `patterns` are
    date patterns by the names of CLDR's skeletons; "/d", "/M" and "/y" are intervals in one month,
    in one year and over years, "first" is how the first of a month is written. `clock` is None
    where CLDR's serves. `lowers_names`: CLDR begins names of languages with a capital, which no
    sentence does. `joints` part the items of a list, the second one the last two; `last_joint` is
    used instead where the last item begins with what its regular expression matches.
    `doubled` is a regular expression of the words that may stand twice in a row.
    `cities_in_cldr`: readers know cities by CLDR's names, rather than as signs here write them;
    `city_form` is a regular expression and its replacement, for the grammar of a city.
    """

    code: str
    cldr: str
    name: str
    own_name: str
    script: str = "Latn"
    rtl: bool = False
    own_calendar: bool = False
    own_clock: bool = False
    patterns: Mapping[str, str] = field(default_factory=dict, hash=False)
    clock: Clock | None = None
    lowers_names: bool = False
    joints: tuple[str, str] | None = None
    last_joint: tuple[str, str] | None = None
    doubled: str = ""
    cities_in_cldr: bool = True
    city_form: tuple[str, str] = ("", "")

    @property
    def locale(self) -> str:
        """The name of its folder in `locale/`, as gettext writes it: "zh_Hans"."""
        return to_locale(self.code)

    @property
    def direction(self) -> str:
        """Its value for the attribute `dir` in HTML."""
        return "rtl" if self.rtl else "ltr"


SOURCE = "en"

LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language("en", "en", "English", "English"),
        Language(
            "es",
            "es_US",
            "Spanish",
            "Español",
            joints=(", ", " y "),
            last_joint=("(?i)h?[ií](?![aeou])", " e "),
        ),
        Language(
            "vi",
            "vi",
            "Vietnamese",
            "Tiếng Việt",
            doubled=".+",
            patterns={
                "y": "'năm' y",
                "y/y": "'năm' y – y",
                "yMMMMd": "'ngày' d MMMM 'năm' y",
                "yMMMMEEEEd": "EEEE, 'ngày' d MMMM 'năm' y",
                "yMMMMd/d": "'ngày' d – d MMMM 'năm' y",
                "yMMMMd/M": "'ngày' d MMMM – 'ngày' d MMMM 'năm' y",
                "MMM": "MMMM",
            },
            clock=Clock(
                parts=(
                    *((0, "đêm"), (1, "sáng"), (11, "trưa"), (13, "chiều")),
                    *((19, "tối"), (22, "đêm")),
                ),
            ),
            lowers_names=True,
        ),
        Language(
            "am",
            "am",
            "Amharic",
            "አማርኛ",
            doubled=".+",
            script="Ethi",
            own_calendar=True,
            own_clock=True,
            patterns={
                "y": "y 'እ.ኤ.አ.'",
                "y/y": "y – y 'እ.ኤ.አ.'",
                "yMMMMd": "MMMM d፣ y",
                "yMMMMEEEEd": "EEEE፣ MMMM d፣ y",
                "yMMMMd/d": "MMMM d – d፣ y",
                "yMMMMd/M": "MMMM d – MMMM d፣ y",
            },
            # The Ethiopian clock counts from six in the morning, so the note stands beside it.
            clock=Clock(parts=((0, "AM"), (12, "PM")), note="(በአሜሪካ ሰዓት)"),
        ),
        Language(
            "ar",
            "ar",
            "Arabic",
            "العربية",
            script="Arab",
            rtl=True,
            clock=Clock(
                parts=(
                    *((0, "ليلًا"), (4, "صباحًا"), (12, "ظهرًا")),
                    *((13, "بعد الظهر"), (17, "مساءً")),
                ),
                dash="–",
            ),
        ),
        Language(
            "my",
            "my",
            "Burmese",
            "မြန်မာ",
            doubled=".+",
            script="Mymr",
            patterns={
                "y": "y 'ခုနှစ်'",
                "y/y": "y – y 'ခုနှစ်'",
                "yMMMMd": "y 'ခုနှစ်၊' MMMM'လ' d 'ရက်'",
                "yMMMMEEEEd": "y 'ခုနှစ်၊' MMMM'လ' d 'ရက်၊' EEEE'နေ့'",
                "yMMMM": "y 'ခုနှစ်၊' MMMM'လ'",
                "yMMMMd/d": "y 'ခုနှစ်၊' MMMM'လ' d 'ရက်' – d 'ရက်'",
                "yMMMMd/M": "y 'ခုနှစ်၊' MMMM'လ' d 'ရက်' – MMMM'လ' d 'ရက်'",
                "yMMMM/M": "y 'ခုနှစ်၊' MMMM'လ' – MMMM'လ'",
            },
            clock=Clock(
                parts=((0, "ည"), (4, "နံနက်"), (12, "နေ့လယ်"), (16, "ညနေ"), (19, "ည")),
                phrase="{part} {time}",
            ),
            joints=("၊ ", " နှင့် "),
        ),
        Language(
            "fr",
            "fr",
            "French",
            "Français",
            doubled="nous|vous",
            patterns={"first": "1er"},
            clock=Clock(time="H 'h' mm", phrase="{time}"),
            city_form=("de (?=[AEIOUYHÉ])", "d’"),
        ),
        Language(
            "ne",
            "ne",
            "Nepali",
            "नेपाली",
            doubled=".+",
            script="Deva",
            own_calendar=True,
            patterns={"y": "'सन्' y", "y/y": "'सन्' y – y"},
            clock=Clock(
                parts=(
                    *((0, "राति"), (4, "बिहान"), (12, "दिउँसो"), (16, "साँझ")),
                    *((19, "बेलुका"), (21, "राति")),
                ),
                phrase="{part} {time}",
            ),
            joints=(", ", " र "),
        ),
        Language(
            "ru",
            "ru",
            "Russian",
            "Русский",
            script="Cyrl",
            patterns={"y": "y 'г.'", "y/y": "y—y 'гг.'"},
            city_form=("(?<=[бвгджзклмнпрстфхцчшщ])$", "а"),
        ),
        Language(
            "so",
            "so",
            "Somali",
            "Soomaali",
            doubled=".+",
            patterns={
                "yMMMMd": "MMMM d, y",
                "yMMMMd/d": "MMMM d – d, y",
                "yMMMMd/M": "MMMM d – MMMM d, y",
            },
            clock=Clock(
                parts=(
                    *((0, "habeennimo"), (4, "subaxnimo"), (12, "duhurnimo")),
                    *((14, "galabnimo"), (19, "habeennimo")),
                ),
                dash="–",
            ),
            cities_in_cldr=False,
        ),
    )
}


def active_language() -> str:
    """The code of the language of the current page, English if there is no page."""
    return get_language() or SOURCE


def name_in_language(name: str, language: str) -> str:
    """What staff call the words of a translated field in one language: “Title in Spanish”."""
    return f"{name} in {LANGUAGES[language].name}"
