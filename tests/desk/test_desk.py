import pytest
from django.test import Client

from districts.models import Role
from districts.models.memberships import IN_ONE_LANGUAGE
from tests.factories import make_district, make_membership, make_user

pytestmark = pytest.mark.django_db


def test_the_desk_asks_for_a_sign_in(client: Client) -> None:
    response = client.get("/desk/")
    assert response.status_code == 302
    assert response.headers["Location"] == "/admin/login/?next=/desk/"


@pytest.mark.parametrize("role", sorted({*Role} - {Role.ADMINISTRATOR, Role.QUESTION_DESK}))
def test_members_see_the_languages_that_they_may_change(client: Client, role: str) -> None:
    client.force_login(user := make_user())
    assert client.get("/desk/").status_code == 403
    language = "vi" if role in IN_ONE_LANGUAGE else ""
    make_membership(user, role, district=make_district(), language=language)
    html = client.get("/desk/").content.decode()
    assert "Tiếng Việt" in html
    assert ("Español" in html) == (not language)
    for way in ("export", "import"):
        assert client.get(f"/desk/vi/{way}/").status_code == 200
        assert f'href="/desk/vi/{way}/"' in html
