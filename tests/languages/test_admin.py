import pytest
from django.test import Client
from django.urls import reverse

from districts.models import Role
from languages.registry import LANGUAGES
from tests.admin_forms import read
from tests.factories import make_district, make_membership, make_milestone, make_phase, make_user

pytestmark = pytest.mark.django_db


def groups(client: Client, address: str) -> dict[str | None, list[str]]:
    """The headings of a form's groups of fields, each with the names of the fields."""
    form = client.get(address).context["adminform"]
    return {
        group.name: [
            f.field["name"] if f.is_readonly else f.field.name for line in group for f in line
        ]
        for group in form
    }


def test_an_editor_gets_the_title_first_and_the_languages_of_the_district_before_others(
    client: Client,
) -> None:
    client.force_login(make_user(is_superuser=True))
    milestone = make_milestone(make_district(content_languages=["en", "ar"]))
    address = reverse("admin:timeline_milestone_change", args=[milestone.pk])
    found = groups(client, address)
    assert list(found)[:2] == [None, "If the date changes"]
    assert list(found)[2:4] == ["When families see it", "Arabic — العربية"]
    assert len(found) == 3 + len(LANGUAGES) - 1
    assert found[None][:3] == ["anyway", "title_en", "district"]
    assert "minor" in found[None]
    meeting = groups(client, reverse("admin:events_meeting_add"))
    assert meeting["In English"][:2] == ["description_en", "hosts_en"]
    assert "title" not in read(client.get(address)).sent
    assert client.get(address).content.decode().count("<details>") >= len(LANGUAGES) - 1


def test_a_translator_gets_the_own_language_beside_the_english(client: Client) -> None:
    client.force_login(user := make_user())
    make_membership(user, Role.TRANSLATOR, language="ar")
    address = reverse("admin:timeline_phase_change", args=[make_phase(make_district()).pk])
    found = groups(client, address)
    assert list(found) == [None, "Arabic — العربية"]
    assert found["Arabic — العربية"] == ["title_en", "title_ar"]
    assert {name for name in read(client.get(address)).sent if name.startswith("title")} == {
        "title_ar"
    }


@pytest.mark.parametrize(("code", "direction"), [("ar", "rtl"), ("my", "ltr"), ("en", "ltr")])
def test_words_are_typed_in_their_language_and_direction(
    client: Client, code: str, direction: str
) -> None:
    client.force_login(make_user(is_superuser=True))
    form = client.get(reverse("admin:timeline_milestone_add")).context["adminform"].form
    for word in ("title", "detail"):
        attributes = form.fields[f"{word}_{code}"].widget.attrs
        assert (attributes["lang"], attributes["dir"]) == (code, direction)


def test_search_finds_words_of_any_language(client: Client) -> None:
    client.force_login(make_user(is_superuser=True))
    make_phase(make_district(), title_vi="Giai đoạn một")
    response = client.get(reverse("admin:timeline_phase_changelist"), {"q": "giai"})
    assert response.context["cl"].result_count == 1
