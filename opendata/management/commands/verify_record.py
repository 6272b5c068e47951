"""`manage.py verify_record`: checks the chain of each district, and says what it cannot prove."""

import re
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError

from districts.models import District
from languages.commands import SiteCommand
from opendata.models import Entry, Timestamp
from opendata.record.signing import public_key
from opendata.record.timestamps import faults_of
from opendata.record.verifying import Checked, verify

NOT_PROVED = (
    "This does not prove that what was recorded is true, nor that a person who can write to the "
    "database has not made the whole chain again. Compare it with a head that was noted elsewhere "
    "(--head), with signatures (--public-key), or with timestamps."
)
NO_HEAD = "Without --head, entries may be missing from the end."
UNSIGNED = "No public key is known, so no signature was checked."
UNROOTED = "Without --timestamp-roots, who has signed the timestamps was not checked."


class Command(SiteCommand):
    """Ends with status 1 if a chain does not hold, or a head is in none of them."""

    help = "Checks that nothing in the public record was changed, dropped or put elsewhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="*", help="districts to check; all without one")
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            type=_head,
            help="a hash noted elsewhere, at least its first 16 digits; may be repeated",
        )
        parser.add_argument(
            "--public-key",
            action="append",
            default=[],
            type=_key,
            help="64 hexadecimal digits; without one, that of the configured key; may be repeated",
        )

        parser.add_argument(
            "--timestamp-roots",
            type=Path,
            help="a file with the root certificates (PEM) of the services that gave timestamps",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError, after everything is said, if something does not hold."""
        keys = options["public_key"] or [bytes.fromhex(key) for key in [public_key()] if key]
        heads, roots = options["head"], _roots(options["timestamp_roots"])
        missing, found = {*heads}, []
        for name, district in _chosen(options["slug"]):
            checked = verify(_Entries(district), heads, keys)
            stamps = Timestamp.objects.filter(entry__district=district).select_related("entry")
            checked.faults += faults_of(stamps.iterator(), roots)
            missing &= checked.missing
            found.append((checked, stamps.count()))
            self._tell(name, *found[-1])
        for head in sorted(missing):
            self.stdout.write(f"{head}: noted elsewhere, and no entry has it.")
        unrooted = not roots and any(stamped for _, stamped in found)
        notes = {NOT_PROVED: True, NO_HEAD: not heads, UNSIGNED: not keys, UNROOTED: unrooted}
        self.stdout.write("\n".join(note for note, said in notes.items() if said))
        if missing or any(checked.faults for checked, _ in found):
            raise CommandError("The public record does not hold.")
        self.stdout.write("The public record holds.")

    def _tell(self, name: str, checked: Checked, stamped: int) -> None:
        entries = "1 entry" if checked.count == 1 else f"{checked.count} entries"
        counts = {"signed": checked.signed, "redacted": len(checked.redacted)}
        parts = [f"{count} {what}" for what, count in {**counts, "timestamped": stamped}.items()]
        self.stdout.write(f"{name}: {', '.join([entries, *parts])}; head {checked.head or 'none'}")
        for number, by in sorted(checked.redacted.items()):
            said = f"Entry {number}: redacted by entry {by}; what it held cannot be checked."
            self.stdout.write(f"  {said}")
        for fault in checked.faults:
            self.stdout.write(f"  {fault}")


class _Entries:
    """The entries of a district, read from the database some at a time, as often as asked."""

    def __init__(self, district: UUID) -> None:
        self.rows = Entry.objects.filter(district=district).order_by("number")

    def __iter__(self) -> Iterator[Entry]:
        return self.rows.iterator(chunk_size=200)


def _chosen(slugs: list[str]) -> list[tuple[str, UUID]]:
    """The districts to check, by name; one that is gone by its id."""
    names = dict(District.objects.values_list("uuid", "slug"))
    known = Entry.objects.order_by("district").values_list("district", flat=True).distinct()
    found = {names.get(each, str(each)): each for each in known}
    if unknown := [slug for slug in slugs if slug not in found]:
        raise CommandError(f"Nothing is recorded of {', '.join(unknown)}.")
    return sorted((name, each) for name, each in found.items() if not slugs or name in slugs)


def _roots(file: Path | None) -> bytes:
    try:
        return file.read_bytes() if file else b""
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error


def _head(text: str) -> str:
    if not re.fullmatch("[0-9a-f]{16,64}", text.lower()):
        raise ArgumentTypeError(f"“{text}” is not the 16 to 64 hexadecimal digits of a hash")
    return text.lower()


def _key(text: str) -> bytes:
    if not re.fullmatch("[0-9a-f]{64}", text.lower()):
        raise ArgumentTypeError(f"“{text}” is not the 64 hexadecimal digits of a public key")
    return bytes.fromhex(text)
