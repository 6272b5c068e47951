"""`/` sends each reader to their language."""

import pytest
from django.test import Client

from publishing.states import PublicationState
from tests import factories

HEADERS = [
    ("", "en"),
    ("es", "es"),
    ("es-MX", "es"),
    ("es_MX,es;q=0.9", "es"),
    (", es", "es"),
    ("ES-mx", "es"),
    ("vi", "vi"),
    ("so-SO, en;q=0.5", "so"),
    ("zh", "en"),
    ("zh-CN, zh;q=0.9, my;q=0.8, en;q=0.7", "my"),
    ("en;q=0.4, ar;q=0.6", "ar"),
    ("fr;q=0", "en"),
    ("fr;q=0, ne;q=0.1", "ne"),
    ("*", "en"),
    ("*, ru;q=0.5", "ru"),
    ("fr;q=high", "en"),
    ("français", "en"),
    (",;=,,", "en"),
    ("est", "en"),
    ("am" * 5000, "en"),
    ("xx, " * 500 + "fr", "en"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("header", "language"), HEADERS)
def test_root_redirects_to_the_language_asked_for(
    client: Client, header: str, language: str
) -> None:
    response = client.get("/", headers={"Accept-Language": header})
    assert (response.status_code, response.headers["Location"]) == (302, f"/{language}/")
    assert response.headers["Vary"] == "Accept-Language"


@pytest.mark.django_db
def test_root_redirects_without_the_header(client: Client) -> None:
    response = client.get("/")
    assert response.headers["Location"] == "/en/"
    assert response.headers["Vary"] == "Accept-Language"


@pytest.mark.django_db
def test_root_goes_straight_to_the_one_published_district(client: Client) -> None:
    factories.make_district("denver")
    factories.make_district("duluth", state=PublicationState.DRAFT)
    response = client.get("/?on=2021-04-15", headers={"Accept-Language": "vi"})
    assert response.headers["Location"] == "/vi/denver/?on=2021-04-15"


@pytest.mark.django_db
def test_root_goes_to_the_list_of_several_districts(client: Client) -> None:
    factories.make_district("denver")
    factories.make_district("duluth")
    assert client.get("/?on=2021-04-15").headers["Location"] == "/en/?on=2021-04-15"
