"""The order of the queue: what families will read next comes first."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from desk.finding.sought import RECORD, sought
from desk.queries import Queue, QueuePlace, Urgency, place_in, place_of
from districts.access import Rights, rights_of
from districts.models import District, Role
from languages.clock import day_of
from languages.freshness import TranslationState
from languages.models import Unit
from languages.search_texts import SearchText, saying
from tests.factories import (
    make_district,
    make_meeting,
    make_membership,
    make_milestone,
    make_phase,
    make_user,
)

pytestmark = pytest.mark.django_db
DAY = date(2021, 4, 15)
ALL = Rights(everything=True)


@pytest.fixture
def district() -> District:
    # Fully translated itself, so that it adds nothing to the queue.
    return make_district(summary_es="Resumen", sources_es="Fuentes")


def queue(**fields: Any) -> Queue:
    every: dict[str, Any] = {
        "rights": ALL,
        "language": "es",
        "day": DAY,
        "states": (TranslationState.MISSING, TranslationState.STALE),
    }
    return Queue(**(every | fields))


def order(asked: Queue) -> list[str]:
    found = asked.first(99)
    return [unit.record.title for unit in found if unit.field == "title"]  # type: ignore[union-attr]


def meeting_on(district: District, day: date, title: str) -> None:
    starts = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
    times = {"starts_at": starts, "ends_at": starts + timedelta(hours=1)}
    make_meeting(district, title.lower().replace(" ", "-"), title=title, **times)


def test_what_a_family_meets_next_comes_first(district: District) -> None:
    make_phase(district, 1, title="Past long ago", when="2020-01")
    make_phase(district, 2, title="Past", when="2021-03")
    make_phase(district, 3, title="Undated")
    make_phase(district, 4, title="To come later", when="2022")
    make_phase(district, 5, title="To come", when="2021-05")
    make_phase(district, 6, title="Current", when="2021-04")
    make_phase(district, 7, title="Current without end", when="2020-09/..")
    meeting_on(district, date(2021, 4, 14), "Meeting of yesterday")
    meeting_on(district, date(2021, 6, 1), "Meeting of June")
    meeting_on(district, DAY, "Meeting of today")
    assert order(queue()) == [
        "Meeting of today",
        "Meeting of June",
        "Current",
        "Current without end",
        "To come",
        "To come later",
        "Undated",
        "Meeting of yesterday",
        "Past",
        "Past long ago",
    ]
    urgencies = [Urgency(unit.urgency) for unit in queue().first(99)]  # type: ignore[attr-defined]
    assert sorted(set(urgencies)) == [each for each in Urgency if each != Urgency.INTERFACE]


@pytest.mark.parametrize(
    ("hour", "urgency"), [(0, Urgency.MEETING), (11, Urgency.MEETING), (12, Urgency.PAST)]
)
def test_tonights_meeting_is_not_past_before_the_day_is_over_everywhere(
    district: District, hour: int, urgency: Urgency
) -> None:
    meeting_on(district, DAY, "Meeting of tonight")
    (unit,) = queue(day=day_of(datetime(2021, 4, 16, hour, tzinfo=UTC))).first(9)
    assert unit.urgency == urgency  # type: ignore[attr-defined]


def test_missing_comes_before_stale_whatever_day_it_is_about(district: District) -> None:
    make_phase(district, 1, title="Draft", title_es="Borrador", when="2021-05")
    stale: Any = make_phase(district, 2, title="Fresh", title_es="Viejo", when="2021-05")
    make_phase(district, 3, title="Missing", when="2021-07")
    stale.title_en = "Stale"
    stale.save()
    everything = queue(states=tuple(TranslationState), district=district.pk)
    assert order(queue(states=None)) == ["Missing", "Stale", "Draft"]
    assert order(queue(states=(TranslationState.STALE,))) == ["Stale"]
    assert everything.count == 5


def test_drafts_are_to_be_done_where_one_may_review_them(district: District) -> None:
    other = make_district("duluth", summary_es="Resumen", sources_es="Fuentes")
    for place in (district, other):
        make_phase(place, title=f"Draft of {place.slug}", title_es="Borrador")
        make_phase(place, 2, title=f"Missing in {place.slug}")
    make_membership(user := make_user(), Role.TRANSLATOR, language="es")
    make_membership(user, Role.REVIEWER, district=other, language="es")
    rights = rights_of(user)
    todo = queue(rights=rights, states=None)
    assert order(todo) == ["Missing in denver", "Missing in duluth", "Draft of duluth"]
    assert todo.count == 3 + 2  # the words of the other district itself are drafts
    draft = queue(rights=rights, states=(TranslationState.DRAFT,))
    assert draft.count == 6


def test_only_what_was_asked_for_is_there(district: District) -> None:
    other = make_district("duluth", summary_es="Resumen", sources_es="Fuentes")
    make_phase(district, title="Here")
    make_phase(other, title="There")
    assert order(queue()) == ["Here", "There"]
    assert order(queue(district=other.pk)) == ["There"]
    assert order(queue(rights=Rights(everything=False))) == []


def test_one_after_the_other_comes_to_the_end(district: District) -> None:
    for number in range(1, 4):
        make_phase(district, number)
    asked = queue()
    first, second, third = asked.first(9)
    assert asked.after(place_of(first)) == second
    assert asked.after(place_of(second)) == third
    assert asked.after(place_of(third)) is None


def test_after_what_was_not_asked_for_itself_the_order_goes_on(district: District) -> None:
    stale: Any = make_phase(district, 1, title_es="Viejo")
    stale.title_en = "Changed"
    stale.save()
    make_phase(district, 2)
    missing, draft = (
        queue(states=(state,)) for state in (TranslationState.MISSING, TranslationState.DRAFT)
    )
    unit = Unit.objects.get(language="es", status=TranslationState.STALE)
    assert missing.after(place_of(unit)) == missing.first(1)[0]
    assert draft.after(place_of(missing.first(1)[0])) == draft.first(1)[0]
    assert missing.after(place_of(draft.first(1)[0])) is None


def test_what_was_saved_is_still_where_it_was_missing(district: District) -> None:
    for number in range(1, 4):
        make_phase(district, number)
    first, second, third = queue(states=None).first(3)
    record: Any = first.record
    record.title_es = "Borrador"
    record.save()
    first.refresh_from_db()
    todo = queue(states=None)
    assert todo.after(place_of(first)) != second  # a reviewer goes on with drafts
    assert todo.after(QueuePlace(first, TranslationState.MISSING)) == second
    assert todo.first(9, place_in(f"{first.pk}-missing"))[:2] == [second, third]
    assert place_in("x") is place_in("0-missing") is place_in(f"{first.pk}-lost") is None


def test_of_each_kind_the_first_are_looked_at(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 4):
        make_milestone(district, phase=make_phase(district, number))
    kinds = {unit.content_type for unit in queue().first(99)}
    assert len(kinds) == 2
    monkeypatch.setattr("desk.queries.LOOKED", 1)
    assert len(queue(is_common=True).first(99)) < 6
    for kind in kinds:
        found = queue(kind=kind, is_common=True).first(99)
        assert {unit.content_type for unit in found} == {kind}


def test_words_are_found_in_all_texts_of_a_record_by_the_fold_of_every_search(
    district: District,
) -> None:
    make_phase(district, 1, title="Lake", title_vi="Giai đoạn")
    make_phase(district, 2, title="River")

    def having(*words: str, **fields: Any) -> Queue:
        return queue(where=sought(saying(SearchText.objects.all(), words), RECORD).where, **fields)

    assert order(having("giai", "doan")) == order(having("lake")) == ["Lake"]
    assert order(having("doan", "river")) == []
    assert having("lake").count == 1
    assert having("lake", district=district.pk + 1).count == 0
