"""How many asked for an interpreter, and how many gave which answer afterwards, for staff."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, QuerySet

from events.models import Meeting
from feedback.models import InterpretationAnswer, InterpreterRequest, Understood, said_service
from languages.registry import SOURCE
from languages.tags import language_name
from publishing.needs import LOOKED


def asked_for(requests: "QuerySet[InterpreterRequest]") -> dict[int, str]:
    """What is asked for at which meeting, the next one first: `{key: "Somali 2, Vietnamese 1"}`.

    Whoever asks twice with the same contact counts once.
    """
    columns = ("meeting__starts_at", "meeting", "language", "service")
    rows: Any = requests.order_by(*columns).values_list(*columns)
    found: dict[int, list[str]] = {}
    for *_starts, meeting, language, service, count in rows.annotate(
        count=Count("contact", distinct=True)
    )[:LOOKED]:
        found.setdefault(meeting, []).append(f"{said_service(language, service)} {count}")
    return {meeting: ", ".join(said) for meeting, said in found.items()}


def answers(meeting: Meeting) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """For each language that somebody told about, how many gave each answer, also nobody."""
    rows = InterpretationAnswer.objects.filter(meeting=meeting).order_by("language")
    found: dict[str, Counter[Any]] = {}
    for language, understood in rows.values_list("language", "understood"):
        found.setdefault(language, Counter())[understood] += 1
    for language, counts in found.items():
        name = language_name(language, SOURCE)[0]
        yield name, [(each.label, counts[each]) for each in Understood]
