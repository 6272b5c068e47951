"""What the page of one translation shows."""

from typing import Any

import pytest
from django.test import Client

from desk.exchange.keys import Key, slots
from desk.units import open_units
from districts.access import Rights
from districts.models import District
from languages.freshness import text_hash
from languages.registry import LANGUAGES
from languages.translating import translate
from tests.desk.unit_page import E0, E1, S0, S1, address, post, rewrite
from tests.factories import make_meeting, make_milestone, make_phase, make_user
from timeline.models import Phase

pytestmark = pytest.mark.django_db


def test_the_page_shows_what_helps(reviewer: Client, record: Phase, district: District) -> None:
    make_phase(district, 2, title="Next phase", title_es="Fase siguiente")
    make_phase(district, 3, title=E0, title_es=S1)
    html = reviewer.get(address(record)).content.decode()
    assert f'<p id="source" class="desk-text" lang="en" dir="ltr">{E0}</p>' in html
    assert '<textarea name="text"' in html
    assert 'lang="es" dir="ltr"' in html
    assert "/es/denver/timeline/" in html
    assert f"/admin/timeline/phase/{record.pk}/change/" in html
    assert "Fase siguiente" in html  # the record after it
    assert S1 in html  # the same words elsewhere
    assert "Still right" not in html
    assert 'value="review"' in html


def test_a_language_that_runs_to_the_left_is_typed_so(client: Client, record: Phase) -> None:
    client.force_login(make_user(is_superuser=True))
    html = client.get(address(record, "ar")).content.decode()
    textarea = html[html.index("<textarea") :]
    assert 'lang="ar"' in textarea
    assert 'dir="rtl"' in textarea


def test_what_the_english_was_is_compared(reviewer: Client, record: Phase) -> None:
    translate(record, "title", "es", S0, text_hash(E0), seen=text_hash(""))
    rewrite(record, E1)
    html = reviewer.get(address(record)).content.decode()
    assert '<ins><span class="visually-hidden">[added: </span> next' in html
    assert "Still right" in html


def test_records_are_locked_in_one_order_by_files_and_lists(district: District) -> None:
    phase, meeting = make_phase(district), make_meeting(district)
    first = make_milestone(district)
    units = [record.units.get(language="es", field="title") for record in (phase, meeting, first)]
    opened = open_units(Rights(everything=True), LANGUAGES["es"], [unit.pk for unit in units])
    keys = [Key(type(each.slot.record), each.unit.object_id, "title") for each in opened.values()]
    assert len(keys) == 3
    assert keys == list(slots(keys[::-1], "es", lock=True))


def test_text_is_text(reviewer: Client, record: Phase) -> None:
    evil = "<script>alert(1)</script>"
    assert evil not in (html := post(reviewer, record, "save", evil).content.decode())
    assert "&lt;script&gt;alert" in html
    shown = post(reviewer, record, "preview", evil)
    assert shown.status_code == 200
    assert evil not in shown.content.decode()
    assert post(reviewer, record, "save", evil, anyway="on").status_code == 302
    assert evil not in reviewer.get(address(record)).content.decode()


@pytest.mark.parametrize("count", [1, 20])
def test_the_page_asks_as_little_among_many(
    reviewer: Client,
    record: Phase,
    district: District,
    count: int,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(2, count + 2):
        make_phase(district, number, title=E0, title_es=f"{S0} {number}")
    reviewer.get(address(record))
    with django_assert_max_num_queries(35):
        reviewer.get(address(record))
