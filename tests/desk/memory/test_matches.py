"""The memory: which translations of texts like this one are offered, on both databases."""

import pytest
from django.test import Client

from desk.interface.models import InterfaceText
from districts.models import District
from languages.freshness import text_hash
from languages.translating import translate
from tests.desk.unit_page import E0, E1, S0, address, rewrite
from tests.factories import make_district, make_phase
from timeline.models import Phase

pytestmark = pytest.mark.django_db


def offered(client: Client, record: Phase) -> list[tuple[str, str]]:
    """The share and the text of each match on the page of a title."""
    page = client.get(address(record))
    return [(f"{each.source.likeness}", each.row.text) for each in page.context["matches"]]


def test_the_most_alike_comes_first_then_the_reviewed(
    reviewer: Client, record: Phase, district: District
) -> None:
    make_phase(district, 2, title=E1, title_es="Nueva")
    make_phase(district, 3, title=E0, title_es="Uno")
    last = make_phase(district, 4, title=E0)
    translate(last, "title", "es", "Dos", text_hash(E0), seen=text_hash(""), reviewed=True)
    make_phase(district, 5, title=E0, title_es="Uno")
    make_phase(district, 6, title="Something else", title_es="Otra")
    make_phase(district, 7, title=E0)  # without a translation
    assert offered(reviewer, record) == [("100", "Dos"), ("100", "Uno"), ("88", "Nueva")]
    page = reviewer.get(address(record)).content.decode()
    assert '<del><span class="visually-hidden">[removed: </span> next' in page
    assert 'name="put" value="Dos"' in page


def test_a_stale_translation_is_one_of_the_english_that_it_was_made_from(
    reviewer: Client, record: Phase, district: District
) -> None:
    other = make_phase(district, 2, title=E0, title_es=S0)
    rewrite(other, "Nothing of the kind")
    assert offered(reviewer, record) == [("100", S0)]


def test_the_memory_keeps_what_others_have_not_published(reviewer: Client, record: Phase) -> None:
    other = make_district("duluth")
    make_phase(other, 1, title=E0, title_es="Publicado")
    make_phase(other, 2, title=E1, title_es="Secreto", state="draft")
    assert offered(reviewer, record) == [("100", "Publicado")]


def test_the_memory_knows_the_interface(reviewer: Client, district: District) -> None:
    words = {"message": "Timeline", "text_en": "Timeline", "text_es": "Cronograma"}
    InterfaceText(key="1", position=1, **words).save()
    assert offered(reviewer, make_phase(district, 2, title="Timeline")) == [("100", "Cronograma")]
