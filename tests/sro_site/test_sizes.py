"""What is too large is refused before it is read, and a page says so."""

from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from sro_site.middleware import LARGEST_BODY, LONGEST_QUERY, MOST_PARAMETERS
from tests import factories
from tests.client import StaffClient
from tests.wsgi import Reply, ask, start

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FORM = "application/x-www-form-urlencoded"


class Unread:
    """A body that must not be asked for."""

    def read(self, *_size: int) -> bytes:
        raise AssertionError("the body was read")

    readline = read


@pytest.fixture
def staff() -> StaffClient:
    client = StaffClient()
    client.force_login(factories.make_user(is_superuser=True))
    return client


@pytest.mark.parametrize("size", [LARGEST_BODY + 1, 10**11, 10**30])
@pytest.mark.parametrize("address", ["/admin/login/", "/desk/es/import/", "/en/"])
def test_a_large_body_is_refused_unread(size: int, address: str) -> None:
    sent: dict[str, Any] = {"CONTENT_LENGTH": str(size), "wsgi.input": Unread()}
    reply: Reply = ask(start().application, address, "POST", CONTENT_TYPE=FORM, **sent)
    assert reply.status == 413
    assert "too large" in reply.body.decode()


@pytest.mark.parametrize(
    "query", ["q=" + "x" * LONGEST_QUERY, "&".join(["q=1"] * (MOST_PARAMETERS + 1)), "&" * 3000]
)
def test_a_long_query_is_refused(staff: StaffClient, query: str) -> None:
    for address in ("/en/", "/en/compare/", "/admin/districts/district/", "/desk/es/"):
        assert staff.get(f"{address}?{query}").status_code == 400


def test_a_form_with_too_much_in_it_is_refused_with_a_word(staff: StaffClient) -> None:
    address = "/admin/districts/district/add/"
    fields = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    for sent in (
        {f"f{number}": "" for number in range(fields + 1)},
        {"name": "x" * (3 * 1024**2 + 1)},
        {f"f{number}": SimpleUploadedFile("a.csv", b"name") for number in range(4)},
    ):
        answer = staff.post(address, sent)
        assert (answer.status_code, "too large" in answer.content.decode()) == (413, True)
    many = {f"f{number}": "" for number in range(fields - 10)}
    assert staff.post(address, many).status_code == 200
