"""The page that adds a district with its phases, and the page of its next steps."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from districts.models import District
from languages.edtf import parse
from publishing.history_entries import Action, HistoryEntry
from publishing.submissions import TOKEN
from sro_site.set_up.forms import USUAL_PHASES
from tests.admin_forms import filled, read
from tests.factories import make_district, make_meeting, make_membership, make_phase, make_user
from timeline.models import Phase

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGE = reverse("district_set_up")
TYPED: dict[str, Any] = {
    "name": "Springfield Public Schools",
    "region": "Illinois",
    "time_zone": "America/Chicago",
    "approach": "ended",
    "summary_en": "Police officers leave the schools.",
    "sources_en": "A resolution of the board.",
    "content_languages": ["en", "es"],
    "phases-0-when": "Fall 2021",
    "phases-1-title_en": "Change at the high schools",
    "phases-2-title_en": "",
    "phases-4-title_en": "Open questions",
}


@pytest.fixture
def editor(client: Client) -> Client:
    """The browser of an editor of all districts."""
    client.force_login(user := make_user())
    make_membership(user)
    return client


def wrong(response: Any) -> set[str]:
    rows = response.context["rows"]
    found = {f"{row.prefix}-{name}" for row in rows for name in row.errors}
    assert response.status_code == 400
    return found | set(response.context["form"].errors)


def test_one_page_adds_a_district_and_its_phases_as_drafts(editor: Client) -> None:
    assert PAGE in read(editor.get(reverse("admin:index"))).links
    assert PAGE in read(editor.get(reverse("admin:districts_district_changelist"))).links
    opened = editor.get(PAGE)
    assert [each for each in read(opened).fetched if "unsaved" in each]  # asks before it is left
    sent = filled(opened, **TYPED)
    assert [sent[f"phases-{n}-title_en"] for n in (0, 3)] == [[USUAL_PHASES[0]], [USUAL_PHASES[3]]]
    answer: Any = editor.post(PAGE, sent)
    district = District.objects.get()
    assert answer.url == reverse("district_next", args=[district.pk])
    assert (district.slug, district.short_name) == ("springfield-public-schools", district.name)
    assert district.content_languages == ["en", "es"]
    assert not district.is_published
    rows: Any = Phase.objects.order_by("number")
    phases = rows.values_list("number", "title_en", "when", "state")
    assert [*phases] == [
        (1, USUAL_PHASES[0], parse("2021-23"), "draft"),
        (2, "Change at the high schools", None, "draft"),
        (3, USUAL_PHASES[3], None, "draft"),
        (4, "Open questions", None, "draft"),
    ]
    assert HistoryEntry.objects.filter(action=Action.NOTED, district_key=district.pk).count() == 5
    page = editor.get(answer.url)
    assert "Phases: 4" in page.content.decode()
    for link in {each for each in read(page).links if f"={district.pk}" in each}:
        assert editor.get(link).status_code == 200, link


def test_a_page_that_is_sent_twice_adds_one_district(editor: Client) -> None:
    sent = filled(editor.get(PAGE), **TYPED)
    assert TOKEN in sent
    first: Any = editor.post(PAGE, sent)
    second: Any = editor.post(PAGE, sent)
    assert first.url == second.url
    assert (District.objects.count(), Phase.objects.count()) == (1, 4)


def test_each_mistake_stands_at_its_field_and_nothing_is_saved(editor: Client) -> None:
    make_district("springfield-public-schools")
    typed = {
        "region": "",
        "time_zone": "Mars/Olympus",
        "helpline_phone": "call us",
        "as_of": "someday",
        "phases-0-title_en": "",
        "phases-1-when": "soonish",
        "phases-3-title_en": "x" * 201,
    }
    answer = editor.post(PAGE, filled(editor.get(PAGE), **{**TYPED, **typed}))
    rows = {"phases-0-title_en", "phases-1-when", "phases-3-title_en"}
    fields = {"region", "time_zone", "helpline_phone", "as_of", "slug"}
    assert wrong(answer) == rows | fields
    kept = filled(answer)
    assert all(kept[name] == [text] for name, text in typed.items())
    assert District.objects.count() == 1
    broken = filled(editor.get(PAGE), **{**TYPED, "slug": "other", "phases-TOTAL_FORMS": "900"})
    assert editor.post(PAGE, broken).status_code == 400
    assert District.objects.count() == 1


def test_a_name_without_latin_letters_needs_a_web_address(editor: Client) -> None:
    answer = editor.post(PAGE, filled(editor.get(PAGE), **{**TYPED, "name": "ትምህርት"}))
    assert wrong(answer) == {"slug"}


def test_only_editors_of_all_districts_set_one_up(client: Client) -> None:
    district, other = make_district(), make_district("duluth")
    client.force_login(user := make_user())
    make_membership(user, district=district)
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, TYPED).status_code == 403
    assert PAGE not in read(client.get(reverse("admin:index"))).links
    assert client.get(reverse("district_next", args=[district.pk])).status_code == 200
    for key in (other.pk, 10**9):
        assert client.get(reverse("district_next", args=[key])).status_code == 403
    client.logout()
    assert client.get(PAGE).status_code == 302


def test_the_next_steps_count_what_is_not_published(editor: Client) -> None:
    district = make_district()
    make_phase(district)
    make_phase(district, 2, state="draft")
    make_meeting(district, state="draft")
    text = editor.get(reverse("district_next", args=[district.pk])).content.decode()
    assert "Phases: 2" in text
    assert text.count("Not published: 1.") == 2
    assert "Schools: none yet" in text
