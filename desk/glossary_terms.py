"""The terms of the glossary that were written on the desk, over those of `locale/GLOSSARY.md`."""

from django.conf import settings
from django.db import models

from desk.glossary import Term, terms_in
from languages.freshness import text_hash
from languages.registry import LANGUAGES
from languages.translating import Slot


class GlossaryTerm(models.Model):
    """What an English term is called in a language.

    `also`: other words and forms for it that are right, `avoid`: those not to use, by comma.
    """

    language = models.CharField(
        max_length=16, choices=[(code, language.name) for code, language in LANGUAGES.items()]
    )
    english = models.CharField("English", max_length=100)
    translation = models.CharField(max_length=200)
    also = models.CharField("also right", max_length=300, blank=True)
    avoid = models.CharField("not to use", max_length=300, blank=True)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("english",)
        constraints = [
            models.UniqueConstraint(fields=["language", "english"], name="glossary_term_once"),
        ]

    def __str__(self) -> str:
        return f"{self.english}: {self.translation}"

    @property
    def seen(self) -> str:
        """A hash of all that it says."""
        said = (self.english, self.translation, self.also, self.avoid, self.note)
        return text_hash("\n".join(said))

    @property
    def as_term(self) -> Term:
        """The term as texts are compared with it."""
        words = (_listed(self.avoid), _listed(self.also))
        return Term(self.english, self.translation, self.note, *words)


def _listed(words: str) -> tuple[str, ...]:
    return tuple(word for each in words.split(",") if (word := each.strip()))


def own_terms(language: str) -> list[Term]:
    """The terms that were written on the desk for a language."""
    return [row.as_term for row in GlossaryTerm.objects.filter(language=language)]


def terms_of(slot: Slot) -> list[Term]:
    """The terms in the English of a text, in their order there, with those of the desk."""
    return terms_in(slot.source, slot.language, own_terms(slot.language))
