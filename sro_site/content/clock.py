"""Clock times in content files."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from languages.clock import check_year, instants
from sro_site.content.reading import Located

_LOCAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d([+-]\d\d:\d\d)?", re.A)


def instant(located: Located, zone: ZoneInfo) -> datetime:
    """The instant of a clock time in a zone; an offset is needed only if it occurs twice.

    Raises ContentError.
    """
    text = located.text()
    try:
        written = datetime.fromisoformat(text) if _LOCAL.fullmatch(text) else None
    except ValueError:
        written = None
    if written is None:
        raise located.error("Write the local time like “2021-05-10T17:30”.")
    check_year(written)
    shown = instants(written.replace(tzinfo=None), zone)
    meant = [at for at in shown if written.tzinfo is None or at == written]
    if not shown:
        raise located.error("This time does not exist, because the clocks go forward.")
    if len(meant) != 1:
        offsets = " or ".join(_offset(at, zone) for at in shown)
        raise located.error(f"Write the time with the offset of its zone: {offsets}.")
    return meant[0]


def _offset(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(timespec="minutes")
