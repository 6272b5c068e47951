from dataclasses import dataclass
from typing import Any

import pytest
from django.utils.translation import override

from languages.registry import LANGUAGES, SOURCE
from languages.texts import Text, text_of

OTHERS = [code for code in LANGUAGES if code != SOURCE]


@dataclass
class Record:
    """Stands in for a model with a translated title."""

    title_en: str | None = "Town hall"
    title_es: str | None = "Asamblea"
    title_ar: str | None = ""
    title_vi: str | None = None


def _text(language: str | None, record: Record | None = None) -> Text:
    stand_in: Any = record or Record()
    return text_of(stand_in, "title", language)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", Text("Town hall", "en", "en")),
        ("es", Text("Asamblea", "es", "es")),
        ("ar", Text("Town hall", "en", "ar")),
        ("vi", Text("Town hall", "en", "vi")),
    ],
)
def test_text_is_in_the_language_asked_for_else_in_english(language: str, expected: Text) -> None:
    assert _text(language) == expected
    with override(language):
        assert _text(None) == expected


def test_text_without_an_active_language_is_english() -> None:
    with override(None):
        assert _text(None) == Text("Town hall", "en", "en")


def test_text_that_is_nowhere_is_empty_and_has_not_fallen_back() -> None:
    text = _text("ar", Record(title_en=None))
    assert not text
    assert not text.fell_back
    assert text.html == text.plain == str(text) == ""


def test_text_in_its_own_language_bears_no_mark() -> None:
    text = _text("es")
    assert not text.fell_back
    assert text.html == text.plain == str(text) == "Asamblea"


@pytest.mark.parametrize("language", OTHERS)
def test_text_that_fell_back_says_its_language_in_every_language(language: str) -> None:
    text = Text("Town hall", SOURCE, language)
    with override(language):
        plain = text.plain
    assert text.fell_back
    assert text.html == '<span class="fallback" lang="en" dir="ltr">Town hall</span>'
    assert "Town hall" in plain
    assert "(" in plain
    assert plain != "Town hall (English)"


@pytest.mark.parametrize("wanted", ["en", "ar"])
@pytest.mark.parametrize(
    ("value", "escaped"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("Q&A", "Q&amp;A"),
        ("\"quoted\" 'text'", "&quot;quoted&quot; &#x27;text&#x27;"),
        ("{0} {x} {", "{0} {x} {"),
    ],
)
def test_html_of_a_text_is_escaped(wanted: str, value: str, escaped: str) -> None:
    assert f">{escaped}<" in f">{Text(value, 'en', wanted).html}<"
    assert "<script" not in Text(value, "en", wanted).html


@pytest.mark.parametrize("value", ["100 %(text)s", "%s", "%d %"])
def test_plain_text_takes_a_title_never_as_a_pattern(value: str) -> None:
    assert Text(value, "en", "es").plain.startswith(value)
