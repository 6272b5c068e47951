"""Workers that send the digests of a day at the same time."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from desk.digest.rounds import IN_FLIGHT, enqueue_digests
from desk.models import DigestSubscription, IndexedText
from districts.models import Role
from feedback.models import OutgoingMail
from tests.concurrency import at_once
from tests.factories import make_district, make_membership, make_phase, make_user

pytestmark = pytest.mark.django_db(transaction=True)
START = datetime(2021, 4, 10, 18, 0, tzinfo=UTC)
DAYS, WORKERS = 5, 4


@pytest.fixture
def people(shared_database: None) -> list[str]:
    """The addresses of three who translate a phase into Spanish."""
    district = make_district()
    make_phase(district, title="Planning")
    kept = {"told_at": START, "looked_on": START.date(), "languages": ["es"]}
    addresses = [f"{name}@example.org" for name in "abc"]
    for address in addresses:
        make_membership(user := make_user(address), Role.TRANSLATOR, district=district)
        DigestSubscription.objects.create(user=user, address=address, **kept)
    return addresses


def test_each_person_is_told_once_a_day(
    people: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    for day in range(1, DAYS + 1):
        morning = START + timedelta(days=day)
        IndexedText.objects.update(at=morning - timedelta(hours=1))
        moments = [morning + timedelta(minutes=n) for n in range(WORKERS)]
        written = at_once(*(partial(enqueue_digests, at) for at in moments))
        assert sum(written) == len(people), caplog.text
        sent = OutgoingMail.objects.order_by("recipient").values_list("recipient", flat=True)
        assert [*sent] == sorted(people * day)
        # What changes next is new for a person from the moment of the worker that told them.
        told = [*DigestSubscription.objects.values_list("told_at", flat=True)]
        writers = dict(zip(moments, written, strict=True))
        assert {at: told.count(at - IN_FLIGHT) for at in moments} == writers
