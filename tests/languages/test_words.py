"""The template tags that mark English, stale and draft text, once per region or page."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, override

from languages.freshness import Mark, TranslationState, text_hash
from languages.templatetags import words
from tests.pages.tree import Node, parse

SHOWN = ("reviewed", "draft", "stale", "missing", "empty")
PAIRS = list(product(SHOWN, SHOWN))


@dataclass
class Record:
    """Stands in for a model with two translated fields."""

    title_en: str
    title_es: str
    detail_en: str
    detail_es: str
    translations: dict[str, dict[str, list[Any]]]

    part_names = {"title": "título", "detail": "detalles"}


def make(title: str, detail: str) -> Record:
    """A record whose two texts are shown as such."""
    columns: dict[str, str] = {}
    marks: dict[str, dict[str, list[Any]]] = {}
    for field, shown in (("title", title), ("detail", detail)):
        english = "" if shown == "empty" else f"{field} one\n\n{field} two"
        own = "" if shown in ("missing", "empty") else f"{field} uno\n\n{field} dos"
        english_then = "old" if shown == "stale" else english
        columns |= {f"{field}_en": english, f"{field}_es": own}
        if own:
            made = Mark(text_hash(english_then), text_hash(own), shown == "reviewed")
            marks[field] = {"es": list(made)}
    return Record(**columns, translations=marks)


def rendered(template: str, record: Record, language: str = "es") -> Node:
    with override(language):
        html = Template("{% load words %}" + template).render(Context({"record": record}))
    assert "\x00" not in html
    return parse(html)


REGION = """{% fallback_region %}<h2>{% text record "title" %}</h2>{% fallback_label %}
{% paragraphs record "detail" %}{% end_fallback_region %}"""


@pytest.mark.parametrize(("title", "detail"), PAIRS)
def test_region_has_one_label_that_says_what_is_in_it(title: str, detail: str) -> None:
    region = rendered(REGION, make(title, detail))
    labels = region.all("p", class_="fallback-label")
    assert len(labels) == bool({title, detail} & {"stale", "missing"})
    said = " ".join(label.text for label in labels)
    with override("es"):
        untranslated = gettext("The English parts have not been translated yet.")
    assert (untranslated in said) == ("missing" in (title, detail))
    assert ("título" in said) == (title == "stale")
    assert ("detalles" in said) == (detail == "stale")
    assert ("cambiado" in said) == ("stale" in (title, detail))


def test_region_in_english_has_no_label() -> None:
    region = rendered(REGION, make("stale", "missing"), "en")
    assert not region.all("p", class_="fallback-label")
    assert not region.all("span")


def test_one_label_names_each_part_once() -> None:
    twice = REGION.replace("<h2>", '{% text record "title" %}{% text record "detail" %}<h2>')
    label = rendered(twice, make("stale", "stale")).one("p", class_="fallback-label")
    assert "título y detalles." in label.text


def test_label_takes_the_last_place_before_all_that_it_speaks_of() -> None:
    template = (
        "{% fallback_region %}<i>{% fallback_label %}</i>"
        '<b>{% fallback_label %}{% text record "title" %}</b>'
        '<u>{% fallback_label %}{% text record "detail" %}</u>{% end_fallback_region %}'
    )
    for (title, detail), place in (
        (("stale", "stale"), "b"),
        (("reviewed", "missing"), "u"),
        (("missing", "draft"), "b"),
    ):
        label = rendered(template, make(title, detail)).one("p", class_="fallback-label")
        assert label.parent
        assert label.parent.tag == place


def test_paragraphs_of_a_stale_text_come_before_its_english() -> None:
    found = rendered('{% paragraphs record "title" %}', make("stale", "draft")).all("p")
    assert [each.text for each in found] == ["title uno", "title dos", "title one", "title two"]
    spans = [each.one("span") for each in found]
    classes = [["stale"], ["stale"], ["fallback", "now"], ["fallback", "now"]]
    assert [each.classes for each in spans] == classes
    assert [each.attrs.get("lang") for each in spans] == [None, None, "en", "en"]


def test_part_is_escaped_in_label_and_attribute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Record, "part_names", {"title": '"><b>&', "detail": "x"})
    region = rendered(REGION, make("stale", "draft"))
    assert region.one("span", class_="stale").attrs["data-part"] == '"><b>&'
    assert '"><b>&' in region.one("p", class_="fallback-label").text
    assert not region.all("b")


PAGE = """{% translated_page %}<main>{% text record "title" %}{% text record "detail" %}</main>
<footer>{% draft_mark %}</footer>{% end_translated_page %}"""


@pytest.fixture
def interface(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Says whether the catalogs are drafts."""

    def is_draft(draft: bool) -> None:
        found = Counter([TranslationState.DRAFT if draft else TranslationState.REVIEWED])
        monkeypatch.setattr(words, "counts_of", lambda language: found)

    return is_draft


@pytest.mark.parametrize(("title", "detail"), PAIRS)
@pytest.mark.parametrize("draft", [True, False])
def test_page_has_one_mark_if_anything_on_it_is_a_draft(
    interface: Callable[[bool], None], title: str, detail: str, draft: bool
) -> None:
    interface(draft)
    page = rendered(PAGE, make(title, detail))
    expected = draft or "draft" in (title, detail)
    assert len(page.one("footer").all("p", class_="draft-mark")) == expected
    assert "draft" not in page.text


def test_page_that_shows_no_draft_bears_no_mark(interface: Callable[[bool], None]) -> None:
    interface(False)
    shows_title = PAGE.replace('{% text record "detail" %}', "")
    assert not rendered(shows_title, make("reviewed", "draft")).all(class_="draft-mark")
    assert not rendered(PAGE, make("draft", "draft"), "en").all(class_="draft-mark")


def test_words_kept_whole_take_the_sign_after_them_along() -> None:
    text = mark_safe("5 &lt; 6, 5:30 – 6:30, Denver")
    assert words.keep_whole(text, "5:30 – 6:30") == (
        '5 &lt; 6, <span class="whole">5:30 – 6:30,</span> Denver'
    )
    assert words.keep_whole(text, "9:00") == text
