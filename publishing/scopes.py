"""What a public page depends on: whose content, and until when its day lasts."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

KEEPING = "publishing.keeping"  # set in the WSGI environment if the answer may be kept
SCOPE = "publishing.scope"  # there Django then says what it depends on
REACHABLE = "publishing.reachable"  # there: a call that tells whether the database answers
NO_STORE = "no-store"  # says in `Cache-Control` that an answer is for one reader alone
QUARTER = 15 * 60  # seconds


@dataclass(frozen=True, slots=True)
class Scope:
    """`district_key` is the district that a page is about, None for the whole site.

    `until` is the moment from which on the page may say something else though nothing was changed,
    in seconds since 1970. A page of a day that was asked for has one, too: sheets bear the day on
    which they were made.
    """

    district_key: int | None
    until: float


def district_scope(district_key: int, zone: tzinfo, now: datetime) -> Scope:
    """Of a page about one district: until the end of its day."""
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    midnight = datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=zone)
    return Scope(district_key, midnight.timestamp())


def site_scope(now: datetime) -> Scope:
    """Of a page about many districts: in each time zone a day ends at a full quarter of an hour."""
    return Scope(None, now.timestamp() // QUARTER * QUARTER + QUARTER)
