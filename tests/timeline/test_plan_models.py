"""What database and forms refuse in plans, rules and moved times."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from districts.models import District
from publishing.states import PublicationState
from tests import factories
from tests.factories import NOW
from timeline.models import Commitment, CommitmentStatus, Finding, Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def district() -> District:
    return factories.make_district()


def _refused_by_the_database(record: models.Model, **values: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        type(record)._default_manager.filter(pk=record.pk).update(**values)


@pytest.mark.parametrize("kind", ["area", "document"])
def test_commitment_takes_nothing_from_another_district(district: District, kind: str) -> None:
    makers: dict[str, Any] = {"area": factories.make_area, "document": factories.make_document}
    other = makers[kind](factories.make_district("duluth"))
    with pytest.raises(ValidationError) as refused:
        factories.make_commitment(district, **{kind: other})
    assert refused.value.message_dict == {
        kind: ["This belongs to another district. Choose one from this district."]
    }
    assert factories.make_commitment(district, **{kind: makers[kind](district)}).pk


def test_commitment_is_public_with_its_area_alone(district: District) -> None:
    area = factories.make_area(district, state=PublicationState.DRAFT)
    factories.make_commitment(district, area=area)
    factories.make_program(area)
    loose = factories.make_commitment(district)
    assert list(Commitment.objects.public(NOW)) == [loose]
    assert not Program.objects.public(NOW).exists()
    area.state = PublicationState.PUBLISHED
    area.save()
    assert (Commitment.objects.public(NOW).count(), Program.objects.public(NOW).count()) == (2, 1)


def test_commitment_stays_when_its_document_goes(district: District) -> None:
    document = factories.make_document(district)
    commitment = factories.make_commitment(district, document=document)
    document.delete()
    commitment.refresh_from_db()
    assert commitment.document is None


@pytest.mark.parametrize("link", ["http://example.org/", "javascript:alert(1)", "example.org"])
def test_evidence_is_a_link_by_https(district: District, link: str) -> None:
    with pytest.raises(ValidationError) as refused:
        factories.make_commitment(district, evidence_link=link)
    assert "evidence_link" in refused.value.message_dict


def test_undated_outcome_of_a_commitment_comes_after_an_undated_plan(district: District) -> None:
    commitment = factories.make_commitment(district)
    known_until = date(2021, 4, 30)
    for status in ("dropped", "proposed", "done"):
        CommitmentStatus.objects.create(commitment=commitment, status=status)
    ranks = {s.status: s.rank(known_until)[0] for s in commitment.statuses.all()}
    assert ranks == {"dropped": known_until, "proposed": date.min, "done": known_until}


@pytest.mark.parametrize(("low", "high"), [(2, 1), (None, 2), (2, None)])
def test_finding_has_both_figures_in_order_or_none(
    district: District, low: int | None, high: int | None
) -> None:
    with pytest.raises(ValidationError, match="both the lowest and the highest"):
        factories.make_finding(district, low=low, high=high)
    _refused_by_the_database(factories.make_finding(district), low=low, high=high)


@pytest.mark.parametrize(("low", "high"), [(None, None), (2, 5), (3, 3), (0, 0)])
def test_finding_takes_a_range_a_figure_or_none(
    district: District, low: int | None, high: int | None
) -> None:
    factories.make_finding(district, low=low, high=high)
    assert Finding.objects.filter(low=low, high=high).exists()


def test_staffing_change_counts_no_zero(district: District) -> None:
    with pytest.raises(ValidationError):
        factories.make_staffing(district, count=0)
    _refused_by_the_database(factories.make_staffing(district), count=0)
    assert factories.make_staffing(district, count=None).pk


def test_time_change_is_of_one_record(district: District) -> None:
    milestone = factories.make_milestone(district, when="2021-06")
    change = factories.make_time_change(milestone)
    assert change.owner == milestone
    _refused_by_the_database(change, milestone=None)
    _refused_by_the_database(change, commitment=factories.make_commitment(district))


def test_time_change_outlives_who_recorded_it(district: District) -> None:
    maria = factories.make_user()
    milestone = factories.make_milestone(district, when="2021-06")
    change = factories.make_time_change(milestone, recorded_by=maria)
    maria.delete()
    change.refresh_from_db()
    assert change.recorded_by is None
