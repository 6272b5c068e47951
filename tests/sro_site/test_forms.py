"""Many districts are found by state and name, and picked by name to be compared."""

from urllib.parse import quote

import pytest
from django.test import Client

from districts.models import District
from sro_site import views
from sro_site.forms import FILTERED
from tests.conftest import ForModule
from tests.factories import make_district
from tests.pages.tree import parse

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _districts(for_module: ForModule) -> None:
    for_module(make_districts)


def make_districts() -> None:
    for number in range(FILTERED + 2):
        make_district(
            f"district-{number:02}", name=f"District {number:02}", short_name=f"D{number}"
        )
    make_district("sao", name="São Bento", short_name="Đức", region="Minnesota")
    make_district("draft", name="Hidden São", state="draft")


def listed(client: Client, query: str) -> list[str]:
    page = parse(client.get(f"/en/?{query}").content.decode())
    return [each.text for each in page.all("h2")]


def offered(client: Client, query: str) -> dict[str, bool]:
    """The names that can be picked, and whether they are."""
    page = parse(client.get(f"/en/compare/?{query}").content.decode())
    boxes = page.all("input", name="district")
    return {each.attrs["value"]: "checked" in each.attrs for each in boxes}


def test_names_are_found_however_they_are_typed(client: Client) -> None:
    for typed in ("sao", "SÃO  bento", "duc", "Đức", "nto"):
        (found,) = listed(client, f"q={quote(typed)}")
        assert "São Bento" in found
    assert listed(client, "q=hidden") == []
    assert len(listed(client, "state=Minnesota")) == 1
    assert listed(client, "state=Minnesota&q=district") == []
    assert listed(client, "q=%25") == []


def test_the_list_is_paged_with_the_filter(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PER_PAGE", 5)
    pages = [listed(client, f"q=district&page={number}") for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [5, 5, 2]
    names = [name for page in pages for name in page]
    assert names == sorted(names)


def test_what_is_picked_stays_while_others_are_searched(client: Client) -> None:
    first = offered(client, "")
    assert list(first.values()) == [True] * 4
    picked = "district=district-03&district=district-11"
    assert offered(client, picked) == {"district-03": True, "district-11": True}
    found = offered(client, f"{picked}&q=sao")
    assert found == {"district-03": True, "district-11": True, "sao": False}
    both = f"{picked}&district=sao&q=sao"
    assert offered(client, both) == {"district-03": True, "district-11": True, "sao": True}
    page = client.get(f"/en/compare/?{picked}&q=nowhere").content.decode()
    assert "No districts match your search." in page
    assert '<details class="choose" open' in page
    assert client.get("/en/compare/?district=draft&district=sao").status_code == 400


def test_one_that_is_picked_makes_a_pair_with_each_that_is_found(client: Client) -> None:
    page = client.get("/en/compare/?district=sao").content.decode()
    assert '<details class="choose" open' in page
    page = client.get("/en/compare/?q=nowhere&district=sao").content.decode()
    assert "No districts match your search." in page
    main = parse(client.get("/en/compare/?q=District+03&district=sao").content.decode()).one("main")
    (pair,) = main.one("ul", class_="links").all("a")
    assert pair.attrs["href"] == "?district=district-03&district=sao"


def test_the_name_that_is_searched_follows_each_save() -> None:
    district = District.objects.get(slug="sao")
    district.name = "Ünder"
    district.save(update_fields=["name"])
    assert District.objects.get(folded_name__contains="under") == district
    assert District.objects.filter(folded_name="").count() == 0
