"""Queries that are prepared once find what the same querysets find, for any values."""

from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import BigIntegerField, DateField, Exists, F, OuterRef, QuerySet
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from districts.models import District
from languages.prepared import Given, Prepared, all_of, give_linked, give_related, loaded
from tests.factories import make_district, make_milestone, make_phase
from timeline.models import Milestone, Phase

pytestmark = pytest.mark.django_db

KEYS = Given("keys", BigIntegerField())
KEY = Given("key", BigIntegerField())


@pytest.fixture
def phases() -> list[Phase]:
    district = make_district()
    return [make_phase(district, number, when=f"2021-0{number}") for number in (1, 2, 3)]


def in_keys() -> Prepared:
    return Prepared(Phase.objects.filter(pk__in=[KEYS]))


@pytest.mark.django_db(transaction=True)
def test_records_are_locked_in_a_transaction_alone() -> None:
    rows: QuerySet[Any] = Phase.objects.filter(pk=KEY).select_for_update()
    with transaction.atomic():
        prepared = Prepared(rows)
        assert prepared.run({"key": 1}) == []
    with pytest.raises(TransactionManagementError):
        prepared.run({"key": 1})


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_a_list_may_have_any_length(phases: list[Phase], count: int) -> None:
    keys = [phase.pk for phase in phases[:count]]
    assert in_keys().run({"keys": keys}) == phases[:count]


def test_one_query_is_run_with_one_value_after_another(phases: list[Phase]) -> None:
    prepared = Prepared(Phase.objects.filter(pk=KEY, state="published"))
    with CaptureQueriesContext(connection) as captured:
        found = [prepared.run({"key": phase.pk}) for phase in phases]
    assert found == [[phase] for phase in phases]
    assert len(captured) == len(phases)


def test_values_are_those_of_a_usual_query(phases: list[Phase]) -> None:
    (found,) = in_keys().run({"keys": [phases[1].pk]})
    stored = Phase.objects.get(pk=phases[1].pk)
    fields = [field.attname for field in Phase._meta.concrete_fields]
    assert [getattr(found, name) for name in fields] == [getattr(stored, name) for name in fields]
    found.save()  # it counts as stored
    assert Phase.objects.count() == len(phases)


def test_a_column_that_is_left_out_is_read_when_asked_for(phases: list[Phase]) -> None:
    rows: QuerySet[Any] = Phase.objects.filter(pk=KEY)
    prepared = Prepared(rows.defer("title_en", "number"))
    (found,) = prepared.run({"key": phases[2].pk})
    assert found.get_deferred_fields() == {"title_en", "number"}
    assert found.number == 3


def test_annotations_are_kept_and_values_fit_their_columns(phases: list[Phase]) -> None:
    day = Given("day", DateField())
    begun = Phase.objects.filter(pk=OuterRef("pk"), when_lower__lte=day)
    rows: QuerySet[Any] = Phase.objects.annotate(begun=Exists(begun), name=F("district__slug"))
    found = Prepared(rows.order_by("-number")).run({"day": date(2021, 2, 1)})
    assert [(each.number, each.begun, each.name) for each in found] == [
        (3, False, "denver"),
        (2, True, "denver"),
        (1, True, "denver"),
    ]


def test_related_records_are_given_without_a_query(phases: list[Phase]) -> None:
    made = [make_milestone(phases[0].district, phase=phases[0]) for _ in range(2)]
    give_related(phases, "milestones", made, "phase_id")
    with CaptureQueriesContext(connection) as captured:
        assert [list(phase.milestones.all()) for phase in phases] == [made, [], []]
        assert [all_of(phase, "milestones") for phase in phases] == [made, [], []]
    assert not captured


def test_relation_that_was_not_loaded_is_asked_for(phases: list[Phase]) -> None:
    milestone = make_milestone(phases[0].district, phase=phases[0])
    assert loaded(phases[0], "milestones") is None
    assert list(all_of(phases[0], "milestones")) == [milestone]


def test_a_linked_record_that_may_not_be_seen_is_none(phases: list[Phase]) -> None:
    district = phases[0].district
    made = [make_milestone(district, phase=phase) for phase in phases[:2]]
    milestones = list(Milestone.objects.filter(pk__in=[each.pk for each in made]).order_by("pk"))
    give_linked(milestones, "phase", phases[1:])
    with CaptureQueriesContext(connection) as captured:
        assert [milestone.phase for milestone in milestones] == [None, phases[1]]
    assert not captured
    assert milestones[0].phase_id == phases[0].pk


def test_query_of_nothing_finds_nothing() -> None:
    make_district()
    assert Prepared(District.objects.filter(pk__in=[KEYS])).run({"keys": []}) == []
