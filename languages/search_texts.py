"""The texts of records as the lists of the admin search them: folded, in one row a record.

PostgreSQL searches them by an index of trigrams; SQLite reads them, which is fast enough for it.
"""

import re
import string
from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from languages.characters import fold
from languages.columns import word_columns
from languages.prepared import Given, Prepared

PART = 3  # characters
# What a word stands behind. Signs outside of ASCII would keep PostgreSQL from using its index.
_BEFORE = rf"(^|[ \n{re.escape(string.punctuation)}])"


class SearchText(models.Model):
    """What a record says in all languages, each text by `fold` on a line of its own."""

    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    object_id = models.BigIntegerField()
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="search_text_once"),
        ]

    def __str__(self) -> str:
        return self.text


def search_text(record: models.Model, names: Iterable[str]) -> str:
    """What is searched of a record: the fields `names`, and its words in every language."""
    columns = [*names, *sorted(word_columns(type(record)))]
    return "\n".join(fold(str(text)) for name in columns if (text := getattr(record, name)))


def keep_text(record: models.Model, names: Iterable[str], *, fresh: bool = False) -> None:
    """Write the row of a record if it differs; `fresh`: it is new and has none yet."""
    kind = ContentType.objects.get_for_model(record)
    row = SearchText(content_type=kind, object_id=record.pk, text=search_text(record, names))
    stored = () if fresh else _row_of().run({"kind": kind.pk, "record": record.pk})
    if any(each.text == row.text for each in stored):
        return
    SearchText.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["content_type", "object_id"],
        update_fields=["text"],
    )


@cache
def _row_of() -> Prepared:
    """The query for the row of a record."""
    integer = models.BigIntegerField()
    own = {"content_type": Given("kind", integer), "object_id": Given("record", integer)}
    return Prepared(SearchText.objects.filter(**own))


def texts_of(model: type[models.Model]) -> "models.QuerySet[SearchText]":
    """The rows of the records of one model."""
    return SearchText.objects.filter(content_type=ContentType.objects.get_for_model(model))


def having(model: type[models.Model], words: Collection[str]) -> Any:
    """The keys of the records of a model that have each of these folded words somewhere."""
    return saying(texts_of(model), words).values("object_id")


def saying(
    texts: "models.QuerySet[SearchText]", words: Collection[str]
) -> "models.QuerySet[SearchText]":
    """Those of the rows that have each of these folded words somewhere.

    What is shorter than the parts that the index has is found where a word begins with it. SQLite
    is slow to try that, and only does so where the word is somewhere.
    """
    for word in words:
        texts = texts.filter(text__contains=word)
        if len(word) < PART:
            texts = texts.filter(text__regex=beginning_with(word))
    return texts


def beginning_with(word: str) -> str:
    """The pattern of texts that have a word which begins so, for both databases and the index."""
    return f"{_BEFORE}{re.escape(word)}"
