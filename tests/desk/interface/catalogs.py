"""Catalogs as `make messages` writes them, and what the tests do with their texts."""

import itertools
import os
from pathlib import Path
from typing import Any

from desk.interface.models import InterfaceText
from languages.catalogs import message_hash
from languages.freshness import TranslationState, text_hash
from languages.translating import translate

HEAD = """# The words of the interface.
# State: draft.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: {plural};\\n"
"""
PLURALS = {
    "en": "nplurals=2; plural=(n != 1)",
    "es": "nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2",
    "ar": (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
        "n%100>=11 && n%100<=99 ? 4 : 5"
    ),
}
# These messages are in the real catalogs too, so that pages use them.
ENGLISH = """
msgid "Name of the school"
msgstr "Name of the school"

#. Translators: of a plan.
msgctxt "approach"
msgid "Removal of SROs from schools"
msgstr "Removal of SROs from schools"

#, python-format
msgid "in %(days)s day"
msgid_plural "in %(days)s days"
msgstr[0] "in %(days)s day"
msgstr[1] "in %(days)s days"
"""
SPANISH = """
msgid "Name of the school"
msgstr "Nombre de la escuela"

#. Translators: of a plan.
msgctxt "approach"
msgid "Removal of SROs from schools"
msgstr ""

#, python-format
msgid "in %(days)s day"
msgid_plural "in %(days)s days"
msgstr[0] "en %(days)s día"
msgstr[1] "en %(days)s de días"
msgstr[2] "en %(days)s días"
"""
ARABIC = """
#, fuzzy
#| msgid "Name of a school"
msgid "Name of the school"
msgstr "اسم مدرسة"
"""
_clock = itertools.count(1)


def write_catalog(folder: Path, language: str, text: str) -> Path:
    """A catalog, changed later than all that were written before."""
    path = folder / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    head = HEAD.format(language=language, plural=PLURALS[language])
    path.write_text(head + text, encoding="utf-8")
    moment = 1_600_000_000 + next(_clock)
    os.utime(path, (moment, moment))
    return path


def make_text(message: str, **words: str) -> InterfaceText:
    """A text of the interface with words such as `text_es`, saved as by the release."""
    key = message_hash("", message, "")
    columns: Any = {"text_en": message, **words}
    made = InterfaceText(key=key, message=message, position=1, **columns)
    made.save()
    return made


def text(message: str, form: int = 0) -> InterfaceText:
    return InterfaceText.objects.get(message=message, form=form)


def say(found: InterfaceText, language: str, words: str, **kwargs: Any) -> TranslationState:
    """Somebody writes this on the desk."""
    seen = getattr(found, f"text_{language}") or ""
    english: Any = getattr(found, "text_en")  # noqa: B009 - mypy does not know the column
    where = (found, "text", language, words, text_hash(english))
    return translate(*where, seen=text_hash(seen), **kwargs)
