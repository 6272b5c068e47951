"""One label covers all English text on a page and offers the helpline."""

import pytest
import time_machine
from django.utils.translation import gettext, override

from districts.models import District
from languages.registry import LANGUAGES, SOURCE
from tests.conftest import ForModule
from tests.factories import make_district, make_milestone
from tests.pages.site import TODAY, check_regions, get, labels
from tests.pages.whole import PAGES, make_whole

OTHERS = [code for code in LANGUAGES if code != SOURCE]

other_languages = pytest.mark.parametrize("language", OTHERS)


@pytest.fixture(scope="module")
def whole(for_module: ForModule) -> District:
    with time_machine.travel(TODAY, tick=False):
        return for_module(make_whole)


@pytest.fixture
def district(whole: District, db: None) -> District:
    """A district in English alone."""
    return whole


@other_languages
@pytest.mark.parametrize("page", PAGES)
def test_each_region_of_a_page_in_english_alone_has_one_label(
    district: District, regions: list[str], language: str, page: str
) -> None:
    shown = get(f"/{language}/denver/{page}", regions)
    assert shown.status == 200
    assert labels(shown.tree), "nothing here is translated"
    check_regions(shown)


@other_languages
def test_label_offers_the_helpline_as_a_link(
    district: District, regions: list[str], language: str
) -> None:
    shown = get(f"/{language}/denver/", regions)
    for label in labels(shown.tree):
        link = label.one("a", href="tel:+17204233054")
        assert link.one("bdi", dir="ltr").text == "+1 720-423-3054"
        assert label.inherited("lang") == language


@other_languages
def test_page_says_once_that_no_helpline_is_known(
    district: District, regions: list[str], language: str
) -> None:
    District.objects.update(helpline_phone="")
    shown = get(f"/{language}/denver/", regions)
    unknown = shown.tree.one("section", class_="helpline").text
    assert unknown
    assert shown.tree.text.count(unknown) == 1
    assert labels(shown.tree)
    assert not [label for label in labels(shown.tree) if label.all("a")]


def test_pages_in_english_have_no_label(district: District, regions: list[str]) -> None:
    for page in PAGES:
        shown = get(f"/en/denver/{page}", regions)
        assert not labels(shown.tree)
        assert not shown.tree.all(class_="fallback")


@other_languages
def test_title_that_fell_back_ends_in_english_said_in_the_language(
    district: District, regions: list[str], language: str
) -> None:
    shown = get(f"/{language}/denver/events/town-hall/", regions)
    with override(language):
        in_english = gettext("%(text)s (English)") % {"text": "Town hall"}
    assert shown.tree.one("title").text.startswith(f"{in_english} – Denver – ")
    assert in_english != "Town hall (English)"


@other_languages
def test_helpline_stands_in_one_place_in_the_language_of_the_page(
    district: District, regions: list[str], language: str
) -> None:
    home = get(f"/{language}/denver/", regions).tree
    strip = home.one("section", class_="helpline")
    assert strip.one("a", class_="phone").attrs["href"] == "tel:+17204233054"
    assert not strip.all(class_="fallback")
    called = home.one("div", class_="call").one("h2")
    assert [each.text for each in called.all(class_="fallback")] == ["Family helpline"]


@time_machine.travel(TODAY, tick=False)
def test_timeline_without_phases_has_one_label_for_all_of_it(db: None, regions: list[str]) -> None:
    loose = make_district("loose")
    make_milestone(loose, title="Vote", detail="By the board.")
    make_milestone(loose, title="Talks", detail="With families.")
    shown = get("/ar/loose/timeline/", regions)
    assert len(labels(shown.tree)) == 1
    check_regions(shown)
