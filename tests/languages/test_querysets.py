from collections.abc import Iterable
from copy import copy
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils.translation import override

from districts.models import District, School
from events.models import Meeting
from languages.columns import translated_fields
from languages.querysets import in_language
from languages.registry import LANGUAGES
from languages.texts import text_of
from tests.factories import make_district, make_milestone, make_phase
from timeline.models import Milestone

pytestmark = pytest.mark.django_db


def _columns(fields: Iterable[str], languages: set[str]) -> set[str]:
    return {f"{field}_{code}" for field in fields for code in languages}


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_language_leaves_out_exactly_what_nobody_reads(language: str) -> None:
    make_milestone(make_district())
    unread = set(LANGUAGES) - {language, "en"}
    milestone = in_language(Milestone.objects.all(), language).get()
    assert milestone.get_deferred_fields() == _columns(["title", "detail", "scope"], unread)


def test_copies_of_queries_are_not_one() -> None:
    one, other = District.objects.filter(pk=1), District.objects.filter(pk=2)
    copies = copy(one), copy(other)
    assert copies[0] is not copies[1]
    assert type(copies[0]) is type(one) is type(District.objects.all())


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_language_leaves_out_the_same_of_joined_records(language: str) -> None:
    district = make_district()
    make_milestone(district, phase=make_phase(district))
    joined = Milestone.objects.select_related("phase__district", "phase")
    milestone = in_language(joined, language, "phase", "phase__district").get()
    assert milestone.phase
    unread = set(LANGUAGES) - {language, "en"}
    assert milestone.phase.get_deferred_fields() == _columns(["title"], unread)
    of_district = milestone.phase.district.get_deferred_fields()
    assert of_district == _columns(translated_fields(District), unread)


@pytest.mark.parametrize("language", ["en", "vi", "ar"])
def test_in_language_needs_no_further_query(language: str, django_assert_num_queries: Any) -> None:
    district = make_district()
    phase = make_phase(district, title="Engagement", title_vi="Tham gia")
    for number in range(3):
        make_milestone(district, phase=phase, title=f"{number}", title_vi=f"vi {number}")
    with django_assert_num_queries(1), override(language):
        joined = Milestone.objects.select_related("phase")
        for milestone in in_language(joined, language, "phase"):
            assert milestone.phase
            assert text_of(milestone.phase, "title")
            assert text_of(milestone, "title")
            assert not text_of(milestone, "detail")
            assert str(milestone)
            assert str(milestone.phase)
            assert milestone.when is None


def test_in_language_asks_again_for_what_it_left_out(django_assert_num_queries: Any) -> None:
    make_milestone(make_district(), title_vi="Biểu quyết")
    milestone = in_language(Milestone.objects.all(), "es").get()
    with django_assert_num_queries(1):
        assert str(text_of(milestone, "title", "vi")) == "Biểu quyết"


def test_in_language_leaves_records_without_words_whole() -> None:
    assert translated_fields(School) == translated_fields(User) == ()
    assert str(in_language(School.objects.all(), "vi").query) == str(School.objects.all().query)


def test_translated_fields_are_in_the_order_of_the_model() -> None:
    """The library itself keeps them in a set, in another order on each start."""
    assert translated_fields(Milestone) == ("title", "detail", "scope")
    assert translated_fields(Meeting)[:3] == ("title", "description", "hosts")
    assert translated_fields(District)[:3] == ("police", "board", "helpline_name")
