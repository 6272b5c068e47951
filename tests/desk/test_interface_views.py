import polib
import pytest
from django.test import Client

from districts.models import Role
from tests.factories import make_membership, make_user

pytestmark = pytest.mark.django_db


def test_translators_take_the_interface_away_as_it_ships(client: Client) -> None:
    client.force_login(user := make_user())
    make_membership(user, Role.TRANSLATOR, language="vi")
    assert 'href="/desk/vi/interface.po"' in client.get("/desk/vi/").content.decode()
    answer = client.get("/desk/vi/interface.po")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="interface-vi.po"'
    entries = polib.pofile(answer.content.decode())
    assert entries.metadata["Language"] == "vi"
    assert client.get("/desk/es/interface.po").status_code == 403
    client.logout()
    assert client.get("/desk/vi/interface.po").status_code == 302
