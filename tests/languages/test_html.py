from dataclasses import replace

import pytest
from django import forms
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from languages.dates import Said
from languages.edtf import parse
from languages.freshness import TranslationState
from languages.html import in_brackets, list_html, plain_text, said_html, when_html
from languages.registry import LANGUAGES
from languages.texts import Text

HOSTILE = ["<script>alert(1)</script>", "&amp;", "{0}", "{1} {", "%s", "'\">"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", range(1, 6))
def test_list_escapes_each_item_in_every_language(language: str, count: int) -> None:
    items = HOSTILE[:count]
    with override(language):
        phrase = list_html(items)
        plain = list_html(f"item {number}" for number in range(count))
    assert isinstance(phrase, SafeString)
    assert "<" not in phrase
    for item in ("&lt;script&gt;alert(1)&lt;/script&gt;", "&amp;amp;", "{0}", "{1} {")[:count]:
        assert item in phrase
    assert [plain.count(f"item {number}") for number in range(count)] == [1] * count
    assert "&" not in strip_tags(plain)


LISTS = {
    "en": "Lake, Henry, and Kepner",
    "es": "Lake, Henry y Kepner",
    "vi": "Lake, Henry và Kepner",
    "am": "Lake፣ Henry እና Kepner",
    "ar": "Lake وHenry وKepner",
    "my": "Lake၊ Henry နှင့် Kepner",
    "fr": "Lake, Henry et Kepner",
    "ne": "Lake, Henry र Kepner",
    "ru": "Lake, Henry и Kepner",
    "so": "Lake, Henry iyo Kepner",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_list_reads_as_the_language_writes_one(language: str) -> None:
    with override(language):
        assert list_html(["Lake", "Henry", "Kepner"]) == LISTS[language]
        assert list_html(iter(["Lake"])) == "Lake"
        assert list_html([]) == ""


@pytest.mark.parametrize(
    ("items", "phrase"),
    [
        (["vietnamita", "inglés"], "vietnamita e inglés"),
        (["español", mark_safe("<b>Ixil</b>")], "español e <b>Ixil</b>"),
        (["padres", "hijos"], "padres e hijos"),
        (["agua", "hielo"], "agua y hielo"),
        (["inglés", "árabe"], "inglés y árabe"),
    ],
)
def test_spanish_and_before_the_sound_of_i(items: list[str], phrase: str) -> None:
    with override("es"):
        assert list_html(items) == phrase


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_of_fields_end_as_labels_do_in_the_language(language: str) -> None:
    with override(language):
        label = forms.Form({}).label_suffix
    assert label == {"am": "፦", "fr": "\u00a0:"}.get(language, ":")


def test_list_keeps_what_is_marked_safe() -> None:
    with override("en"):
        assert list_html([mark_safe("<b>a</b>"), "<b>"]) == "<b>a</b> and &lt;b&gt;"


def test_list_without_an_active_language_is_english() -> None:
    with override(None):
        assert list_html(["a", "b"]) == "a and b"


@pytest.mark.parametrize("text", ["May <b> 2021", "Q&A"])
def test_said_is_escaped(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert said_html(Said(text, None)) == f"<span>{escaped}</span>"
    assert said_html(Said(text, '2021"')) == (f'<time datetime="2021&quot;">{escaped}</time>')


@pytest.mark.parametrize(
    ("edtf", "html"),
    [
        ("2021", '<time datetime="2021">2021</time>'),
        ("2021-05", '<time datetime="2021-05">May 2021</time>'),
        ("2020-12-31", '<time datetime="2020-12-31">December 31, 2020</time>'),
        ("2021-23", "<span>fall 2021</span>"),
        ("2020-09/2020-10", "<span>September – October 2020</span>"),
        ("2021-05/..", "<span>from May 2021</span>"),
    ],
)
def test_when_is_a_time_element_only_where_html_has_a_form_for_it(edtf: str, html: str) -> None:
    with override("en"):
        assert when_html(parse(edtf)) == html


def test_when_alone_begins_with_a_capital() -> None:
    with override("en"):
        assert when_html(parse("2021-23"), alone=True) == "<span>Fall 2021</span>"
        assert when_html(parse("2021-05/.."), alone=True) == "<span>From May 2021</span>"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("alone", [True, False])
def test_when_that_is_unknown_says_so_in_every_language(language: str, alone: bool) -> None:
    with override(language):
        said = when_html(None, alone=alone)
    assert said
    assert (said.casefold() == "time not known") == (language == "en")


def test_remark_on_a_number_has_brackets_only_where_it_is_translated() -> None:
    english = Text("high schools", "en", "ar")
    assert in_brackets(english) == english.html
    assert in_brackets(replace(english, language="ar")) == "(high schools)"
    assert in_brackets(Text("", "ar", "ar")) == ""


def test_plain_text_is_a_line_for_each_paragraph() -> None:
    assert plain_text("<p>a\n <b>b</b></p> <p></p><p>Q&amp;A</p>") == "a b\nQ&A"
    number = '<p>Call <a href="tel:+1"><bdi dir="ltr">720-423</bdi></a>.</p>'
    said = {}
    for language in ("en", "ar"):
        with override(language):
            said[language] = plain_text(number)
    assert said == {"en": "Call 720-423.", "ar": "Call \u200e720-423."}


def test_plain_text_says_what_is_english_and_what_is_old() -> None:
    english = Text("Town hall", "en", "es")
    stale = Text("<Asamblea>", "es", "es", TranslationState.STALE, "título", "Q&A")
    draft = Text("Hola", "es", "es", TranslationState.DRAFT)
    with override("es"):
        said = plain_text(f"<p>{draft.html} {english.html}</p><p>Por: {stale.html}, hoy</p>")
    assert said == (
        "Hola Town hall (inglés)\nPor: <Asamblea> (traducción anterior)\nQ&A (inglés), hoy"
    )
