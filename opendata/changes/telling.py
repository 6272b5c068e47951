"""What families are told of a district's record, in the language of the page."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain, islice, pairwise

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from districts.models import District
from districts.pages import DistrictPage
from languages.edtf import PartialDate, parse
from languages.texts import Text
from opendata.changes.differences import Document
from opendata.changes.for_families import Change, changes, records_of
from opendata.changes.naming import Reading, address_of
from opendata.changes.sources import dated_changes, in_words_of
from opendata.changes.wording import more, reasons, sentence
from opendata.models import Entry
from opendata.queries import as_recorded, entries
from opendata.record.recording import look
from publishing.pages import PageRequest, page_url

LATELY = 5  # changes that the home page shows
LOOKED_AT = 10  # entries at most in which it looks for them
MOST = 60  # changes that are told of one entry, such as an import of a thousand schools
MOMENT = timedelta(microseconds=1)
Address = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Told:
    """One change in a sentence; `day` is the one on which it was made public, or took place.

    `day` is None for what may have changed on several. `entry` is the entry of the record that
    tells it, None if there is no such one. `address` is that of the page that shows the record, ""
    if it is gone.
    """

    day: date | None
    sentence: SafeString
    reasons: Sequence[Text] = ()
    change: Change | None = None
    address: str = ""
    entry: Entry | None = None

    @property
    def month(self) -> PartialDate | None:
        """The month of its day."""
        return parse(f"{self.day:%Y-%m}") if self.day else None


def address_in(request: PageRequest, slug: str) -> Address:
    """Addresses of the pages of a district that keep the day asked about."""
    return lambda route, *more: page_url(request, route, slug, *more)


def recorded(page: DistrictPage, found: Iterable[Entry], address: Address) -> Iterator[Told]:
    """What is told of each entry but the last, the newest first: each is compared with the next.

    `address` is that of a page of the district, as `Reading` takes it.
    """
    for entry, earlier in pairwise(found):
        day = page.district.today(entry.recorded_at)
        for told in between(page, earlier.document, entry.document, day, address):
            yield replace(told, entry=entry)


def between(
    page: DistrictPage, old: Document, new: Document, day: date | None, address: Address
) -> list[Told]:
    """What is told of the differences between two documents, the most urgent first.

    After `MOST` of them it only says how many more there are, which has no change.
    """
    told = differences_told(page, old, new, day, address)
    return [*told[:MOST], Told(day, more(len(told) - MOST))] if told[MOST:] else told


def differences_told(
    page: DistrictPage, old: Document, new: Document, day: date | None, address: Address
) -> list[Told]:
    """The same, however many there are."""
    reading = Reading(records_of(new), page.district.zone, address)
    return [told_of(change, reading, day) for change in changes(old, new, page.language)]


def from_sources(page: DistrictPage, began: Entry, last: Entry, address: Address) -> Iterator[Told]:
    """What the sources told, up to the day of the page, when the record began; newest first.

    In the words of the last entry: a translation that has been brought up to date since is told.
    """
    first = began.document if began == last else in_words_of(began.document, last.document)
    reading = Reading(records_of(first), page.district.zone, address)
    for each in dated_changes(first) if first["records"] else ():
        if each.day <= page.day:
            yield told_of(each.change, reading, each.day)


def told_of(change: Change, reading: Reading, day: date | None = None) -> Told:
    """One change in the active language."""
    address = address_of(change.record, reading)
    return Told(day, sentence(change, reading), reasons(change), change, address)


def lately(page: DistrictPage, address: Address) -> list[Told]:
    """The last few changes up to the day of the page."""
    if page.before_known:
        return []
    found = list(until(page, page.day).reverse()[: LOOKED_AT + 1])
    told = chain(recorded(page, found, address), before_record(page, found, address))
    return list(islice(told, LATELY))


def before_record(page: DistrictPage, found: Sequence[Entry], address: Address) -> Iterator[Told]:
    """What the sources tell, if the entries found, the newest first, end with the very first.

    Also where there is none yet up to the day of the page.
    """
    first = found[-1] if found else _first(page.district)
    if first and first.number == 1:
        yield from from_sources(page, first, found[0] if found else first, address)


def _first(district: District) -> Entry | None:
    """The first entry, which is made now if nobody has looked since the record was set up."""
    found = entries(district).first()
    if found is None:
        look(district)
        found = entries(district).first()
    return found


def since(page: DistrictPage, day: date, address: Address) -> list[Told]:
    """What is otherwise now than when `day` began, or the record, and what the sources tell."""
    first, last = entries(page.district).first(), until(page, page.day).last()
    if first is None or last is None:
        return []
    before = as_recorded(page.district, page.district.start_of(day) - MOMENT)
    told = between(page, (before or first).document, last.document, None, address)
    earlier = from_sources(page, first, last, address) if before is None else ()
    return [*told, *(each for each in earlier if each.day and each.day >= day)]


def until(page: DistrictPage, day: date) -> QuerySet[Entry]:
    """The entries up to the end of a day in the district, the first first."""
    end = page.district.start_of(day + timedelta(days=1))
    return entries(page.district).filter(recorded_at__lt=end)
