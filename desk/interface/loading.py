"""Loads what the desk has changed of the interface, to be laid over the catalogs."""

from collections import defaultdict

from desk.interface.models import FIELD, InterfaceText
from languages.catalogs import plural_forms
from languages.columns import words_in
from languages.freshness import TranslationState
from languages.overlay import Changes, Key, Wording, provide

_ORDER = list(TranslationState)
_IN_USE = (TranslationState.DRAFT, TranslationState.REVIEWED)


@provide
def load(database: str) -> Changes:
    """The wordings of all messages and languages that were ever written on the desk."""
    rows = InterfaceText.objects.using(database)
    written = rows.exclude(on_desk=[]).order_by().values("key")
    by_message: dict[Key, list[InterfaceText]] = defaultdict(list)
    for row in rows.filter(key__in=written).order_by("key", "form"):
        by_message[row.whole_key].append(row)
    found: dict[str, dict[Key, Wording]] = defaultdict(dict)
    for key, forms in by_message.items():
        for language in {code for row in forms for code in row.on_desk}:
            count = plural_forms(language) if key.plural else 1
            found[language][key] = wording(forms[:count], language)
    return dict(found)


def wording(forms: list[InterfaceText], language: str) -> Wording:
    """What a message says in a language. Without all of its forms, pages show the English."""
    states = [row.state_in(language) for row in forms]
    state = min(states, key=_ORDER.index)
    texts = tuple(words_in(row, FIELD, language) for row in forms)
    return Wording(texts if state in _IN_USE else (), state)
