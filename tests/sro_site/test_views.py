"""The home page of a district lists its documents, cited or not."""

import pytest
from django.test import Client

from districts.models import District
from languages.registry import LANGUAGES
from tests.factories import (
    make_district,
    make_document,
    make_membership,
    make_milestone,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def home(client: Client, language: str = "en") -> str:
    return client.get(f"/{language}/denver/").content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_that_nothing_cites_is_among_the_sources(
    client: Client, district: District, language: str
) -> None:
    make_document(district, title="Report on safety", url="https://example.org/report")
    sources = home(client, language).partition('id="sources"')[2]
    assert 'href="https://example.org/report" hreflang="en"' in sources
    assert "Report on safety" in sources


def test_home_lists_each_document_once(client: Client, district: District) -> None:
    cited = make_document(district, url="https://example.org/cited")
    for _ in range(2):
        make_milestone(district, document=cited)
    make_document(make_district("duluth"), url="https://example.org/elsewhere")
    page = home(client)
    assert page.count("https://example.org/cited") == 1
    assert "elsewhere" not in page


def test_a_draft_is_listed_for_its_staff_alone_and_marked(
    client: Client, district: District
) -> None:
    make_document(district, url="https://example.org/draft", state="draft")
    assert "https://example.org/draft" not in home(client)
    client.force_login(user := make_user())
    make_membership(user, district=district)
    listed = home(client).partition("https://example.org/draft")[2]
    assert "Draft" in listed.partition("</li>")[0]
