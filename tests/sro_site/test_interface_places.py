"""Each text of the interface leads to a page on which it stands."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.utils.translation import gettext, override

from sro_site.export.crawl import own_site
from sro_site.interface_places import find_places
from tests.desk.interface.catalogs import make_text
from tests.factories import make_district

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_text_is_found_on_the_page_that_shows_it(client: Client) -> None:
    make_district()
    found = find_places(get_wsgi_application(), own_site())
    named = [name for name, path in found.items() if path == "compare/" and "\x04" not in name]
    assert named
    with override("es"):
        texts = [gettext(name) for name in named]
    page = client.get("/es/compare/").content.decode()
    assert any(text in page for text in texts)
    row = make_text(named[0])
    assert row.get_absolute_url() == "/en/"
    call_command("locate_interface", stdout=(said := StringIO()))
    row.refresh_from_db()
    assert row.get_absolute_url() == "/en/compare/"
    assert "Texts of the interface: 1, with a page: 1." in said.getvalue()
