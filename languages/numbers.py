"""Numbers as the ten languages write them, always in the digits 0 to 9."""

from functools import lru_cache

from babel.numbers import format_percent

from languages.registry import LANGUAGES


@lru_cache(maxsize=2048)
def say_percent(value: int, language: str) -> str:
    """`value`, a whole number of percent, as text: 25 becomes "25%" in English."""
    text = format_percent(value / 100, locale=LANGUAGES[language].cldr, numbering_system="latn")
    return text.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")
