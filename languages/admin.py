"""Admin pages of translated records: words are grouped by language, each in its direction."""

from collections.abc import Callable, Collection
from functools import cache
from typing import Any, ClassVar, TypeVar

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.views.main import ChangeList
from django.db.models import DateField, Field, Model, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from modeltranslation.fields import TranslationField

from languages.columns import translated_fields, word_column
from languages.date_input import input_text
from languages.fields import PartialDateField
from languages.forms import DayField, LanguageField, LanguageInput
from languages.long_lists import LongListPaginator
from languages.models import Translated, Unit
from languages.querysets import in_language
from languages.registry import LANGUAGES, SOURCE
from languages.search_texts import having
from languages.searching import words_in_term
from languages.tags import validate_tag
from languages.translated_forms import OWN, TranslatedForm

M = TypeVar("M", bound=Model)
Fieldsets = list[tuple[str | None, dict[str, Any]]]


@cache
def said(name: str) -> Callable[[Any], Any]:
    """A list column with the partial date in field `name` in English, "-" if there is none."""

    @admin.display(description=name.replace("_", " "), ordering=f"{name}_lower")
    def column(obj: Model) -> str:
        value = getattr(obj, name)
        return input_text(value) if value else "-"

    return column


def to_read(model: type[Model], names: Collection[Any]) -> list[Any]:
    """`names` for a form that is read only: dates and moments in words, no questions."""
    dates = {field.name for field in model._meta.fields if isinstance(field, PartialDateField)}
    asked = {name for name in names if isinstance(name, str) and not hasattr(model, name)}
    words: dict[Any, Any] = {name: said(name) for name in dates}
    words |= {name: f"said_{name}" for name in names if hasattr(model, f"said_{name}")}
    return [words.get(name, name) for name in names if name not in asked]


