"""The public page in a frame, in which the text is marked."""

import pytest
from django.test import Client

from tests.desk.unit_page import E0, S0, address, post
from timeline.models import Phase

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_the_text_is_marked_on_its_page(reviewer: Client, record: Phase) -> None:
    where = f"{address(record)}place/"
    english = reviewer.get(where)
    assert f'<mark id="desk-here">{E0}</mark>' in english.content.decode()
    post(reviewer, record, "save", S0)
    page = reviewer.get(where)
    assert page.content.decode().count(f'<mark id="desk-here">{S0}</mark>') == 1
    assert '<head><base target="_blank">' in page.content.decode()
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    shown = post(reviewer, Phase.objects.get(), "preview", S0)
    for each in (page, shown):  # else they would be shown without their style
        assert "style-src 'self' 'sha256-" in each.headers["Content-Security-Policy"]
    unit = reviewer.get(address(record))
    assert "frame-src 'self'" in unit.headers["Content-Security-Policy"]
    assert unit.headers["X-Frame-Options"] == "DENY"
    assert "no-store" in page.headers["Cache-Control"] or "private" in page.headers["Cache-Control"]
    assert reviewer.get("/es/denver/timeline/").headers["X-Frame-Options"] == "DENY"
