"""What a browser does with the page of one translation."""

from typing import Any

from django.test import Client

from languages.freshness import text_hash
from languages.models import Unit
from timeline.models import Phase

E0, E1 = "Planning of the year", "Planning of the next year"
S0, S1 = "Planificación del año", "Planificación del próximo año"


def unit(record: Phase, language: str = "es") -> Unit:
    found: Unit = record.units.get(language=language)
    return found


def address(record: Phase, language: str = "es", query: str = "") -> str:
    return f"/desk/{language}/{unit(record, language).pk}/{query}"


def post(client: Client, record: Phase, act: str, text: str, query: str = "", **fields: Any) -> Any:
    """As the page would send it that shows the record as `record` was loaded."""
    return client.post(*sent(record, act, text, query, **fields))


def sent(
    record: Phase, act: str, text: str, query: str = "", **fields: Any
) -> tuple[str, dict[str, Any]]:
    """The address and the fields of such a form."""
    seen = text_hash(getattr(record, "title_es", "") or "")
    given = {
        "text": text,
        "source_hash": text_hash(record.title),
        "seen": seen,
        "act": act,
        **fields,
    }
    return address(record, query=query), given


def rewrite(record: Phase, english: str) -> None:
    """Somebody changes the English; `record` stays as it was loaded."""
    found: Any = Phase.objects.get(pk=record.pk)
    found.title_en = english
    found.save()


def stands(record: Phase) -> tuple[str, str]:
    found: Any = Phase.objects.get(pk=record.pk)
    return found.title_es or "", unit(record).status
