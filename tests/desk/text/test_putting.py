"""Buttons put texts into the box without a script, and lose nothing that was typed."""

import pytest
from django.test import Client

from languages.freshness import TranslationState, text_hash
from languages.translating import translate
from tests.desk.unit_page import E0, E1, S0, S1, post, rewrite, stands
from timeline.models import Phase

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_whole_text_is_put_in_and_what_was_typed_can_be_put_back(
    reviewer: Client, record: Phase
) -> None:
    page = post(reviewer, record, "", "Typed <b>", put=S0).content.decode()
    assert f">\n{S0}</textarea>" in page
    assert 'name="put" value="Typed &lt;b&gt;"' in page
    assert "not-saved" in page
    assert stands(record) == ("", TranslationState.MISSING)
    assert "stood here before" not in post(reviewer, record, "", "", put=S0).content.decode()


@pytest.mark.parametrize(
    ("typed", "together"), [("", S0), ("El", f"El {S0}"), ("El\n", f"El\n{S0}")]
)
def test_a_part_is_put_at_the_end(
    reviewer: Client, record: Phase, typed: str, together: str
) -> None:
    page = post(reviewer, record, "", typed, insert=S0).content.decode()
    assert f">\n{together}</textarea>" in page


def test_what_others_did_meanwhile_is_still_told(reviewer: Client, record: Phase) -> None:
    rewrite(record, E1)
    translate(record, "title", "es", S1, text_hash(E0), seen=text_hash(""))
    page = post(reviewer, record, "", "", put=S0).content.decode()
    assert "The English has changed since you opened this page" in page
    assert f'name="seen" value="{text_hash("")}"' in page
    assert (
        "Someone else changed this translation"
        in post(reviewer, record, "save", S0).content.decode()
    )


def test_what_did_not_arrive_whole_is_no_error(reviewer: Client, record: Phase) -> None:
    page = post(reviewer, record, "", "", put="\0", seen="x", source_hash="\0", suggestion="y")
    assert page.status_code == 200
    assert f'name="seen" value="{text_hash("")}"' in page.content.decode()
