"""The state of a district that a program asks about: as it is now, or as it was recorded."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils import timezone

from districts.models import District
from districts.pages import open_district
from opendata.api.moments import moment_from
from opendata.models import Entry
from opendata.queries import as_recorded, latest
from opendata.record.documents import district_document, is_empty
from opendata.record.recording import look
from publishing.pages import PageRequest


class NotRecordedError(Http404):
    """Nothing was recorded of the district by the moment asked about."""


@dataclass(frozen=True, slots=True)
class State:
    """A document, the moment asked about, and the entry that holds exactly this, if any."""

    district: District
    document: dict[str, Any]
    at: datetime | None
    entry: Entry | None


def public_district(request: PageRequest, slug: str) -> District:
    """The district, if it is public. Raises Http404."""
    return open_district(request, slug).district


def state_of(request: PageRequest, slug: str, at: str | None) -> State:
    """The state now, or at the moment or the end of the day in `at`.

    Raises Http404, NotAMomentError, and NotRecordedError where there was nothing yet.
    """
    district = public_district(request, slug)
    if at is None:
        return state_now(district)
    moment = moment_from(at, district.zone)
    entry = as_recorded(district, moment)
    if entry is None or is_empty(entry.document):
        said = "Nothing was recorded of this district by then. The first entry of its record is at "
        raise NotRecordedError(f"{said}/api/v1/districts/{slug}/record/.")
    return State(district, entry.document, moment, entry)


def state_now(district: District) -> State:
    """What is public now, with the entry that holds it. Raises Http404 if nothing is."""
    look(district)
    document = district_document(district, timezone.now())
    if is_empty(document):  # withdrawn since the district was found
        raise Http404
    head = latest(district)
    is_recorded = head and head.document == document
    return State(district, document, None, head if is_recorded else None)
