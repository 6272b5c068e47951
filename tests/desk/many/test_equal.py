"""Drafts that are equal to a reviewed text are reviewed together."""

import re

import pytest
from django.test import Client

from districts.models import District, Role
from languages.freshness import TranslationState, text_hash
from languages.translating import translate
from tests.client import StaffClient
from tests.desk.unit_page import E0, E1, S0, S1, rewrite, stands
from tests.factories import make_membership, make_phase, make_user
from timeline.models import Phase

pytestmark = [pytest.mark.django_db, pytest.mark.once]
EQUAL = "/desk/es/equal/"


def test_the_chosen_ones_are_reviewed(reviewer: Client, record: Phase, district: District) -> None:
    translate(record, "title", "es", S0, text_hash(E0), seen=text_hash(""), reviewed=True)
    one, two, three = (make_phase(district, n, title=E0, title_es=S0) for n in (2, 3, 4))
    make_phase(district, 5, title=E0, title_es="Otra cosa")
    make_phase(district, 6, title=E1, title_es=S0)
    page = reviewer.get(EQUAL).content.decode()
    chosen = re.findall(r'name="chosen" value="(.*?)"', page)
    assert len(chosen) == 3
    rewrite(two, E1)  # meanwhile
    translate(three, "title", "es", S1, text_hash(E0), seen=text_hash(S0))
    answer = reviewer.post(EQUAL, {"chosen": [*chosen, "x", "0-a-b"]})
    assert stands(one) == (S0, TranslationState.REVIEWED)
    assert stands(two) == (S0, TranslationState.STALE)
    assert stands(three) == (S1, TranslationState.DRAFT)
    said = reviewer.get(answer.headers["Location"]).content.decode()
    assert "Marked as reviewed: 1." in said
    assert "left as they are: 3." in said


def test_a_translator_reviews_nothing(record: Phase) -> None:
    client = StaffClient()
    make_membership(user := make_user(), Role.TRANSLATOR, language="es")
    client.force_login(user)
    assert client.get(EQUAL).status_code == 403
    assert client.post(EQUAL, {"chosen": []}).status_code == 403
