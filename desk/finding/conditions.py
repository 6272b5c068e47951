"""Which units the choices of a filter mean."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, time
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from desk.finding.models import IndexedText
from desk.finding.sought import FIELD, MOST_MARKED, RECORD, Sought, sought
from languages.models import Translated
from languages.registry import SOURCE
from languages.search_texts import SearchText, saying

ENGLISH, TRANSLATION, BOTH = "source", "text", "both"


def kinds() -> list[tuple[str, str]]:
    """The kinds of records with words, as choices."""
    models = (model for model in apps.get_models() if issubclass(model, Translated))
    named = [(m._meta.label_lower, str(m._meta.verbose_name).capitalize()) for m in models]
    return sorted(named, key=lambda each: each[1])


def conditions(
    language: str, asked: Mapping[str, Any], words: Collection[str], user: Any
) -> Iterator[Sought]:
    """Conditions on units of a language; `asked` has the valid choices, `words` are folded."""
    rows = IndexedText.objects.all()
    own, look = rows.filter(language=language), asked.get("look")
    if words and not look:
        yield sought(saying(SearchText.objects.all(), words), RECORD)
    # The rarest first, which longer words mostly are, and words with digits.
    by_rarity = sorted(words, key=lambda word: (word.isalpha(), -len(word)))
    for word in by_rarity if look else ():
        yield sought(rows.saying(word).filter(language__in=_places(look, language)), FIELD)
    if asked.get("doubtful"):
        yield sought(own.filter(doubtful=True), FIELD, MOST_MARKED)
    if asked.get("mine"):
        yield sought(own.filter(by=user), FIELD, MOST_MARKED)
    if since := asked.get("since"):
        start = datetime.combine(since, time.min, timezone.get_default_timezone())
        late = rows.filter(at__gte=start, language__in=_places(BOTH, language))
        yield sought(late, FIELD)


def changed_between(language: str, start: datetime, end: datetime) -> Q:
    """A condition on units of a language: their English or translation was changed last from
    `start` to `end`."""
    rows = IndexedText.objects.filter(at__gte=start, at__lt=end)
    # The languages are named, so that PostgreSQL can begin with the rows, which may be few.
    return rows.has_any(*_places(BOTH, language))


def _places(look: Any, language: str) -> tuple[str, ...]:
    """The languages of the English, of the translation, or of both."""
    return {ENGLISH: (SOURCE,), TRANSLATION: (language,), BOTH: (SOURCE, language)}[look]
