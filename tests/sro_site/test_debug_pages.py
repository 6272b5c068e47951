from typing import Any

import pytest
from django.test import Client

POLICY = "Content-Security-Policy"

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("address", ["/en/?on=nonsense", "/en/nowhere/"])
def test_policy_lets_the_styles_of_an_error_through_in_debug_alone(
    client: Client, settings: Any, address: str
) -> None:
    assert POLICY in client.get(address).headers
    settings.DEBUG = True
    answer = client.get(address)
    assert POLICY not in answer.headers
    assert "Request Method:" in answer.content.decode()


def test_family_pages_have_the_policy_in_debug_too(client: Client, settings: Any) -> None:
    settings.DEBUG = True
    for address in ("/en/", "/en/about/"):
        answer = client.get(address)
        assert (answer.status_code, POLICY in answer.headers) == (200, True)
