"""What is read of the public record, each in one query."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from districts.models import District
from opendata.models import Entry


def entries(district: District) -> QuerySet[Entry]:
    """The entries of a district, the first first."""
    return Entry.objects.filter(district=district.uuid).order_by("number")


def heads(district: District) -> QuerySet[Entry]:
    """The same without documents, for lists: a document is loaded when it is asked for."""
    return entries(district).defer("compressed")


def latest(district: District) -> Entry | None:
    """The head of the chain; None while nothing was ever recorded."""
    return entries(district).last()


def recent(district: District, count: int) -> list[Entry]:
    """The last entries, at most `count`, the oldest first."""
    return list(entries(district).reverse()[:count])[::-1]


def latest_of(districts: Iterable[UUID]) -> dict[UUID, Entry]:
    """The heads of the chains of these districts, by the ids of the districts."""
    same = Entry.objects.filter(district=OuterRef("district")).order_by("-number")
    rows = Entry.objects.filter(
        district__in=list(districts), number=Subquery(same.values("number")[:1])
    )
    return {entry.district: entry for entry in rows.defer("compressed")}


def as_recorded(district: District, at: datetime) -> Entry | None:
    """The last entry that was recorded at or before a moment; None if there was none yet."""
    return entries(district).filter(recorded_at__lte=at).last()
