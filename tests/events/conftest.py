import pytest
from django.test import Client

from tests.factories import make_district, make_membership, make_user


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(user := make_user())
    make_membership(user, district=make_district())
    return client
