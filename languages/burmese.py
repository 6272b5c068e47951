"""Burmese is Unicode here: text in the older Zawgyi encoding is told apart and refused."""

from functools import cache

from django.core.exceptions import ValidationError
from myanmartools import ZawgyiDetector

from languages.registry import LANGUAGES

LIKELY = 0.95


@cache
def _detector() -> ZawgyiDetector:
    return ZawgyiDetector()


def is_zawgyi(text: str) -> bool:
    """Whether Burmese text is encoded as Zawgyi, as far as can be told."""
    return bool(_detector().get_zawgyi_probability(text) > LIKELY)


def check_encoding(text: str, language: str) -> None:
    """Raises ValidationError for text in a language of Burmese script that is no Unicode."""
    if LANGUAGES[language].script == "Mymr":
        validate_unicode_burmese(text)


def validate_unicode_burmese(text: str) -> None:
    """Raises ValidationError (code "zawgyi") for Burmese text that is encoded as Zawgyi.

    It looks right with a Zawgyi font alone; phones draw it as rubble.
    """
    if is_zawgyi(text):
        raise ValidationError(
            "This text is in the Zawgyi encoding, which most phones cannot show. Convert it to "
            "Unicode, or switch your keyboard to Unicode and type it again.",
            code="zawgyi",
        )
