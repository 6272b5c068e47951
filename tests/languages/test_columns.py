"""The columns of words: their names, whatever the code of the language, and their defaults."""

import pytest
from django.apps import apps

from districts.models import District
from languages.columns import word_column


@pytest.mark.parametrize(
    ("code", "column"),
    [
        ("es", "title_es"),
        ("zh-hans", "title_zh_hans"),
        ("id", "title_ind"),  # "title_id" would be the key of a relation
    ],
)
def test_column_of_a_language_is_a_name_that_django_takes(code: str, column: str) -> None:
    assert word_column("title", code) == column


def test_a_new_record_has_empty_texts_without_a_switch_of_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("modeltranslation.fields.override", None)  # fails where it is called
    words = District().words
    assert {text for texts in words.values() for text in texts.values()} == {""}


def test_no_relation_hides_what_a_base_of_its_model_has() -> None:
    hidden = [
        f"{model.__name__}.{relation.get_accessor_name()}"
        for model in apps.get_models()
        for relation in model._meta.related_objects
        for base in model.__mro__[1:]
        if relation.get_accessor_name() in vars(base)
    ]
    assert hidden == []
