"""The terms of the glossary that were written on the desk, over those of `locale/GLOSSARY.md`."""

from django.conf import settings
from django.db import models

from languages.freshness import text_hash
from languages.registry import LANGUAGES


class GlossaryTerm(models.Model):
    """What an English term is called in a language. `avoid`: words for it not to use, by comma."""

    language = models.CharField(
        max_length=16, choices=[(code, language.name) for code, language in LANGUAGES.items()]
    )
    english = models.CharField("English", max_length=100)
    translation = models.CharField(max_length=200)
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
        return text_hash("\n".join((self.translation, self.avoid, self.note)))

    @property
    def avoided(self) -> list[str]:
        """The words that are not to be used for it."""
        return [word for each in self.avoid.split(",") if (word := each.strip())]
