"""The ten languages of the site: the one place that knows them.

To add a language: one entry here, its catalog in `locale/`, and the migrations that
`makemigrations` then writes. Nothing else may know a language by its code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import get_language, to_locale


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site.

    `code` is its BCP 47 tag, used in addresses, catalogs and columns; `cldr` is the CLDR locale for
    its dates (for Spanish, that of the United States); `script` is the ISO 15924 code of its
    writing. `own_calendar` and `own_clock`: readers may count days or hours differently from the
    United States, so pages say how they are counted. `patterns` replace CLDR's date patterns, by
    the name of CLDR's skeleton, where a public notice would write a day better; "/d" and "/M" are
    intervals within a month and within a year, "first" is how the first of a month is written.
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
        Language("es", "es_US", "Spanish", "Español"),
        Language(
            "vi",
            "vi",
            "Vietnamese",
            "Tiếng Việt",
            patterns={
                "yMMMMd": "'ngày' d MMMM 'năm' y",
                "yMMMMEEEEd": "EEEE, 'ngày' d MMMM 'năm' y",
                "yMMMMd/d": "'ngày' d – d MMMM 'năm' y",
                "yMMMMd/M": "'ngày' d MMMM – 'ngày' d MMMM 'năm' y",
            },
        ),
        Language(
            "am",
            "am",
            "Amharic",
            "አማርኛ",
            script="Ethi",
            own_calendar=True,
            own_clock=True,
            patterns={
                "yMMMMd": "MMMM d፣ y",
                "yMMMMEEEEd": "EEEE፣ MMMM d፣ y",
                "yMMMMd/d": "MMMM d – d፣ y",
                "yMMMMd/M": "MMMM d – MMMM d፣ y",
            },
        ),
        Language("ar", "ar", "Arabic", "العربية", script="Arab", rtl=True),
        Language(
            "my",
            "my",
            "Burmese",
            "မြန်မာ",
            script="Mymr",
            patterns={
                "yMMMMd": "y 'ခုနှစ်၊' MMMM'လ' d 'ရက်'",
                "yMMMMEEEEd": "y 'ခုနှစ်၊' MMMM'လ' d 'ရက်၊' EEEE'နေ့'",
                "yMMMM": "y 'ခုနှစ်၊' MMMM'လ'",
                "yMMMMd/d": "y 'ခုနှစ်၊' MMMM'လ' d 'ရက်' – d 'ရက်'",
                "yMMMMd/M": "y 'ခုနှစ်၊' MMMM'လ' d 'ရက်' – MMMM'လ' d 'ရက်'",
                "yMMMM/M": "y 'ခုနှစ်၊' MMMM'လ' – MMMM'လ'",
            },
        ),
        Language("fr", "fr", "French", "Français", patterns={"first": "1er"}),
        Language("ne", "ne", "Nepali", "नेपाली", script="Deva", own_calendar=True),
        Language("ru", "ru", "Russian", "Русский", script="Cyrl"),
        Language(
            "so",
            "so",
            "Somali",
            "Soomaali",
            patterns={
                "yMMMMd": "MMMM d, y",
                "yMMMMd/d": "MMMM d – d, y",
                "yMMMMd/M": "MMMM d – MMMM d, y",
            },
        ),
    )
}


def active_language() -> str:
    """The code of the language of the current page, English if there is no page."""
    return get_language() or SOURCE
