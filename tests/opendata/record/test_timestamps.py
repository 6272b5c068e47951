"""Timestamps of the newest entries, from a service on this machine."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError

from opendata.models import Timestamp
from opendata.record.recording import record
from tests import tools
from tests.factories import make_district, make_phase
from tests.opendata.test_commands import refused, told
from tests.opendata.time_service import Service, running

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return Service(tools.require(tools.OPENSSL), tmp_path_factory.mktemp("time"))


@pytest.fixture
def asked(service: Service, settings: Any) -> Iterator[Service]:
    """The service, as the one that the site asks."""
    service.broken = None
    with running(service) as address:
        settings.TIMESTAMP_URL = address
        yield service


def test_each_newest_entry_gets_one_timestamp_that_anybody_can_check(
    asked: Service, tmp_path: Path
) -> None:
    district = make_district()
    assert "New timestamps: 1." in told("update_record")
    assert "New timestamps: 0." in told("update_record")
    make_phase(district)
    assert "New timestamps: 1." in told("update_record")
    assert "2 entries, 0 signed, 0 redacted, 2 timestamped" in told("verify_record")
    assert "who has signed the timestamps was not checked" in told("verify_record")
    roots = ("--timestamp-roots", str(asked.root))
    assert "who has signed" not in told("verify_record", *roots)
    other = tmp_path / "other"
    other.mkdir()
    strange = Service(asked.openssl, other)
    assert "its signature does not hold" in refused("--timestamp-roots", str(strange.root))


def test_timestamp_of_something_else_is_found(asked: Service) -> None:
    for slug in ("a", "b"):
        make_district(slug)
    told("update_record")
    first, second = Timestamp.objects.all()
    Timestamp.objects.filter(pk=first.pk).update(answer=bytes(second.answer))
    assert "Timestamp of entry 1: it is of something else." in refused()
    Timestamp.objects.filter(pk=first.pk).update(answer=b"?")
    assert "Timestamp of entry 1: It cannot be read" in refused()


def test_service_that_fails_is_named_and_the_record_goes_on(asked: Service, settings: Any) -> None:
    district = make_district()
    record(district)
    request = told  # the first answer is kept, to be sent again
    request("update_record")
    asked.broken = bytes(Timestamp.objects.get().answer)
    make_phase(district)
    with pytest.raises(CommandError, match="it is of something else"):
        told("update_record")
    asked.broken = b"<html>"
    with pytest.raises(CommandError, match="denver: It cannot be read"):
        told("update_record")
    settings.TIMESTAMP_URL = "http://127.0.0.1:9/"
    with pytest.raises(CommandError, match="gives no answer"):
        told("update_record")
    assert Timestamp.objects.count() == 1
    assert "2 entries" in told("verify_record")
