from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from districts.addresses import RESERVED
from districts.models import District, Membership, Role, School, SchoolStatus
from languages.registry import LANGUAGES
from tests.factories import (
    make_district,
    make_document,
    make_membership,
    make_school,
    make_user,
)

in_database = pytest.mark.django_db


def _refusal(**fields: Any) -> list[str]:
    """The errors of a district with these fields, only those of the fields given."""
    with pytest.raises(ValidationError) as refused:
        District(**fields).clean_fields()
    return [message for name in fields for message in refused.value.message_dict.get(name, [])]


def _accepts(**fields: Any) -> bool:
    try:
        District(**fields).clean_fields()
    except ValidationError as error:
        return not set(fields) & set(error.message_dict)
    return True


@pytest.mark.parametrize("slug", sorted(RESERVED))
def test_district_takes_no_address_of_the_site(slug: str) -> None:
    assert _refusal(slug=slug) == [
        f"The site itself uses the address “{slug}”. Choose another one."
    ]


def test_every_language_is_reserved() -> None:
    assert set(LANGUAGES) <= RESERVED


@pytest.mark.parametrize(
    "slug",
    [
        "",
        "Denver",
        "des moines",
        "des_moines",
        "-denver",
        "denver-",
        "des--moines",
        "é",
        "a\nb",
        "١",
    ],
)
def test_district_takes_no_address_that_is_no_slug(slug: str) -> None:
    assert not _accepts(slug=slug)


@pytest.mark.parametrize("slug", ["denver", "des-moines", "isd-709", "709", "english", "a"])
def test_district_takes_a_slug(slug: str) -> None:
    assert _accepts(slug=slug)


@in_database
def test_school_takes_no_address_of_the_site() -> None:
    with pytest.raises(ValidationError, match="The site itself uses the address"):
        make_school(make_district(), "new")


@pytest.mark.parametrize("zone", ["America/Denver", "America/Chicago", "Pacific/Honolulu", "UTC"])
def test_district_takes_a_time_zone(zone: str) -> None:
    assert _accepts(time_zone=zone)


@pytest.mark.parametrize(
    "zone", ["Denver", "America/Gotham", "america/denver", "+07:00", "../../etc/passwd", "/", "."]
)
def test_district_takes_no_unknown_time_zone(zone: str) -> None:
    (message,) = _refusal(time_zone=zone)
    assert message.startswith(f"We don’t know the time zone “{zone}”")


@pytest.mark.parametrize("phone", ["911", "call us", "1234567"])
def test_district_takes_no_phone_number_that_is_none(phone: str) -> None:
    assert _accepts(helpline_phone="720-423-3054")
    assert not _accepts(helpline_phone=phone)


@pytest.mark.parametrize("codes", [["en"], ["en", "es", "vi"], list(LANGUAGES)])
def test_district_takes_languages_of_the_site(codes: list[str]) -> None:
    assert _accepts(content_languages=codes, helpline_languages=codes)


def test_district_needs_content_languages_and_no_helpline_languages() -> None:
    assert not _accepts(content_languages=[])
    assert _accepts(helpline_languages=[])


@pytest.mark.parametrize(
    "codes", [["de"], ["EN"], ["en", "en"], "en", {"en": 1}, 5, True, [["en"]], [{}], [None], [1]]
)
def test_district_takes_nothing_else_as_languages(codes: Any) -> None:
    (message,) = _refusal(helpline_languages=codes)
    assert message.startswith("Choose from the languages of this site, each only once: en, es, vi")


@pytest.mark.parametrize(
    ("as_of", "known_until"),
    [
        ("2021", date(2021, 1, 1)),
        ("2021-05", date(2021, 5, 1)),
        ("2021-24", date(2021, 12, 1)),
        ("2022-06-07", date(2022, 6, 7)),
    ],
)
def test_known_until_is_the_last_day_that_is_surely_covered(as_of: str, known_until: date) -> None:
    assert District(as_of=as_of).known_until == known_until


def test_district_needs_to_say_as_of_when() -> None:
    assert not _accepts(as_of=None)


DENVER = District(time_zone="America/Denver")


@pytest.mark.parametrize(
    ("day", "start", "hours"),
    [
        (date(2021, 1, 15), datetime(2021, 1, 15, 7, tzinfo=UTC), 24),
        (date(2021, 7, 15), datetime(2021, 7, 15, 6, tzinfo=UTC), 24),
        (date(2021, 3, 14), datetime(2021, 3, 14, 7, tzinfo=UTC), 23),  # clocks go forward
        (date(2021, 11, 7), datetime(2021, 11, 7, 6, tzinfo=UTC), 25),  # clocks go back
        (date(2021, 12, 31), datetime(2021, 12, 31, 7, tzinfo=UTC), 24),
    ],
)
def test_day_begins_and_ends_by_the_clock_of_the_district(
    day: date, start: datetime, hours: int
) -> None:
    over = DENVER.start_of(day + timedelta(days=1))
    assert DENVER.start_of(day) == start
    assert over.astimezone(UTC) - start == timedelta(hours=hours)
    assert DENVER.today(DENVER.start_of(day)) == day
    assert DENVER.today(over - timedelta(microseconds=1)) == day
    assert DENVER.today(over) == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("zone", "today"),
    [
        ("America/Denver", date(2021, 4, 15)),
        ("UTC", date(2021, 4, 16)),
        ("Pacific/Pago_Pago", date(2021, 4, 15)),
        ("Pacific/Kiritimati", date(2021, 4, 16)),
    ],
)
def test_today_is_the_date_in_the_district(zone: str, today: date) -> None:
    assert District(time_zone=zone).today(datetime(2021, 4, 16, 5, 59, tzinfo=UTC)) == today


