"""Imports of words are stored, so that they can be reported and undone."""

from django.db import models

from desk.finding.models import IndexedText as IndexedText  # models of this app
from desk.glossary_terms import GlossaryTerm as GlossaryTerm
from desk.interface.models import InterfaceText as InterfaceText
from desk.subscriptions import DigestSubscription as DigestSubscription
from desk.talk import Comment as Comment
from desk.talk import Suggestion as Suggestion
from languages.freshness import Mark
from languages.registry import LANGUAGES
from publishing.stored_imports import StoredImport


class Import(StoredImport):
    """A file with words, and its result.

    `chosen` holds the effects and the tokens of steps. What is written has its entry; `left` lists
    what was not used: [line, context, effect, reason].
    """

    language = models.CharField(
        max_length=16, choices=[(code, language.name) for code, language in LANGUAGES.items()]
    )

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_language_display()})"


class ImportEntry(models.Model):
    """One translation that an import has written, with the earlier words and mark.

    A mark is stored as `[translated_from, text, reviewed]`, or as None if there was none.
    """

    word_import = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="entries")
    line = models.PositiveIntegerField()
    context = models.CharField(max_length=200)
    before = models.TextField(blank=True)
    after = models.TextField()
    mark_before = models.JSONField(null=True)
    mark_after = models.JSONField()
    state = models.CharField(max_length=8)
    undone = models.BooleanField(default=False)
    kept = models.CharField("why it was not undone", max_length=200, blank=True)

    class Meta:
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(fields=["word_import", "context"], name="import_entry_once"),
        ]

    def __str__(self) -> str:
        return self.context

    @property
    def to_be_undone(self) -> bool:
        """Whether it was neither undone, nor is it said why not."""
        return not (self.undone or self.kept)

    @property
    def marks(self) -> tuple[Mark | None, Mark]:
        """The earlier mark, None if there was none, and the one that the import has made."""
        before = Mark(*self.mark_before) if self.mark_before else None
        return before, Mark(*self.mark_after)
