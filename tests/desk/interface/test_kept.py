"""A new wording is on the pages that are kept, in whichever process they are made."""

from collections.abc import Iterator

import pytest

from desk.interface.models import InterfaceText
from publishing.kept_pages.layer import KeptPages
from tests.desk.interface.catalogs import say
from tests.wsgi import ask, start, started

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.both,
]


@pytest.fixture
def server() -> Iterator[KeptPages]:
    yield from started()


def test_a_new_wording_is_on_pages_that_were_kept_before(server: KeptPages) -> None:
    made = InterfaceText(key="0" * 16, context="navigation", message="Districts", position=9)
    made.text_en = "Districts"  # type: ignore[attr-defined]
    made.save()
    other = start()
    assert "Distritos de hoy" not in ask(server, "/es/about/").body.decode()
    assert ("Cache-Status", "site; hit") in ask(other, "/es/about/").headers
    for words in ("Distritos de hoy", "Distritos de ayer"):
        say(InterfaceText.objects.get(), "es", words)
        assert words in ask(other, "/es/about/").body.decode()
        assert words in ask(server, "/es/about/").body.decode()
