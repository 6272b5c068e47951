from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from districts.models import District, Document, Membership
from publishing.stamps import STAMPS, stamp_of
from tests.admin_forms import filled
from tests.client import confirmed
from tests.factories import (
    make_district,
    make_document,
    make_membership,
    make_phase,
    make_school,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADD = reverse("admin:districts_district_add")
DISTRICTS = reverse("admin:districts_district_changelist")


@pytest.fixture
def superuser(client: Client) -> Client:
    client.force_login(make_user("root", is_superuser=True))
    return client


def page(district: District) -> str:
    return reverse("admin:districts_district_change", args=[district.pk])


def add(client: Client, **typed: Any) -> Any:
    words = {
        "slug": "denver",
        "name": "Denver Public Schools",
        "short_name": "Denver",
        "region": "Colorado",
        "time_zone": "America/Denver",
        "approach": "ended",
        "as_of": "April 30, 2021",
        "content_languages": ["en", "es"],
        "helpline_phone": "720-423-3054",
        "helpline_languages": ["am", "so"],
        "summary_en": "Police leave.",
        "sources_en": "Resolution.",
    }
    return client.post(ADD, filled(client.get(ADD), **{**words, **typed}))


def test_a_district_is_added_as_typed(superuser: Client) -> None:
    assert add(superuser).status_code == 302
    district = District.objects.get()
    assert district.content_languages == ["en", "es"]
    assert district.helpline_languages == ["am", "so"]
    assert filled(superuser.get(page(district)))["helpline_languages"] == ["am", "so"]
    assert not district.is_published


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("slug", "admin", "The site itself uses the address"),
        ("slug", "es", "The site itself uses the address"),
        ("slug", "Denver!", "only lowercase letters"),
        ("time_zone", "Mountain", "know the time zone"),
        ("as_of", "lately", "We can’t read “lately” as a date"),
        ("as_of", "", "required"),
        ("helpline_phone", "call us", "telephone number"),
        ("content_languages", [], "required"),
        ("content_languages", ["de"], "is not one of them"),
        ("summary_en", "", "required"),
    ],
)
def test_bad_input_is_refused_beside_its_field_and_kept(
    superuser: Client, field: str, value: Any, reason: str
) -> None:
    response = add(superuser, **{field: value})
    errors = response.context["adminform"].form.errors
    assert list(errors) == [field]
    assert reason in str(errors[field])
    assert filled(response)["name"] == ["Denver Public Schools"]
    if isinstance(value, str):
        assert filled(response)[field] == [value]
    assert not District.objects.exists()


def test_an_english_text_that_is_optional_can_be_emptied(superuser: Client) -> None:
    district = make_district(decision="They decided.", decision_es="Decidieron.")
    superuser.post(page(district), filled(superuser.get(page(district)), decision_en=""))
    columns = ("decision_en", "decision_es")
    assert District.objects.values_list(*columns).get() == ("", "Decidieron.")


def test_the_list_counts_and_leads_to_what_hangs_on_a_district(superuser: Client) -> None:
    district = make_district()
    for number in (1, 2, 3):
        make_phase(district, number)
    make_phase(make_district("duluth"))
    phases = reverse("admin:timeline_phase_changelist") + f"?district__id__exact={district.pk}"
    assert f'<a href="{phases}">3</a>' in superuser.get(DISTRICTS).content.decode()
    assert superuser.get(phases).context["cl"].result_count == 3
    children = superuser.get(page(district)).context["children"]
    assert [child["name"] for child in children] == [
        "published answers",
        "questions",
        "phases",
        "milestones",
        "plan areas",
        "commitments",
        "staffing changes",
        "involvement rules",
        "standards",
        "findings",
        "meetings",
        "schools",
        "school decisions",
        "documents",
        "memberships",
    ]
    assert (children[2]["address"], children[2]["count"]) == (phases, 3)


