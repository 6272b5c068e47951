"""Board and police of a district are words: in the language of the page, or marked as English."""

import pytest
from django.test import Client

from tests import factories
from tests.pages.tree import parse

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_board_and_police_are_translated_or_marked_as_english(client: Client) -> None:
    factories.make_district(board="School Board", board_es="Junta Escolar", police="City Police")
    main = parse(client.get("/es/denver/").content.decode()).one("main")
    values = [each.text.strip() for each in main.all("dd")]
    assert "Junta Escolar" in values
    assert "School Board" not in main.text
    assert "City Police" in [each.text.strip() for each in main.all(lang="en")]
