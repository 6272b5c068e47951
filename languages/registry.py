"""The ten languages of the site: the one place that knows them.

To add a language: one entry here, its catalogue in `locale/`, and the migrations that
`makemigrations` then writes. Nothing else may know a language by its code.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site.

    `code` is its BCP 47 tag as it stands in addresses, catalogues and columns; `cldr` the CLDR
    locale that its dates are written by (Spanish as it is written in the United States);
    `script` the ISO 15924 code of its writing. `own_calendar` and `own_clock`: its readers may
    count days or hours otherwise than the United States do, so pages say how they are counted.
    """

    code: str
    cldr: str
    name: str
    own_name: str
    script: str = "Latn"
    rtl: bool = False
    own_calendar: bool = False
    own_clock: bool = False

    @property
    def direction(self) -> str:
        return "rtl" if self.rtl else "ltr"


SOURCE = "en"

LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language("en", "en", "English", "English"),
        Language("es", "es_US", "Spanish", "Español"),
        Language("vi", "vi", "Vietnamese", "Tiếng Việt"),
        Language("am", "am", "Amharic", "አማርኛ", script="Ethi", own_calendar=True, own_clock=True),
        Language("ar", "ar", "Arabic", "العربية", script="Arab", rtl=True),
        Language("my", "my", "Burmese", "မြန်မာ", script="Mymr"),
        Language("fr", "fr", "French", "Français"),
        Language("ne", "ne", "Nepali", "नेपाली", script="Deva", own_calendar=True),
        Language("ru", "ru", "Russian", "Русский", script="Cyrl"),
        Language("so", "so", "Somali", "Soomaali"),
    )
}
