"""The terms of the glossary in the English of one text, with those of the desk."""

from desk.glossary import Term, terms_in
from desk.glossary_terms import GlossaryTerm
from languages.translating import Slot


def own_terms(language: str) -> list[Term]:
    """The terms that were written on the desk for a language."""
    rows = GlossaryTerm.objects.filter(language=language)
    return [Term(row.english, row.translation, row.note, tuple(row.avoided)) for row in rows]


def terms_of(slot: Slot) -> list[Term]:
    """The terms in the English of a text, in their order there."""
    return terms_in(slot.source, slot.language, own_terms(slot.language))
