"""Search in the lists of the admin, in which texts that read the same are the same."""

from typing import Any, TypeVar

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.text import smart_split, unescape_string_literal

from languages.characters import fold

M = TypeVar("M", bound=Model)


class FoldedSearch(admin.ModelAdmin[M]):
    """Finds what has each of the words in one of its fields, by `fold`.

    No database folds as that does, so that the texts of the list are compared here.
    """

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[M], search_term: str
    ) -> tuple[QuerySet[M], bool]:
        fields, words = self.get_search_fields(request), words_in_term(search_term)
        if not fields or not words:
            return queryset, False
        rows = queryset.order_by().prefetch_related(None).values_list("pk", *fields).iterator()
        found = [key for key, *texts in rows if _has(texts, words)]
        return queryset.filter(pk__in=found), False


def words_in_term(term: str) -> list[str]:
    """The words of what was typed, folded; what stands in quotation marks is one."""
    parts = (
        unescape_string_literal(part) if part[:1] in "\"'" and part[:1] == part[-1:] else part
        for part in smart_split(term)
    )
    return [folded for part in parts if (folded := fold(part))]


def _has(texts: list[Any], words: list[str]) -> bool:
    folded = "\n".join(fold(str(text)) for text in texts if text)
    return all(word in folded for word in words)
