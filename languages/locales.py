"""What Babel knows of the ten languages, without what no page says."""

from babel import localedata

from languages.registry import LANGUAGES

# The names of units, currencies and spans of time: more than half of all that Babel reads.
UNUSED = (
    "unit_patterns",
    "unit_display_names",
    "compound_unit_patterns",
    "currency_names",
    "currency_names_plural",
    "compact_currency_formats",
    "compact_decimal_formats",
    "date_fields",
)


def read_all() -> None:
    """Read the languages of the site, and forget what is UNUSED.

    Babel keeps one copy of each language, which `load` returns, for as long as the process lives.
    Called before a server forks its processes, so that they share what is left.
    """
    names = [language.cldr for language in LANGUAGES.values()]
    for name in ("root", *(each.partition("_")[0] for each in names), *names):
        known = localedata.load(name)
        for part in UNUSED:
            known.pop(part, None)
