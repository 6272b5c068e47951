"""Constraints are checked before a save as Django checks its own, with less of the record."""

from typing import Any
from unittest.mock import patch

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Q

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
    milestone: Any = make_milestone(make_district())
    of_percent = "milestone_percent_0_to_100"
    check = next(each for each in milestone._meta.constraints if each.name == of_percent)
    milestone.reduction_percent = 101
    with pytest.raises(ValidationError, match="100"):
        check.validate(type(milestone), milestone)
    with patch.object(Q, "check", return_value=True) as asked:
        check.validate(type(milestone), milestone)
    assert asked.call_args.args[0].keys() == {"reduction_percent", "pk"}
    check.validate(type(milestone), milestone, exclude={"reduction_percent"})
    milestone.reduction_percent = 100
    check.validate(type(milestone), milestone)
    assert check.deconstruct()[0] == "django.db.models.CheckConstraint"
