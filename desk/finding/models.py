"""The index by which texts are found on the desk."""

from typing import Self

from django.conf import settings
from django.db import models

from desk.about import TEXT, AboutText, AboutTextQuerySet
from languages.search_texts import PART, beginning_with


class IndexedTextQuerySet(AboutTextQuerySet):
    """Finds texts by what they say."""

    def saying(self, word: str) -> Self:
        """Those that have a folded word somewhere; a short one where a word begins with it, so
        that the index of trigrams helps, unless its script may write words without spaces."""
        found = self.filter(folded__contains=word)
        if len(word) < PART and word.isascii():
            return found.filter(folded__regex=beginning_with(word))
        return found


class IndexedText(AboutText):
    """What a text says by `fold`, English among them; `doubtful`: its checks find something.

    `at` and `by` tell when it was changed last, and who did, where that is known. All is derived
    from the records as they change; `manage.py reindex_desk` rebuilds it.
    """

    folded = models.TextField(blank=True)
    doubtful = models.BooleanField(default=False)
    at = models.DateTimeField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = models.Manager.from_queryset(IndexedTextQuerySet)()

    class Meta:
        # PostgreSQL also has an index of trigrams, for `saying`; see the migrations.
        indexes = [
            models.Index(fields=["at"], name="indexed_text_at"),
            models.Index(
                fields=["content_type", "object_id"],
                condition=models.Q(doubtful=True),
                name="indexed_text_doubtful",
            ),
        ]
        constraints = [models.UniqueConstraint(fields=TEXT, name="indexed_text_once")]

    def __str__(self) -> str:
        return self.folded
