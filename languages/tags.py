"""Language tags (BCP 47) of content, in any language, and their names in the site's ten.

A tag is a language with perhaps a script and a region: "es", "zh-Hans", "es-MX", "ase".
"""

import re
from functools import cache

from babel import Locale
from babel.core import get_global
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_noop, override

from languages.registry import LANGUAGES, SOURCE

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|[0-9]{3}))?")
# CLDR lacks these names in several of the ten languages, and families need them.
_OWN_NAMES = {"ase": gettext_noop("American Sign Language")}


def normalize_tag(tag: str) -> str:
    """The tag in BCP 47 form, with an outdated language replaced: "ES_us" becomes "es-US".

    Text that is no tag is returned unchanged; `validate_tag` refuses it.
    """
    match = _TAG.fullmatch(tag)
    if not match:
        return tag
    language, script, region = match.groups(default="")
    # The present code may bring a script or region along: Dari, "prs", is now "fa-AF".
    present = get_global("language_aliases").get(language.lower(), language.lower())
    language, *implied = present.split("_")
    details = [script.title(), region.upper()]
    return "-".join([language, *(filter(None, details) if any(details) else implied)])


@cache
def _tags_by_name() -> dict[str, str]:
    names = Locale.parse(LANGUAGES[SOURCE].cldr).languages
    return {str(name).casefold(): tag.replace("_", "-") for tag, name in names.items()}


def tag_of(text: str) -> str:
    """The tag for what staff type, a tag or the English name of a language: "Spanish" is "es"."""
    return _tags_by_name().get(text.strip().casefold(), normalize_tag(text.strip()))


def validate_tag(value: str) -> None:
    """Raise ValidationError (code "language_tag") unless CLDR has an English name for the tag."""
    if not (_TAG.fullmatch(value) and _cldr_name(value, SOURCE)):
        raise ValidationError(
            "“%(value)s” is not the tag of a known language. Write it like “es”, “zh-Hans” or "
            "“ase” (American Sign Language).",
            code="language_tag",
            params={"value": value},
        )


def primary_language(tag: str) -> str:
    """The language of a tag, without script and region: "es" for "es-MX"."""
    return normalize_tag(tag).split("-")[0]


def language_name(tag: str, language: str) -> tuple[str, bool]:
    """The name of a valid tag in a language of the site, and whether the name is English instead.

    CLDR writes most names as inside a sentence: "español", "American Sign Language".
    """
    if name := _cldr_name(tag, language):
        return name, False
    english = _cldr_name(tag, SOURCE) or tag
    own = _OWN_NAMES.get(normalize_tag(tag))
    if not own:
        return english, True
    with override(language):
        name = gettext(own)
    return name, name == own


def _cldr_name(tag: str, language: str) -> str | None:
    """None if CLDR has no name for a part of the tag."""
    locale = Locale.parse(LANGUAGES[language].cldr)
    code, *details = normalize_tag(tag).split("-")
    if whole := locale.languages.get("_".join((code, *details))):
        return str(whole)
    known = {**locale.territories, **locale.scripts}
    names = [locale.languages.get(code), *(known.get(detail) for detail in details)]
    if not all(names):
        return None
    name, *rest = (str(part) for part in names)
    return f"{name} ({', '.join(rest)})"
