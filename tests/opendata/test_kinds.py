"""Each field of each public record is a fact, words, what it hangs on, or internal."""

from django.apps import apps

from languages.columns import word_columns
from languages.fields import PartialDateField, bounds
from opendata.kinds import INTERNAL, KINDS
from publishing.models import Record


def test_every_public_record_has_a_kind() -> None:
    models = {model for model in apps.get_models() if issubclass(model, Record)}
    assert len(KINDS) == len(models)
    assert {kind.model for kind in KINDS} == models
    assert len({kind.type for kind in KINDS}) == len(KINDS)


def test_no_field_is_forgotten_and_none_is_told_that_is_internal() -> None:
    for kind in KINDS:
        meta = kind.model._meta
        times = [each.name for each in meta.fields if isinstance(each, PartialDateField)]
        derived = {name for time in times for name in bounds(time)}
        fields = {each.name for each in (*meta.fields, *meta.many_to_many)}
        told = {*kind.facts, *word_columns(kind.model), *kind.model.published_under}
        assert fields - derived - INTERNAL == told, kind.type
        assert len(kind.facts) == len({*kind.facts} - INTERNAL - word_columns(kind.model))
