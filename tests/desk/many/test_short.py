"""Short texts are written in a list: what is right is saved, what is not stays on the page."""

from typing import Any

import pytest
from django.test import Client

from desk.finding import sought
from districts.models import District
from languages.freshness import TranslationState, text_hash
from languages.translating import translate
from tests.desk.unit_page import S0, S1, stands, unit
from tests.factories import make_phase, make_user
from timeline.models import Phase

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LIST = "/desk/es/short/?words=content&status=missing"


def line(record: Phase, text: str, **fields: Any) -> dict[str, Any]:
    key = unit(record).pk
    seen = text_hash(getattr(record, "title_es", "") or "")
    given = {"text": text, "source_hash": text_hash(record.title), "seen": seen, "act": "save"}
    return {f"{key}-{name}": value for name, value in (given | fields).items()}


def test_all_that_was_changed_is_saved(reviewer: Client, record: Phase, district: District) -> None:
    other, third = (make_phase(district, n, title=f"Phase {n}") for n in (2, 3))
    long = make_phase(district, 4, title="Long " * 30)
    page = reviewer.get(LIST).content.decode()
    assert page.count("<textarea") == 3
    assert long.title not in page
    answer = reviewer.post(LIST, line(record, S0) | line(other, "Fase 2") | line(third, ""))
    assert answer.status_code == 302
    assert stands(record) == (S0, TranslationState.DRAFT)
    assert stands(other) == ("Fase 2", TranslationState.DRAFT)
    assert stands(third) == ("", TranslationState.MISSING)
    again = reviewer.post(LIST, line(record, S0))  # Back, and sent once more
    assert again.status_code == 302
    assert stands(record) == (S0, TranslationState.DRAFT)


def test_a_list_of_what_very_many_texts_say_tells_that_not_all_are_looked_at(
    client: Client, record: Phase, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_phase(district, 2, title=f"{record.title} again")
    client.force_login(make_user("everywhere", is_superuser=True))
    asked = f"{LIST}&q={record.title}"
    assert "most urgent" not in client.get(asked).content.decode()
    monkeypatch.setattr(sought, "MOST", 1)
    assert "most urgent" in client.get(asked).content.decode()


def test_what_cannot_be_saved_stays_with_what_was_typed(
    reviewer: Client, record: Phase, district: District
) -> None:
    other, third, fourth = (make_phase(district, n, title=f"Phase {n}") for n in (2, 3, 4))
    translate(third, "title", "es", S1, text_hash(third.title), seen=text_hash(""))
    translate(
        fourth, "title", "es", "Fase 4", text_hash(fourth.title), seen=text_hash(""), reviewed=True
    )
    sent = line(record, S0) | line(other, "Fase dos") | line(third, "Fase 3")
    mine = line(fourth, "Cuarta fase 4", seen=text_hash("Fase 4"))
    page = reviewer.post(LIST, sent | mine | {"0-seen": "", "x-seen": ""}).content.decode()
    assert "Saved, or left as they were: 1." in page
    assert stands(record)[0] == S0
    assert ">\nFase dos</textarea>" in page
    assert f"{unit(other).pk}-anyway" in page
    assert "Someone else changed this translation" in page
    assert S1 in page
    assert "replace a reviewed translation" in page
    assert stands(other)[0] == ""
    assert stands(third)[0] == S1
    assert reviewer.post(LIST, line(other, "Fase dos", anyway="on")).status_code == 302
    assert stands(other)[0] == "Fase dos"