def test_day_without_a_midnight_begins_when_the_clock_goes_forward() -> None:
    district = District(time_zone="America/Havana")
    start = district.start_of(date(2021, 3, 14))
    assert start.astimezone(UTC) == datetime(2021, 3, 14, 5, tzinfo=UTC)
    assert district.today(start.astimezone(UTC)) == date(2021, 3, 14)


@in_database
def test_database_refuses_a_district_address_twice() -> None:
    make_district("denver")
    other = make_district("duluth")
    with pytest.raises(IntegrityError), transaction.atomic():
        District.objects.filter(pk=other.pk).update(slug="denver")


@in_database
@pytest.mark.parametrize(
    "columns",
    [
        {"as_of_upper": date(2021, 4, 29)},
        {"as_of_lower": None},
        {"decided_lower": date(2021, 4, 29)},
        {"decided": "2020"},
    ],
)
def test_database_refuses_bounds_of_a_district_that_are_no_time(columns: dict[str, Any]) -> None:
    make_district(as_of="2021-04-30")
    with pytest.raises(IntegrityError), transaction.atomic():
        District.objects.update(**columns)


@in_database
def test_database_refuses_a_school_address_twice_in_a_district() -> None:
    denver = make_district("denver")
    make_school(denver, "north")
    south = make_school(denver, "south")
    with pytest.raises(IntegrityError), transaction.atomic():
        School.objects.filter(pk=south.pk).update(slug="north")
    assert make_school(make_district("duluth"), "north").pk


@in_database
def test_school_history_is_in_the_order_of_time_unknown_first() -> None:
    school = make_school(make_district())
    for since in ("2021", None, "2020-12"):
        SchoolStatus.objects.create(school=school, has_sro=False, since=since)
    assert [str(status.since) for status in school.history.all()] == ["None", "2020-12", "2021"]


@in_database
@pytest.mark.parametrize(
    "url", ["http://example.org", "javascript:alert(1)", "ftp://example.org", "example.org"]
)
def test_document_links_by_https_alone(url: str) -> None:
    with pytest.raises(ValidationError) as refused:
        make_document(make_district(), url=url)
    assert "url" in refused.value.message_dict


@in_database
def test_document_is_in_a_language_that_has_a_name() -> None:
    with pytest.raises(ValidationError) as refused:
        make_document(make_district(), language="xx")
    assert "language" in refused.value.message_dict
    assert make_document(make_district("duluth"), language="hmn").language == "hmn"


@in_database
@pytest.mark.parametrize("everywhere", [True, False])
@pytest.mark.parametrize(("role", "language"), [(Role.EDITOR, ""), (Role.TRANSLATOR, "es")])
def test_database_refuses_a_membership_twice(everywhere: bool, role: Role, language: str) -> None:
    user = make_user()
    district = None if everywhere else make_district()
    make_membership(user, role, district=district, language=language)
    again = Membership(user=user, role=role, district=district, language=language)
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()
    with pytest.raises(ValidationError):
        again.full_clean()


@in_database
def test_user_has_as_many_memberships_as_differ() -> None:
    user, denver = make_user(), make_district()
    for district in (None, denver):
        make_membership(user, Role.EDITOR, district=district)
        make_membership(user, Role.TRANSLATOR, district=district)
        make_membership(user, Role.TRANSLATOR, district=district, language="es")
    make_membership(make_user("jamal"), Role.EDITOR)
    assert Membership.objects.count() == 7


@in_database
def test_editor_is_never_of_one_language() -> None:
    with pytest.raises(ValidationError, match="Only translators and reviewers"):
        Membership(user=make_user(), role=Role.EDITOR, language="es").full_clean()
    make_membership(make_user("jamal"), Role.EDITOR)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.update(language="es")


@in_database
def test_translator_is_never_of_english() -> None:
    with pytest.raises(ValidationError) as refused:
        make_membership(make_user(), Role.TRANSLATOR, language="en")
    assert "language" in refused.value.message_dict


@in_database
def test_membership_says_who_may_do_what_where() -> None:
    user, denver = make_user(), make_district()
    assert str(make_membership(user, Role.EDITOR)) == "Editor in all districts"
    spanish = make_membership(user, Role.TRANSLATOR, district=denver, language="es")
    assert str(spanish) == "Translator of Spanish in Denver Public Schools"
