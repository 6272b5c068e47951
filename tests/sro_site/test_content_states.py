"""A content file says whether its district is public, and from which moment on."""

from datetime import UTC, datetime

import pytest

from districts.models import District, School
from events.models import Meeting
from sro_site.content.loading import load
from sro_site.content.reading import ContentError
from tests.sro_site.gotham import HEAD, REST, Write

pytestmark = [pytest.mark.django_db, pytest.mark.once]

EIGHT = datetime(2026, 12, 1, 13, tzinfo=UTC)  # 8 AM in New York


def head(state: str, at: str = "") -> str:
    moment = f'publish_at: "{at}"\n' if at else ""
    return HEAD.replace("state: published\n", f"state: {state}\n{moment}" if state else moment)


def test_a_district_is_published_with_all_that_is_in_it_at_a_moment(write: Write) -> None:
    load([write(head("published", "2026-12-01T08:00") + REST)])
    assert District.objects.get().publish_at == EIGHT
    assert not School.objects.exclude(state="published", publish_at=None).exists()
    before = EIGHT.replace(minute=0, hour=12)
    for model in (District, School, Meeting):
        public = model.objects.public
        assert (public(before).exists(), public(EIGHT).exists()) == (False, True)


@pytest.mark.parametrize(
    ("state", "at", "line", "reason"),
    [
        ("withdrawn", "", 2, "A new district cannot be withdrawn."),
        ("scheduled", "", 1, "Value 'scheduled' is not a valid choice."),
        ("draft", "2026-12-01T08:00", 3, "needs “state: published”"),
        ("", "2026-12-01T08:00", 2, "needs “state: published”"),
        ("published", "2026-12-01", 3, "Write the local time like"),
        ("published", "2027-03-14T02:30", 3, "This time does not exist"),
        ("published", "2027-11-07T01:30", 3, "Write the time with the offset of its zone"),
    ],
)
def test_a_state_or_moment_that_cannot_be_meant_is_refused(
    write: Write, state: str, at: str, line: int, reason: str
) -> None:
    with pytest.raises(ContentError) as refused:
        load([write(head(state, at))])
    assert reason in str(refused.value)
    assert f", line {line}: " in str(refused.value)
    assert not District.objects.exists()
