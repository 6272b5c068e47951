"""Language tags (BCP 47) of content, in any language, and their names in the site's ten.

A tag is a language with perhaps a script and a region: "es", "zh-Hans", "es-MX", "ase".
"""

import re
from difflib import get_close_matches
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global
from django.core.exceptions import ValidationError

from languages.characters import fold, without_marks
from languages.language_list import ALSO_CALLED, NAMES, names_in
from languages.registry import LANGUAGES, SOURCE

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|[0-9]{3}))?")


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
    """Tags by what people call a language, folded; a name of our own counts before CLDR's."""
    cldr = Locale.parse(LANGUAGES[SOURCE].cldr).languages
    named = {str(name): tag.replace("_", "-") for tag, name in cldr.items()}
    named |= {language.own_name: code for code, language in LANGUAGES.items()}
    named |= {name: tag for tag, name in NAMES.items()} | ALSO_CALLED
    return {fold(name): tag for name, tag in named.items()}


def tag_of(text: str) -> str:
    """The tag of what staff type, a tag or a name of a language: "Spanish" and "Español" are "es".

    What is neither comes back as it is, for `validate_tag` to refuse.
    """
    return _tags_by_name().get(fold(text), normalize_tag(without_marks(text).strip()))


def validate_tag(value: str) -> None:
    """Raise ValidationError (code "language_tag") unless the tag has an English name."""
    if not (_TAG.fullmatch(value) and _known_name(value, SOURCE)):
        near = get_close_matches(fold(value), _tags_by_name(), n=3)
        names = (language_name(_tags_by_name()[name], SOURCE)[0] for name in near)
        meant = " or ".join(f"“{name}”" for name in dict.fromkeys(names))
        raise ValidationError(
            "We don’t know the language “%(value)s”. "
            + (f"Did you mean {meant}? " if meant else "")
            + "Write its English name or its code, such as “Spanish”, “es” or “Karen”.",
            code="language_tag",
            params={"value": value},
        )


@lru_cache(maxsize=4096)
def primary_language(tag: str) -> str:
    """The language of a tag, without script and region: "es" for "es-MX"."""
    return normalize_tag(tag).split("-")[0]


@lru_cache(maxsize=4096)
def language_name(tag: str, language: str) -> tuple[str, bool]:
    """The name of a valid tag in a language of the site, and whether the name is English instead.

    It is written as inside a sentence: "español", "American Sign Language".
    """
    if name := _known_name(tag, language):
        return name, False
    return _known_name(tag, SOURCE) or tag, True


def _known_name(tag: str, language: str) -> str | None:
    """None where a part of the tag has no name in the language."""
    locale = Locale.parse(LANGUAGES[language].cldr)
    code, *details = normalize_tag(tag).split("-")
    if whole := _name_of("_".join((code, *details)), language):
        return whole
    known = {**locale.territories, **locale.scripts}
    names = [_name_of(code, language), *(known.get(detail) for detail in details)]
    if not all(names):
        return None
    name, *rest = (str(part) for part in names)
    return f"{name} ({', '.join(rest)})" if rest else name


def _name_of(code: str, language: str) -> str | None:
    """The name of a language by its code as CLDR writes it, "zh_Hans": our own, or CLDR's."""
    registered = LANGUAGES[language]
    if own := names_in(language).get(code):
        return own
    if name := Locale.parse(registered.cldr).languages.get(code):
        return str(name[:1].lower() + name[1:] if registered.lowers_names else name)
    return None