class UnderstoodFields(BaseModelAdmin[Any]):
    """Lets staff type a language by its English name wherever a field holds a language tag.

    Each translated field has its language and direction, for spelling and for Arabic.
    """

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Fields with the validator for tags get the input for languages, days that for days."""
        if validate_tag in db_field.validators:
            kwargs |= {"form_class": LanguageField, "widget": LanguageInput}
        elif type(db_field) is DateField:
            kwargs |= {"form_class": DayField}
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(db_field, TranslationField):
            language = LANGUAGES[db_field.language]
            field.label = db_field.translated_field.verbose_name.capitalize()
            field.widget.attrs |= {"lang": language.code, "dir": language.direction}
        return field


class EnglishList(ChangeList):
    """A list page that loads only the English columns, since ten languages would slow it down."""

    model_admin: "TranslatedAdmin[Any]"

    def get_queryset(
        self, request: HttpRequest, exclude_parameters: list[str | None] | None = None
    ) -> QuerySet[Any]:
        """Load only the English columns, also of the records that the list joins."""
        records = super().get_queryset(request, exclude_parameters)
        return in_language(records, SOURCE, *self.model_admin.list_select_related)


class TranslatedAdmin(UnderstoodFields, admin.ModelAdmin[M]):
    """Shows `main_fields`, then the other English words, `last_fields`, and each language folded.

    `main_fields` may name English columns, such as that of the title. A user who only translates
    sees just their own languages, each field beside the English.
    """

    form = TranslatedForm
    paginator = LongListPaginator
    show_full_result_count = False
    main_fields: tuple[str, ...] = ()
    last_fields: tuple[str, ...] = ()
    last_heading: ClassVar[str] = ""
    list_select_related: ClassVar[tuple[str, ...]] = ()

    def languages_to_change(self, request: HttpRequest, obj: M | None) -> Collection[str]:
        """Codes of the languages that the user may edit here; English means every field."""
        return LANGUAGES

    def get_fieldsets(self, request: HttpRequest, obj: M | None = None) -> Any:
        """Leave out the languages that the user may not edit; translators see facts as text."""
        codes = self.languages_to_change(request, obj)
        own = _own_fields(self._columns(codes), obj)
        if SOURCE in codes:
            return self._for_editors(own, self.languages_in_order(obj))
        english = self._columns([SOURCE])
        facts = [n for n in (*self.main_fields, *self.last_fields) if n not in english]
        return [
            (None, {"fields": [*own, *to_read(self.model, facts)]}),
            *self._beside_english(codes),
        ]

    def languages_in_order(self, obj: M | None) -> Collection[str]:
        """Codes of all languages, in the order in which their groups stand."""
        return LANGUAGES

    def get_readonly_fields(self, request: HttpRequest, obj: M | None = None) -> Any:
        """For a translator, every field except the words in the languages they may edit."""
        codes = self.languages_to_change(request, obj)
        if SOURCE in codes:
            return super().get_readonly_fields(request, obj)
        open_fields = {*self._columns(codes), *OWN}
        return [
            name
            for name in flatten_fieldsets(self.get_fieldsets(request, obj))
            if name not in open_fields
        ]

    def save_model(self, request: HttpRequest, obj: M, form: Any, change: bool) -> None:
        """Save only the changed columns for a translator, so that facts edited meanwhile stay."""
        if not isinstance(obj, Translated):
            obj.save()
            return
        record: Any = obj
        settling = {"minor": form.is_minor, "told": form.told}
        if not change or SOURCE in self.languages_to_change(request, obj):
            record.save(**settling)
        elif form.changed_data:
            record.save_columns(form.changed_data, **settling)
        if form.is_minor:
            said = "Minor edit of the English: translations stay up to date."
            self.log_change(request, obj, said)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Leave out the index of translations, which is derived and would only fill the page."""
        deleted, counts, *others = super().get_deleted_objects(objs, request)
        counts.pop(str(Unit._meta.verbose_name_plural), None)
        return _without_units(deleted), counts, *others

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        """Each list has a box to search in."""
        return ["pk"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[M], search_term: str
    ) -> tuple[QuerySet[M], bool]:
        """Search what the records say in every language."""
        words = words_in_term(search_term)
        return (queryset.filter(pk__in=having(self.model, words)) if words else queryset), False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return EnglishList

    @property
    def _words(self) -> list[str]:
        """The names of the translated fields, in the order of the model."""
        translated = translated_fields(self.model)
        return [field.name for field in self.model._meta.fields if field.name in translated]

    def _for_editors(self, own: tuple[str, ...], codes: Collection[str]) -> Fieldsets:
        """`own` are the form's own fields, which begin and end the English words."""
        english = [name for name in self._columns([SOURCE]) if name not in self.main_fields]
        first = [*own[:1], *self.main_fields, *(() if english else own[1:])]
        groups = [
            (None, first),
            ("In English", [*english, *own[1:]] if english else []),
            (self.last_heading, self.last_fields),
        ]
        shown = [(name, {"fields": fields}) for name, fields in groups if fields]
        return [*shown, *self._folded(codes)]

    def _folded(self, codes: Collection[str]) -> Fieldsets:
        return [
            (_heading(code), {"fields": self._columns([code]), "classes": ["collapse"]})
            for code in codes
            if code != SOURCE and self._words
        ]

    def _beside_english(self, codes: Collection[str]) -> Fieldsets:
        if not codes:
            return [(_heading(SOURCE), {"fields": self._columns([SOURCE])})] if self._words else []
        return [
            (
                _heading(code),
                {"fields": [(word_column(w, SOURCE), word_column(w, code)) for w in self._words]},
            )
            for code in LANGUAGES
            if code in codes
        ]

    def _columns(self, codes: Collection[str]) -> list[str]:
        return [word_column(word, code) for code in codes for word in self._words]


def _own_fields(columns: Any, record: Any) -> tuple[str, ...]:
    """Which of `OWN` a form that changes `columns` shows; `record` is None or unsaved if new."""
    if not columns:
        return ()
    added = record is None or record.pk is None
    english = any(name.endswith(word_column("", SOURCE)) for name in columns)
    return OWN if english and not added else OWN[:1]


def _heading(code: str) -> str:
    language = LANGUAGES[code]
    return language.name if code == SOURCE else f"{language.name} — {language.own_name}"


def _without_units(deleted: list[Any]) -> list[Any]:
    """The admin's nested list of what would be deleted, without the index of translations."""
    unit = capfirst(Unit._meta.verbose_name)
    nested = (_without_units(each) if isinstance(each, list) else each for each in deleted)
    return [each for each in nested if each and not str(each).startswith(f"{unit}: ")]
