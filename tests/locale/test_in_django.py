"""Django uses the catalogs' translations."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext, ngettext, override, pgettext

from languages import django_words
from languages.registry import LANGUAGES, SOURCE
from tests.locale.catalogs import OTHERS, translated

TIMELINE = {
    "en": "Timeline",
    "es": "Cronograma",
    "vi": "Lịch trình",
    "am": "የጊዜ ሰሌዳ",
    "ar": "الجدول الزمني",
    "my": "အချိန်ဇယား",
    "fr": "Calendrier",
    "ne": "समयरेखा",
    "ru": "Этапы и сроки",
    "so": "Jadwalka waqtiga",
}
# How many characters: each plural form of each language has one that it is right for.
COUNTS = (0, 1, 2, 3, 5, 11, 21, 100, 101, 1000000)


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_is_loaded(language: str) -> None:
    with override(language):
        assert gettext("Timeline") == TIMELINE[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_message_comes_out_as_the_catalogue_says(language: str) -> None:
    with override(language):
        for entry in translated(language):
            if entry.msgid_plural:
                forms = {ngettext(entry.msgid, entry.msgid_plural, count) for count in COUNTS}
                assert forms == set(entry.msgstr_plural.values())
            elif entry.msgctxt:
                assert pgettext(entry.msgctxt, entry.msgid) == entry.msgstr
            else:
                assert gettext(entry.msgid) == entry.msgstr


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("message", django_words.VALIDATION)
def test_validation_speaks_the_language(language: str, message: str) -> None:
    with override(language):
        assert gettext(message) != message


@pytest.mark.parametrize("language", OTHERS)
def test_form_speaks_the_language(language: str) -> None:
    class Form(forms.Form):
        required = forms.CharField()
        email = forms.EmailField()
        url = forms.URLField(assume_scheme="https")
        number = forms.IntegerField()
        day = forms.DateField()
        null = forms.CharField()
        choice = forms.ChoiceField(choices=[("a", "A")])
        short = forms.CharField(max_length=3)

    data = dict.fromkeys(Form.base_fields, "no no") | {"required": "", "null": "a\x00"}
    with override(SOURCE):
        english = said(Form(data))
    with override(language):
        translated = said(Form(data))
    assert set(english) == set(translated) == set(Form.base_fields)
    assert [name for name in english if english[name] == translated[name]] == []


def said(form: forms.Form) -> dict[str, str]:
    return {name: str(errors[0]) for name, errors in form.errors.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", COUNTS[1:])
def test_length_is_counted_in_the_plural_of_the_language(language: str, count: int) -> None:
    with override(language):
        with pytest.raises(ValidationError) as caught:
            MaxLengthValidator(count)("x" * (count + 1))
        message = caught.value.messages[0]
        assert message == django_words.too_long(count, count + 1)
        assert str(count) in message
