"""The links in a page's head to the same page in other languages."""

import pytest

from languages.registry import LANGUAGES
from tests.pages.conftest import Show
from tests.pages.site import ERRORS, SPRING, paths
from tests.pages.tree import Node

every_language = pytest.mark.parametrize("language", LANGUAGES)


def menu(page: Node) -> list[Node]:
    return page.one("details", class_="languages").all("a")


@every_language
def test_menu_names_each_language_in_itself(show: Show, language: str) -> None:
    for path in paths():
        page = show(f"/{language}/{path}").tree
        offered = [
            (link.text, link.attrs["lang"], link.attrs["hreflang"], link.attrs["dir"])
            for link in menu(page)
        ]
        assert offered == [
            (language.own_name, language.code, language.code, language.direction)
            for language in LANGUAGES.values()
        ]
        (current,) = (link for link in menu(page) if link.attrs.get("aria-current"))
        assert current.attrs["lang"] == language


@pytest.mark.parametrize(
    "query", ["", f"?{SPRING}", "?on=2021-04-15&q=a%26b%3D%22c%22&status=with_sro", "?q=L%C3%A9o+x"]
)
def test_menu_keeps_page_and_query(show: Show, query: str) -> None:
    links = menu(show(f"/my/denver/schools/{query}").tree)
    expected = [f"/{code}/denver/schools/{query}" for code in LANGUAGES]
    assert [link.attrs["href"] for link in links] == expected


@pytest.mark.parametrize("path", ERRORS)
def test_menu_of_an_error_page_keeps_the_address(show: Show, path: str) -> None:
    links = menu(show(f"/so/{path}").tree)
    assert [link.attrs["href"] for link in links] == [f"/{code}/{path}" for code in LANGUAGES]


@pytest.mark.parametrize("address", ["/nowhere", "/xx/denver/", "/es-MX/", "/EN/"])
def test_page_without_a_language_offers_the_ten(show: Show, address: str) -> None:
    page = show(address)
    assert page.status == 404
    assert page.tree.one("html").attrs["lang"] == "en"
    assert [link.attrs["href"] for link in menu(page.tree)] == [f"/{code}/" for code in LANGUAGES]


@every_language
def test_alternates_are_the_same_page_in_ten_languages(show: Show, language: str) -> None:
    for path in paths():
        page = show(f"/{language}/{path}").tree
        links = [link for link in page.all("link", rel="alternate") if "hreflang" in link.attrs]
        alternates = [(link.attrs["hreflang"], link.attrs["href"]) for link in links]
        expected = [(code, f"http://testserver/{code}/{path}") for code in LANGUAGES]
        assert alternates == [*expected, ("x-default", f"http://testserver/en/{path}")]
        canonical = page.one("link", rel="canonical").attrs["href"]
        assert canonical == f"http://testserver/{language}/{path}"


def test_filtered_list_is_no_page_of_its_own(show: Show) -> None:
    page = show("/vi/denver/schools/?q=lake").tree
    assert page.one("link", rel="canonical").attrs["href"].endswith("/vi/denver/schools/")


@pytest.mark.parametrize("path", ERRORS)
def test_error_pages_are_not_for_search_engines(show: Show, path: str) -> None:
    if ERRORS[path] == 400 and "on=" not in path:
        return  # the list itself, with what was wrong about its form
    page = show(f"/ru/{path}").tree
    assert page.one("meta", name="robots").attrs["content"] == "noindex"
    assert not page.all("link", rel="alternate")
    assert not page.all("link", rel="canonical")


@pytest.mark.parametrize("path", [path for path in ERRORS if path.startswith("denver/")])
def test_error_pages_of_a_district_keep_its_helpline_in_reach(show: Show, path: str) -> None:
    page = show(f"/am/{path}")
    phones = page.tree.one("section", class_="helpline").all("a", href="tel:7204233054")
    # What broke may be the database, so a server error does not ask it for the district.
    assert len(phones) == (0 if page.status == 500 else 1)


@every_language
def test_pages_lead_to_the_districts_and_to_what_the_site_is(show: Show, language: str) -> None:
    for path in (*paths(), *ERRORS):
        page = show(f"/{language}/{path}").tree
        hrefs = {link.attrs["href"].split("?")[0] for link in page.all("a")}
        assert {f"/{language}/", f"/{language}/about/"} <= hrefs
        assert page.one("a", class_="skip").attrs["href"] == "#main"
        assert page.one("main").attrs["id"] == "main"
