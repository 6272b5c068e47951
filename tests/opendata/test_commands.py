"""The commands about the record: what they check, say and record."""

import re
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db.models import QuerySet

from opendata.models import Entry
from opendata.queries import entries, latest
from opendata.record.recording import record
from opendata.record.redacting import redact
from opendata.record.signing import public_key
from tests.factories import NOW, make_district, make_phase

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def told(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def refused(*arguments: str) -> str:
    """What `verify_record` says before it fails."""
    out = StringIO()
    with pytest.raises(CommandError, match="The public record does not hold"):
        call_command("verify_record", *arguments, stdout=out)
    return out.getvalue()


def make_record(slug: str = "denver") -> Any:
    district = make_district(slug)
    record(district)
    make_phase(district)
    record(district)
    return district


def test_record_that_holds_is_told_with_what_is_not_proved() -> None:
    district = make_record()
    make_record("chicago")
    head = latest(district)
    assert head is not None
    said = told("verify_record", "denver")
    assert f"denver: 2 entries, 0 signed, 0 redacted, 0 timestamped; head {head.hash}\n" in said
    assert "chicago" not in said
    assert "This does not prove that what was recorded is true" in said
    assert "entries may be missing from the end" in said
    assert "no signature was checked" in said
    assert said.endswith("The public record holds.\n")
    noted = told("verify_record", "--head", head.hash[:16])
    assert "chicago: 2 entries" in noted
    assert "missing from the end" not in noted


def test_what_was_tampered_with_fails() -> None:
    district = make_record()
    rows: Any = QuerySet(Entry).filter(number=1)
    head = latest(district)
    assert head is not None
    rows.update(sha256="0" * 64)
    assert "Entry 1: its hash is not that of what it says." in refused()
    QuerySet(Entry).filter(number=2).delete()
    assert f"{head.hash}: noted elsewhere, and no entry has it." in refused("--head", head.hash)


def test_signatures_are_checked_with_the_configured_key_or_a_given_one(settings: Any) -> None:
    settings.RECORD_KEY = bytes(range(32))
    make_record()
    key = public_key()
    assert "2 entries, 2 signed" in told("verify_record")
    settings.RECORD_KEY = None
    assert "no signature was checked" in told("verify_record")
    assert "no signature was checked" not in told("verify_record", "--public-key", key)
    assert "is signed by none of the given keys" in refused("--public-key", "00" * 32)


def test_what_was_redacted_is_told() -> None:
    district = make_record()
    district.phases.update(state="draft")
    redact(district, "Phase 1", "A test")
    said = told("verify_record")
    assert "Entry 2: redacted by entry 3; what it held cannot be checked." in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere",), "Nothing is recorded of nowhere"),
        (("--head", "12"), "16 to 64 hexadecimal digits"),
        (("--public-key", "zz"), "64 hexadecimal digits"),
    ],
)
def test_arguments_that_make_no_sense_are_named(arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        told("verify_record", *arguments)


def test_daily_timer_records_what_time_has_changed() -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        district = make_district(as_of="2021-04-01")
        make_phase(district, publish_at=NOW + timedelta(hours=1))
        make_district("hidden", state="draft", as_of="2021-04-01")
        assert "New entries: 1." in told("update_record")
        assert "New entries: 0." in told("update_record")
        clock.shift(timedelta(hours=1))
        assert "New entries: 1." in told("update_record")
        assert [len(each.document["records"]) for each in entries(district)] == [1, 2]


def test_record_of_a_district_that_is_gone_is_checked_under_its_id() -> None:
    district = make_record()
    district.phases.all().delete()
    key = district.uuid
    district.delete()
    assert re.search(rf"^{key}: 2 entries", told("verify_record"), re.MULTILINE)
