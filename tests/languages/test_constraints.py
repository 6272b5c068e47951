"""Constraints are checked before a save as Django checks its own, with less of the record."""

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import CheckConstraint
from django.test.utils import CaptureQueriesContext

from languages.constraints import Check
from tests.factories import make_district, make_milestone

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_every_constraint_of_ours_is_checked_in_this_way() -> None:
    # Those of the libraries are theirs.
    models = [m for m in apps.get_models() if not m.__module__.startswith(("django", "otp"))]
    found = [each for model in models for each in model._meta.constraints]
    checks = [each for each in found if isinstance(each, CheckConstraint)]
    assert len(checks) > 10
    assert {type(each) for each in checks} == {Check}


def test_it_asks_about_the_columns_of_its_condition_and_for_migrations_it_is_djangos() -> None:
    milestone: Any = make_milestone(make_district(), title="A title")
    of_percent = "milestone_percent_0_to_100"
    check = next(each for each in milestone._meta.constraints if each.name == of_percent)
    milestone.reduction_percent = 101
    with CaptureQueriesContext(connection) as asked, pytest.raises(ValidationError, match="100"):
        check.validate(type(milestone), milestone)
    assert "101" in str(asked.captured_queries)
    assert "A title" not in str(asked.captured_queries)
    check.validate(type(milestone), milestone, exclude={"reduction_percent"})
    milestone.reduction_percent = 100
    check.validate(type(milestone), milestone)
    assert check.deconstruct()[0] == "django.db.models.CheckConstraint"
