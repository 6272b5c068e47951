from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest
from django.utils.translation import override

from languages.freshness import Mark, TranslationState, text_hash
from languages.registry import LANGUAGES, SOURCE
from languages.texts import DRAFT, MARKED, Text, text_of

OTHERS = [code for code in LANGUAGES if code != SOURCE]


@dataclass
class Record:
    """Stands in for a model with a translated title."""

    title_en: str | None = "Town hall"
    title_es: str | None = "Asamblea"
    title_ar: str | None = ""
    title_vi: str | None = None
    translations: dict[str, dict[str, Any]] = field(default_factory=dict)
    part_names: ClassVar[dict[str, str]] = {"title": "título"}


def _marked(english_then: str = "Town hall", *, reviewed: bool = False, **words: Any) -> Record:
    """A record whose Spanish title was made from the English `english_then`."""
    record = Record(**words)
    made = Mark(text_hash(english_then), text_hash(record.title_es or ""), reviewed)
    record.translations = {"title": {"es": list(made)}}
    return record


def _text(language: str | None, record: Record | None = None) -> Text:
    stand_in: Any = record or Record()
    return text_of(stand_in, "title", language)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", Text("Town hall", "en", "en")),
        ("es", Text("Asamblea", "es", "es", TranslationState.DRAFT)),
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


def test_text_that_was_reviewed_stands_as_it_is() -> None:
    text = _text("es", _marked(reviewed=True))
    assert text.state is TranslationState.REVIEWED
    assert not text.fell_back
    assert text.html == text.plain == str(text) == "Asamblea"
    assert text.in_english == ""


@pytest.mark.parametrize("record", [Record(), _marked()])
def test_draft_tells_only_those_who_put_the_page_together(record: Record) -> None:
    text = _text("es", record)
    assert text.state is TranslationState.DRAFT
    assert text.html == "<!--draft-->Asamblea"
    assert text.plain == str(text) == "Asamblea"


@pytest.mark.parametrize("reviewed", [True, False])
def test_stale_text_stands_as_translated_with_the_english_of_now(reviewed: bool) -> None:
    text = _text("es", _marked("Board meeting", reviewed=reviewed))
    assert text == Text("Asamblea", "es", "es", TranslationState.STALE, "título", "Town hall")
    now = '<span class="fallback now" lang="en" dir="ltr">Town hall</span>'
    assert text.in_english == now
    assert text.html == f'<span class="stale" data-part="título">Asamblea</span> {now}'
    assert str(text) == "Asamblea"


@pytest.mark.parametrize("language", OTHERS)
def test_stale_text_says_so_in_titles_in_every_language(language: str) -> None:
    text = Text("X", language, language, TranslationState.STALE, "y", "Z")
    with override(language):
        assert text.plain.startswith("X (")
        assert text.plain != "X (older translation)"


@pytest.mark.parametrize("record", [_marked(title_en=""), Record(title_en=None)])
def test_text_whose_english_is_gone_is_empty(record: Record) -> None:
    text = _text("es", record)
    assert not text
    assert not text.fell_back
    assert text.html == text.plain == str(text) == ""


def test_text_is_fresh_again_where_the_english_is_what_it_was() -> None:
    record = _marked(reviewed=True, title_en="Board meeting")
    assert _text("es", record).state is TranslationState.STALE
    record.title_en = "Town hall"
    assert _text("es", record).state is TranslationState.REVIEWED


def test_english_bears_no_mark_whatever_became_of_its_translations() -> None:
    text = _text("en", _marked("Board meeting"))
    assert text == Text("Town hall", "en", "en")
    assert text.html == text.plain == "Town hall"


def test_html_of_stale_text_is_escaped_in_all_its_parts() -> None:
    hostile = "\"><script>alert('1')</script>"
    text = Text(hostile, "es", "es", TranslationState.STALE, hostile, hostile)
    assert "<script" not in text.html
    assert text.html.count("&quot;&gt;&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;") == 3
    found = [each.groupdict() for each in MARKED.finditer(text.html)]
    assert [each["kind"] for each in found] == ["stale", "fallback now"]


def test_draft_cannot_be_feigned_by_its_words() -> None:
    text = Text("<!--draft-->", "es", "es", TranslationState.REVIEWED)
    assert DRAFT not in text.html


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
