"""The printed page, and lists that are too long for one page."""

from xml.etree import ElementTree

import pytest
from django.test import Client

from districts.views import PER_PAGE
from sro_site.qr import qr_code
from tests import factories
from tests.pages.conftest import Show
from tests.pages.tree import parse


def test_handout_bears_its_address_as_text_and_as_a_code(show: Show) -> None:
    page = show("/vi/denver/handout/?on=2021-04-15").main
    home = "http://testserver/vi/denver/"
    assert home in page.text
    assert qr_code(home) in show("/vi/denver/handout/?on=2021-04-15").html


def test_code_differs_by_language(show: Show) -> None:
    codes = {show(f"/{language}/denver/handout/").html for language in ("en", "es", "vi")}
    assert len(codes) == 3


def test_code_is_a_drawing_without_styles_and_with_a_quiet_zone() -> None:
    drawing = ElementTree.fromstring(qr_code("https://example.org/en/denver/"))  # noqa: S314 - ours
    assert all("style" not in element.attrib for element in drawing.iter())
    size = int(drawing.attrib["viewBox"].split()[2])
    assert (size - 17 - 8) % 4 == 0  # ISO/IEC 18004: 17 + 4 a version, and four on each side


def test_handout_names_the_next_meetings(show: Show) -> None:
    text = show("/en/denver/handout/?on=2021-05-11").main.text
    assert "Community meeting in Spanish" in text
    assert "Community meeting in Vietnamese" in text
    assert "Community meeting in English" not in text


def test_handout_names_a_later_meeting_that_its_reader_can_follow(show: Show) -> None:
    for language, name in {"en": "Spanish", "vi": "tiếng Việt", "es": "español"}.items():
        later = show(f"/{language}/denver/handout/?on=2021-04-15").main.one("ul", class_="later")
        (item,) = later.all("li")
        assert name in item.text


@pytest.mark.django_db
def test_long_list_of_schools_comes_in_pages_that_keep_the_question(client: Client) -> None:
    district = factories.make_district("aurora")
    for number in range(PER_PAGE + 1):
        factories.make_school(district, f"school-{number}", name=f"School {number:03}")
    first = parse(client.get("/en/aurora/schools/?q=school&on=2021-04-15").content.decode())
    (after,) = first.all("a", rel="next")
    assert len(first.one("ul", class_="told").all("li")) == PER_PAGE
    second = parse(client.get(f"/en/aurora/schools/{after.attrs['href']}").content.decode())
    assert "School 050" in second.one("ul", class_="told").text
    assert "Page 2 of 2" in second.text
    assert second.all("a", rel="prev")
    assert "q=school" in after.attrs["href"]
    assert "on=2021-04-15" in after.attrs["href"]


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["0", "99", "x", ""])
def test_page_that_is_not_there_answers_with_one_that_is(client: Client, page: str) -> None:
    factories.make_school(factories.make_district("aurora"))
    answer = client.get(f"/en/aurora/schools/?page={page}")
    assert answer.status_code == 200
    assert "North High" in answer.content.decode()
