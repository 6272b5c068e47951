"""Records in the admin, their words grouped by language and typed in each one's direction."""

from collections.abc import Callable, Collection, Iterable
from functools import cache
from typing import Any, ClassVar, TypeVar

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.views.main import ChangeList
from django.db.models import Field, Model, QuerySet, URLField
from django.http import HttpRequest
from modeltranslation.fields import TranslationField

from languages.burmese import validate_unicode_burmese
from languages.entry import entry_text
from languages.fields import PartialDateField
from languages.forms import LanguageField, LanguageInput
from languages.querysets import in_language, translated_fields
from languages.registry import LANGUAGES, SOURCE
from languages.tags import validate_tag

M = TypeVar("M", bound=Model)
Fieldsets = list[tuple[str | None, dict[str, Any]]]


@cache
def said(name: str) -> Callable[[Any], Any]:
    """A column that says a partial date in words, as it would be typed."""

    @admin.display(description=name.replace("_", " "), ordering=f"{name}_lower")
    def column(obj: Model) -> str:
        value = getattr(obj, name)
        return entry_text(value) if value else "-"

    return column


def to_read(model: type[Model], names: Iterable[Any]) -> list[Any]:
    """Fields of `model` for somebody who only reads them, partial dates in words."""
    dates = {field.name for field in model._meta.fields if isinstance(field, PartialDateField)}
    return [said(name) if name in dates else name for name in names]


class UnderstoodFields(BaseModelAdmin[Any]):
    """Takes languages by their English names, and links without their scheme as secure ones."""

    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if validate_tag in db_field.validators:
            kwargs |= {"form_class": LanguageField, "widget": LanguageInput}
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class EnglishList(ChangeList):
    """A list that fetches the English words alone."""

    model_admin: "TranslatedAdmin[Any]"

    def get_queryset(
        self, request: HttpRequest, exclude_parameters: list[str | None] | None = None
    ) -> QuerySet[Any]:
        records = super().get_queryset(request, exclude_parameters)
        return in_language(records, SOURCE, *self.model_admin.list_select_related)


class TranslatedAdmin(UnderstoodFields, admin.ModelAdmin[M]):
    """Shows `main_fields`, then a group of fields a language: English open, the others folded.

    Who translates only gets the languages concerned, each field beside the English.
    """

    main_fields: tuple[str, ...] = ()
    list_select_related: ClassVar[tuple[str, ...]] = ()

    def languages_to_change(self, request: HttpRequest, obj: M | None) -> Collection[str]:
        """The languages whose words the user may change; with English among them, everything."""
        return LANGUAGES

    def get_fieldsets(self, request: HttpRequest, obj: M | None = None) -> Any:
        codes = self.languages_to_change(request, obj)
        if SOURCE in codes:
            return [(None, {"fields": self.main_fields}), *self._whole(LANGUAGES)]
        facts = to_read(self.model, self.main_fields)
        return [(None, {"fields": facts}), *self._beside_english(codes)]

    def get_readonly_fields(self, request: HttpRequest, obj: M | None = None) -> Any:
        codes = self.languages_to_change(request, obj)
        if SOURCE in codes:
            return super().get_readonly_fields(request, obj)
        open_fields = set(self._columns(codes))
        return [
            name
            for name in flatten_fieldsets(self.get_fieldsets(request, obj))
            if name not in open_fields
        ]

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        return [*super().get_search_fields(request), *self._columns(LANGUAGES)]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return EnglishList

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(db_field, TranslationField):
            language = LANGUAGES[db_field.language]
            field.label = db_field.translated_field.verbose_name.capitalize()
            field.widget.attrs |= {"lang": language.code, "dir": language.direction}
            if language.script == "Mymr":
                field.validators = [*field.validators, validate_unicode_burmese]
        return field

    @property
    def _words(self) -> list[str]:
        """The names of the translated fields, in the order of the model."""
        translated = translated_fields(self.model)
        return [field.name for field in self.model._meta.fields if field.name in translated]

    def _whole(self, codes: Collection[str]) -> Fieldsets:
        return [
            (
                _heading(code),
                {
                    "fields": self._columns([code]),
                    "classes": () if code == SOURCE else ["collapse"],
                },
            )
            for code in codes
            if self._words
        ]

    def _beside_english(self, codes: Collection[str]) -> Fieldsets:
        if not codes:
            return self._whole([SOURCE])
        return [
            (_heading(code), {"fields": [(f"{w}_{SOURCE}", f"{w}_{code}") for w in self._words]})
            for code in LANGUAGES
            if code in codes
        ]

    def _columns(self, codes: Collection[str]) -> list[str]:
        return [f"{word}_{code}" for code in codes for word in self._words]


def _heading(code: str) -> str:
    language = LANGUAGES[code]
    return language.name if code == SOURCE else f"{language.name} — {language.own_name}"
