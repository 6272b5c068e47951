"""Opens a file of a translator: what it says of which texts of this site, in which language.

A file that this site exported names each text by its key. A catalog of the interface names them by
their messages, wherever it comes from; here each of its forms becomes an entry with the key.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.core.exceptions import ValidationError

from desk.exchange import tables, xliff
from desk.exchange.keys import Key, site
from desk.exchange.reading import Catalog, Entry, read
from desk.interface.models import FIELD, InterfaceText
from languages.catalogs import message_hash
from languages.registry import LANGUAGES
from languages.tags import normalize_tag, validate_tag
from publishing.imports import FileError

BINDING = "X-SRO-Export"  # the header of a file that this site exported
SCRIPT = 4  # letters of a script in a tag, such as Hant


def open_file(data: bytes, language: str = "") -> Catalog:
    """The entries of a file, each with the key of its text if it has one. Raises FileError.

    `language` is the one that a catalog of the interface is taken to be in if it says none.
    """
    if xliff.is_xliff(data):
        return xliff.read(data)
    if tables.is_table(data):
        return tables.read(data)
    catalog = read(data)
    written = catalog.headers.get("language") or language
    found = next((code for code in LANGUAGES if written and _is_of(written, code)), None)
    if BINDING.lower() in catalog.headers or found is None:
        return catalog
    rows = {(row.key, row.form): row for row in InterfaceText.objects.filter(is_used=True)}
    if not any((_hash(entry), 0) in rows for entry in catalog.entries):
        return catalog
    entries = [each for entry in catalog.entries for each in _forms(entry, rows, found)]
    return replace(catalog, entries=entries, interface_of=found)


def binding(language: str, day: date) -> str:
    """The text that ties a file to this site, its language, and the day of the export."""
    return f"{site()} {language} {day.isoformat()}"


def language_of(catalog: Catalog) -> str:
    """The language of a file of this site. Raises FileError."""
    if catalog.interface_of:
        return catalog.interface_of
    bound = catalog.headers.get(BINDING.lower(), "").split()
    if len(bound) != 3 or bound[1] not in LANGUAGES:
        raise FileError(
            1,
            f"The header “{BINDING}” is missing, so the file was not exported from this site, "
            "and it is no catalog of the interface.",
        )
    if bound[0] != site():
        raise FileError(1, "The file was exported from another site.")
    written = catalog.headers.get("language", "")
    if written and not _is_of(written, bound[1]):
        said = f"The file was exported for “{bound[1]}”, but its header now says “{written[:40]}”."
        raise FileError(1, said)
    return bound[1]


def _is_of(written: str, language: str) -> bool:
    """Whether a header is of a language, perhaps of a region of it: “es_MX.UTF-8” is Spanish."""
    tag = re.split("[.@]", written)[0].replace("_", "-")
    try:
        validate_tag(tag)
    except ValidationError:
        return False
    asked, known = normalize_tag(tag).split("-"), language.split("-")
    scripts = {part for parts in (asked, known) for part in parts[1:] if len(part) == SCRIPT}
    return asked[0] == known[0] and len(scripts) <= 1


def remark(catalog: Catalog, language: str) -> str:
    """What whoever confirms an import has to know of its file; "" where there is nothing."""
    if catalog.headers.get("language"):
        return ""
    name = LANGUAGES[language].name
    return f"The file does not say which language it is in: make sure that its words are {name}."


def _hash(entry: Entry) -> str:
    return message_hash(entry.context, entry.source, entry.plural)


def _forms(
    entry: Entry, rows: dict[tuple[str, int], InterfaceText], language: str
) -> Iterator[Entry]:
    """The forms of a message. What the release had is what the translator saw, unless said."""
    told = entry.all_seen if entry.forms else (entry.seen,)
    for form, (line, text) in enumerate(entry.forms or ((entry.line, entry.text),)):
        row = rows.get((_hash(entry), form))
        plain = replace(entry, line=line, text=text, plural="", forms=(), all_seen=())
        if row is None:
            yield replace(plain, context=entry.source[:80])
        elif row.has_form_in(language):
            key = Key(InterfaceText, row.pk, FIELD)
            seen = (told[form] if form < len(told) else None) or row.shipped_hash(language)
            yield replace(plain, context=str(key), source=row.english, seen=seen)
