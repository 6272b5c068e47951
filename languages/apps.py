"""Languages: the ten languages, and the words that records have in each."""

from functools import cache
from typing import Any

from django.apps import AppConfig
from modeltranslation import manager
from modeltranslation.fields import TranslationField
from modeltranslation.translator import translator

_made = manager.multilingual_queryset_factory


@cache
def _class_of(queries: Any) -> Any:
    return _made(queries, instantiate=False)


def _multilingual(queries: Any, instantiate: bool = True) -> Any:
    """The class of queries that know languages, which is made once, or a new one of these."""
    return _class_of(queries)() if instantiate else _class_of(queries)


class LanguagesConfig(AppConfig):
    """Speeds up records, which have a field for each text in each language."""

    name = "languages"

    def ready(self) -> None:
        """Take the default of each text as it is, and make each class of queries once.

        No default depends on the language, but modeltranslation would switch to the language of
        each field of each new record, which took a sixth of the time to make one. It would also
        make a new class for each query.
        """
        made_once: Any = _multilingual
        manager.multilingual_queryset_factory = made_once
        for model in translator.get_registered_models():
            for field in model._meta.fields:
                if isinstance(field, TranslationField):
                    field.get_default = field._get_default
