"""The small page that other websites show in a frame, and what staff copy there."""

from html import unescape

import pytest
from django.test import Client

from districts.embed_admin import HEIGHT
from languages.registry import LANGUAGES
from sro_site.pictures import BADGE, badge
from tests import factories
from tests.client import StaffClient
from tests.pages.tree import parse
from timeline.standing import PhaseStage

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADDRESS = "/vi/denver/embed/?on=2021-04-15"


def test_frame_says_where_things_stand_and_leads_out_of_itself() -> None:
    district = factories.make_district()
    factories.make_phase(district, title="Listening", title_vi="Lắng nghe", when="2021-04")
    factories.make_milestone(district, title="The board decides", when="2021-06")
    page = parse(Client().get(ADDRESS).content.decode())
    assert page.one("html").attrs["lang"] == "vi"
    assert page.one("base").attrs == {"target": "_top"}
    assert "Lắng nghe" in page.one("p", class_="lead").text
    assert "The board decides" in page.one("main").text
    assert page.one("p", class_="fallback-label").text  # the milestone is in English
    links = [link.attrs["href"] for link in page.one("main").all("a")]
    assert links == ["/vi/denver/?on=2021-04-15", "/vi/denver/timeline/?on=2021-04-15"]
    assert not page.all("form") + page.all("script") + page.all("iframe")


def test_any_site_may_frame_it_and_no_other_page() -> None:
    factories.make_district()
    client = Client()
    for address in (ADDRESS, "/vi/denver/", "/vi/denver/embed/x", "/vi/nowhere/embed/"):
        headers = client.get(address).headers
        allowed = address == ADDRESS
        assert ("X-Frame-Options" not in headers) == allowed, address
        ancestors = "*" if allowed else "'none'"
        assert f"frame-ancestors {ancestors}" in headers["Content-Security-Policy"]
        reach = "cross-origin" if allowed else "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == reach


def test_frame_has_no_drafts_and_nothing_from_before_it_was_known() -> None:
    district = factories.make_district(known_from="2021-01", helpline_phone="720-423-3054")
    factories.make_phase(district, title="Secret", when="2021-04", state="draft")
    client = StaffClient()
    client.force_login(factories.make_user(is_superuser=True))
    assert "Secret" not in client.get(ADDRESS).content.decode()
    before = Client().get("/en/denver/embed/?on=2020-12-31").content.decode()
    assert "We are here" not in before
    assert parse(before).one("main").all("p")[0].text


def test_staff_copy_a_frame_and_a_badge_in_each_language() -> None:
    district = factories.make_district(name="Schools of <Denver>", content_languages=["en", "so"])
    client = StaffClient()
    client.force_login(factories.make_user(is_superuser=True))
    home = f"/admin/districts/district/{district.pk}/change/"
    address = f"/admin/districts/district/{district.pk}/embed/"
    assert address in client.get(home).content.decode()
    page = parse(client.get(address).content.decode())
    snippets = [unescape(area.text) for area in page.all("textarea")]
    assert len(snippets) == 2 * len(LANGUAGES)
    assert 'src="http://testserver/so/denver/embed/"' in snippets[2]  # its languages come first
    assert f'height="{HEIGHT}"' in snippets[2]
    frame = parse(snippets[2]).one("iframe")
    assert frame.attrs["title"].endswith("Schools of <Denver>")
    link = parse(snippets[3]).one("a")
    assert link.attrs["href"] == "http://testserver/so/denver/"
    assert link.one("img").attrs["src"] == "http://testserver/pictures/denver.svg"


def test_badge_shows_the_line_of_the_district() -> None:
    district = factories.make_district()
    factories.make_phase(district, 1, when="2021-04")
    factories.make_phase(district, 2, when="2021-06")
    shown = Client().get("/pictures/denver.svg?on=2021-04-15")
    assert shown.content == badge((PhaseStage.CURRENT, PhaseStage.AHEAD), district.hue)
    assert shown.headers["Content-Type"] == "image/svg+xml"
    assert shown.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    drawing = parse(shown.content.decode()).one("svg")
    assert drawing.attrs["viewbox"] == " ".join(map(str, BADGE))
    assert len(drawing.all("circle")) >= 4
