"""Imports of words are stored, so that they can be reported and undone."""

from typing import Any, Self

from django.conf import settings
from django.db import models

from desk.finding.models import IndexedText as IndexedText  # models of this app
from desk.glossary_terms import GlossaryTerm as GlossaryTerm
from desk.interface.models import InterfaceText as InterfaceText
from desk.subscriptions import DigestSubscription as DigestSubscription
from desk.talk import Comment as Comment
from desk.talk import Suggestion as Suggestion
from languages.freshness import Mark
from languages.registry import LANGUAGES


class ImportQuerySet(models.QuerySet["Import"]):
    """Limits imports to those that a user may see."""

    def visible_to(self, user: Any) -> Self:
        """The user's own imports; all of them for superusers."""
        return self if user.is_superuser else self.filter(user=user.pk)


class Import(models.Model):
    """A file that a user has sent, and its result.

    It is written in parts, from `begun_at` on. `upload` is the file until all are written, and
    `chosen` says what of it: the effects and the tokens of steps. Afterwards `left` lists what was
    not used: [line, context, effect, reason]. `applied_at` is when somebody began, or went on with,
    what has finished it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    language = models.CharField(
        max_length=16, choices=[(code, language.name) for code, language in LANGUAGES.items()]
    )
    file_name = models.CharField(max_length=200)
    upload = models.BinaryField()
    chosen = models.JSONField(default=dict)
    left = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)
    begun_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(ImportQuerySet)()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_language_display()})"

    @property
    def is_unfinished(self) -> bool:
        """Whether it is being written, or this was interrupted."""
        return bool(self.begun_at and not self.applied_at and not self.undone_at)


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
