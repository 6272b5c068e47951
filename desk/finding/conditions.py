"""Which units the choices of a filter mean."""

from collections.abc import Collection, Mapping
from datetime import datetime, time
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone

from desk.finding.models import IndexedText, IndexedTextQuerySet
from languages.models import Translated
from languages.registry import SOURCE

ENGLISH, TRANSLATION, BOTH = "source", "text", "both"


def kinds() -> list[tuple[str, str]]:
    """The kinds of records with words, as choices."""
    models = (model for model in apps.get_models() if issubclass(model, Translated))
    named = [(m._meta.label_lower, str(m._meta.verbose_name).capitalize()) for m in models]
    return sorted(named, key=lambda each: each[1])


def condition(language: str, asked: Mapping[str, Any], words: Collection[str], user: Any) -> Q:
    """A condition on units of a language; `asked` has the valid choices, `words` are folded."""
    found, rows = Q(), IndexedText.objects
    if look := asked.get("look"):
        # The rarest first, which longer words mostly are, and words with digits.
        by_rarity = sorted(words, key=lambda word: (word.isalpha(), -len(word)))
        found &= Q(*(_in_places(rows.saying(word), look, language) for word in by_rarity))
    if part := asked.get("part"):
        found &= Q(content_type=ContentType.objects.get_for_model(apps.get_model(part)))
    if asked.get("doubtful"):
        found &= rows.filter(doubtful=True).has_any()
    if asked.get("mine"):
        found &= rows.filter(by=user).has_any()
    if since := asked.get("since"):
        start = datetime.combine(since, time.min, timezone.get_default_timezone())
        found &= _in_places(rows.filter(at__gte=start), BOTH, language)
    return found


def changed_between(language: str, start: datetime, end: datetime) -> Q:
    """A condition on units of a language: their English or translation was changed last from
    `start` to `end`."""
    return _in_places(IndexedText.objects.filter(at__gte=start, at__lt=end), BOTH, language)


def _in_places(rows: IndexedTextQuerySet, look: str, language: str) -> Q:
    """One of these rows is about the English, the translation, or either of them.

    The languages are named, so that PostgreSQL can begin with the rows, which may be few.
    """
    places = {ENGLISH: (SOURCE,), TRANSLATION: (language,), BOTH: (SOURCE, language)}
    return rows.has_any(*places[look])