def test_an_editor_finds_no_trace_of_other_districts(client: Client) -> None:
    client.force_login(user := make_user())
    own, other = make_district(), make_district("duluth")
    make_membership(user, district=own)
    make_school(other, "south-high")
    make_document(other, title="Secret")
    names = ("districts_district", "districts_school", "districts_document", "events_meeting")
    pages = [f"admin:{name}_{view}" for name in names for view in ("changelist", "add")]
    for name in pages:
        response = client.get(reverse(name))
        assert response.status_code in (200, 403)
        text = response.content.decode()
        assert [word for word in ("Duluth", "South High", "Secret") if word in text] == []


def test_an_editor_unpublishes_own_records_alone_whatever_is_posted(client: Client) -> None:
    client.force_login(user := make_user())
    own, other = make_district(), make_district("duluth")
    make_membership(user, district=own)
    make_membership(user, "translator", district=other, language="es")
    chosen = [make_document(own).pk, make_document(other).pk]
    address = reverse("admin:districts_document_changelist")
    confirmed(client, address, {"action": "unpublish", "_selected_action": chosen})
    states = Document.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["withdrawn", "published"]


@pytest.mark.parametrize(
    ("role", "language", "reason"),
    [
        ("editor", "es", "Only translators and reviewers work in one language"),
        ("chief", "", "Choose one of the options"),
    ],
)
def test_a_membership_that_makes_no_sense_is_refused(
    superuser: Client, role: str, language: str, reason: str
) -> None:
    friend = make_user("friend")
    data = {"user": friend.pk, "role": role, "language": language, "district": ""}
    response = superuser.post(reverse("admin:districts_membership_add"), data)
    assert reason in response.content.decode()
    assert not Membership.objects.exists()


def test_the_same_membership_twice_is_refused(superuser: Client) -> None:
    friend = make_user("friend")
    make_membership(friend)
    data = {"user": friend.pk, "role": "editor", "language": "", "district": ""}
    superuser.post(reverse("admin:districts_membership_add"), data)
    assert Membership.objects.count() == 1


def test_a_users_page_holds_the_memberships(superuser: Client) -> None:
    friend, district = make_user("friend"), make_district()
    address = reverse("admin:auth_user_change", args=[friend.pk])
    typed = {
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-role": "translator",
        "memberships-0-district": district.pk,
        "memberships-0-language": "so",
    }
    response = superuser.get(address)
    assert "permissions" not in filled(response)
    assert superuser.post(address, filled(response, **typed)).status_code == 302
    assert str(friend.memberships.get()) == "Translator of Somali in Denver Public Schools"


def test_states_and_zones_are_chosen_and_what_is_stored_stays(superuser: Client) -> None:
    district = make_district(region="Ontario", time_zone="America/Toronto")
    opened = superuser.get(page(district))
    assert filled(opened)["region"] == ["Ontario"]
    assert filled(opened)["time_zone"] == ["America/Toronto"]
    text = opened.content.decode()
    assert text.index("Eastern Time: America/New_York") < text.index("America/Toronto")
    answer = add(superuser, slug="mars", time_zone="Mars/Olympus", region="")
    assert set(answer.context["adminform"].form.errors) == {"time_zone", "region"}
    assert filled(answer)["time_zone"] == ["Mars/Olympus"]


def test_a_test_district_is_never_public_by_any_way(superuser: Client, client: Client) -> None:
    district = make_district(state="draft", is_test=True)
    sent = filled(superuser.get(page(district)), state="published")
    assert "never public" in superuser.post(page(district), sent).content.decode()
    stamp = stamp_of(district)
    sent = {"action": "publish", "_selected_action": [district.pk], STAMPS: stamp}
    assert "never public" in superuser.post(DISTRICTS, sent, follow=True).content.decode()
    district.refresh_from_db()
    assert district.state == "draft"
    with pytest.raises(IntegrityError), transaction.atomic():
        District.objects.update(state="published")
    assert superuser.get("/en/denver/").status_code == 200
    client.logout()
    assert client.get("/en/denver/").status_code == 404
