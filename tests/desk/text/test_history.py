"""The history of a text: who changed it, from what to what, and how it comes back."""

import pytest
from django.test import Client

from languages.freshness import TranslationState
from tests.desk.unit_page import E1, S0, S1, address, post, rewrite, stands
from tests.factories import make_phase
from timeline.models import Phase

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_each_change_is_shown_and_comes_back(reviewer: Client, record: Phase) -> None:
    where = f"{address(record)}history/"
    assert "Neither the translation nor its English" in reviewer.get(where).content.decode()
    post(reviewer, record, "save", S0)
    post(reviewer, Phase.objects.get(), "save", S1)
    post(reviewer, Phase.objects.get(), "review", S1)
    rewrite(record, E1)
    page = reviewer.get(where).content.decode()
    assert page.count("<li>") == 4
    assert page.index("next") < page.index(": reviewed") < page.index("próximo")
    assert "maria (Translators’ desk)" in page
    restore = page[page.index("put=before-") :].partition('"')[0]
    box = reviewer.get(f"{address(record)}?{restore}").content.decode()
    assert f">\n{S0}</textarea>" in box
    assert "This stood here before" in box
    assert "not-saved" in box
    assert stands(record) == (S1, TranslationState.STALE)  # nothing is stored before it is saved


def test_of_another_text_nothing_is_put_in(reviewer: Client, record: Phase) -> None:
    other = make_phase(record.district, 2, title="Other", title_es="Otra")
    post(reviewer, other, "save", "Ajena")
    page = reviewer.get(f"{address(other)}history/").content.decode()
    restore = page[page.index("put=after-") :].partition('"')[0]
    for query in (restore, "put=after-0", "put=suggestion-1", "put=x", "put=after-" + 30 * "9"):
        assert ">\n</textarea>" in reviewer.get(f"{address(record)}?{query}").content.decode()
