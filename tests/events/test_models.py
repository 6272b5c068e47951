from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from districts.models import District
from events.entries import meeting_entry
from events.models import Interpretation, Meeting, new_uid
from tests.factories import make_district, make_meeting

pytestmark = pytest.mark.django_db

DENVER = ZoneInfo("America/Denver")
MOMENT = timedelta(microseconds=1)


def _local(text: str, zone: ZoneInfo = DENVER) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def _meeting_until(district: District, end: datetime) -> Meeting:
    return make_meeting(district, starts_at=end - timedelta(hours=2), ends_at=end)


def _is_upcoming(meeting: Meeting, day: date) -> bool:
    """Whether it is upcoming; the page of the meeting agrees."""
    district = meeting.district
    start = district.start_of(day)
    upcoming = Meeting.objects.upcoming(start).filter(pk=meeting.pk).exists()
    meeting.refresh_from_db()
    assert meeting_entry(meeting, district, day).is_past != upcoming
    return upcoming


# Usual days, the days on which the clock changes, and the turn of the year.
@pytest.mark.parametrize("day", ["2021-04-15", "2021-03-14", "2021-11-07", "2020-12-31"])
@pytest.mark.parametrize("clock", ["00:00:01", "01:30:00", "17:59:59", "23:59:59"])
def test_meeting_is_upcoming_through_the_local_day_on_which_it_ends(
    district: District, day: str, clock: str
) -> None:
    meeting = _meeting_until(district, _local(f"{day} {clock}").astimezone(UTC))
    its_day = date.fromisoformat(day)
    assert _is_upcoming(meeting, its_day - timedelta(days=1))
    assert _is_upcoming(meeting, its_day)
    assert not _is_upcoming(meeting, its_day + timedelta(days=1))


@pytest.mark.parametrize("zone", ["America/Denver", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("day", [date(2021, 3, 14), date(2021, 4, 15), date(2021, 11, 7)])
def test_meeting_goes_by_midnight_in_the_zone_of_its_district(zone: str, day: date) -> None:
    district = make_district(time_zone=zone)
    midnight = datetime.combine(day, datetime.min.time(), ZoneInfo(zone)).astimezone(UTC)
    meeting = _meeting_until(district, midnight)
    assert not _is_upcoming(meeting, day)
    Meeting.objects.update(ends_at=midnight + MOMENT)
    assert _is_upcoming(meeting, day)


def test_meeting_over_midnight_is_upcoming_through_its_last_day(district: District) -> None:
    make_meeting(district, starts_at=_local("2021-04-15 22:00"), ends_at=_local("2021-04-16 01:00"))
    meeting = Meeting.objects.get()
    assert _is_upcoming(meeting, date(2021, 4, 15))
    assert _is_upcoming(meeting, date(2021, 4, 16))
    assert not _is_upcoming(meeting, date(2021, 4, 17))


@pytest.mark.parametrize("minutes", [0, -1])
def test_database_refuses_a_meeting_that_does_not_end_after_it_starts(
    district: District, minutes: int
) -> None:
    meeting = make_meeting(district)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.update(ends_at=meeting.starts_at + timedelta(minutes=minutes))
    meeting.ends_at = meeting.starts_at + timedelta(minutes=minutes)
    with pytest.raises(ValidationError, match="The meeting ends before it starts"):
        meeting.full_clean()


def test_database_refuses_an_address_twice_in_a_district(district: District) -> None:
    make_meeting(district, "town-hall")
    other = make_meeting(district, "other")
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=other.pk).update(slug="town-hall")
    assert make_meeting(make_district("duluth"), "town-hall").pk


def test_database_refuses_a_uid_twice_even_of_another_district(district: District) -> None:
    uid = make_meeting(district).uid
    other = make_meeting(make_district("duluth"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=other.pk).update(uid=uid)


def test_meeting_gets_a_unique_uid_that_never_changes() -> None:
    assert len({new_uid() for _ in range(100)}) == 100
    meeting = Meeting()
    assert meeting.uid.endswith("@sro-transition-tracker.invalid")
    assert not Meeting._meta.get_field("uid").editable


@pytest.mark.parametrize("slug", ["new", "events", "es", "Town", "town hall"])
def test_meeting_takes_no_address_that_is_taken_or_no_slug(district: District, slug: str) -> None:
    with pytest.raises(ValidationError) as refused:
        make_meeting(district, slug)
    assert "slug" in refused.value.message_dict


@pytest.mark.parametrize("link", ["http://example.org", "javascript:alert(1)", "example.org"])
def test_meeting_is_joined_by_https_alone(district: District, link: str) -> None:
    with pytest.raises(ValidationError) as refused:
        make_meeting(district, link=link)
    assert "link" in refused.value.message_dict


def _interpretation(meeting: Meeting, language: str) -> Interpretation:
    return Interpretation(meeting=meeting, language=language)


def test_interpretation_is_into_each_language_once(district: District) -> None:
    meeting = make_meeting(district)
    _interpretation(meeting, "es").save()
    with pytest.raises(ValidationError, match="This language is already listed"):
        _interpretation(meeting, "es").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        _interpretation(meeting, "es").save()
    other = make_meeting(district, "other")
    _interpretation(meeting, "vi").full_clean()
    _interpretation(other, "es").full_clean()


def test_interpretation_is_not_into_the_spoken_language(district: District) -> None:
    meeting = make_meeting(district, language="es")
    with pytest.raises(ValidationError, match="held in this language") as refused:
        _interpretation(meeting, "es").full_clean()
    assert list(refused.value.message_dict) == ["language"]
    _interpretation(meeting, "en").full_clean()


@pytest.mark.parametrize("language", ["", "xx", "Spanish", "e"])
def test_interpretation_is_into_a_language_that_has_a_name(
    district: District, language: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        _interpretation(make_meeting(district), language).full_clean()
    assert "language" in refused.value.message_dict


def test_sign_language_is_a_language(district: District) -> None:
    _interpretation(make_meeting(district), "ase").full_clean()


def test_meeting_entry_is_on_the_clock_of_the_district(district: District) -> None:
    with translation.override("es"):
        entry = meeting_entry(make_meeting(district), district, date(2021, 4, 15))
    assert (entry.day_of_month, entry.month) == ("15", "abr")
    assert entry.said.start.datetime == "2021-04-15T18:00:00-06:00"
    assert entry.title.fell_back
    assert not entry.is_past


def test_a_meeting_until_midnight_is_past_on_the_next_day(district: District) -> None:
    zone = district.zone
    evening = make_meeting(
        district,
        starts_at=datetime(2027, 5, 4, 20, tzinfo=zone),
        ends_at=datetime(2027, 5, 5, tzinfo=zone),
    )
    for day, is_past in ((date(2027, 5, 4), False), (date(2027, 5, 5), True)):
        assert evening.is_past(district, day) == is_past
        upcoming = Meeting.objects.upcoming(district.start_of(day))
        assert list(upcoming) == [evening] * (not is_past)
    assert evening.days == (date(2027, 5, 4), date(2027, 5, 4))


def test_years_of_a_meeting_are_those_of_the_site(district: District) -> None:
    meeting = make_meeting(district)
    meeting.starts_at = datetime(1202, 4, 16, tzinfo=UTC)
    with pytest.raises(ValidationError) as error:
        meeting.full_clean()
    assert set(error.value.message_dict) == {"starts_at"}
