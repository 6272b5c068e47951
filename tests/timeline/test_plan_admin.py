"""A plan can be entered through the admin alone, with what its forms say."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from districts.models import District
from languages.edtf import parse
from tests.admin_forms import filled
from tests.factories import (
    NOW,
    make_area,
    make_commitment,
    make_district,
    make_document,
    make_membership,
    make_school,
    make_user,
)
from timeline.models import Commitment, PlanArea, Program

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADD_AREA = reverse("admin:timeline_planarea_add")
ADD_COMMITMENT = reverse("admin:timeline_commitment_add")
# Duluth's recommendations on communication and transparency.
TRANSPARENCY = (
    "A clear process for complaints and concerns",
    "A process for how administrators and police follow them up",
    "Training scheduled or completed is made public",
    "Discipline and citation data are made public",
)


def page(record: PlanArea | Commitment) -> str:
    return reverse(f"admin:timeline_{record._meta.model_name}_change", args=[record.pk])


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(user := make_user())
    make_membership(user, district=make_district("duluth", as_of="2022-06-07"))
    make_district("denver")
    return client


def rows(prefix: str, *typed: dict[str, Any]) -> dict[str, Any]:
    """What new rows of an inline send, after “Add another” was pressed for each."""
    sent = {
        f"{prefix}-{number}-{name}": value
        for number, row in enumerate(typed)
        for name, value in row.items()
    }
    return {f"{prefix}-TOTAL_FORMS": str(len(typed)), **sent}


def recommended(text: str, **typed: str) -> dict[str, str]:
    told = {"text_en": text, "kind": "recommendation", "asked_of": "contract"}
    told |= {"status": "proposed", "since": "June 7, 2022"}
    return {**told, "position": "0", "state": "published", **typed}


def add_area(client: Client, *commitments: dict[str, str], **typed: Any) -> Any:
    head = {"kind": "category", "title_en": "Communication and transparency", "state": "published"}
    data = filled(client.get(ADD_AREA), **{**head, **rows("commitments", *commitments), **typed})
    return client.post(ADD_AREA, data)


def test_an_area_with_its_recommendations_is_entered_on_one_page(editor: Client) -> None:
    assert add_area(editor, *(recommended(text) for text in TRANSPARENCY)).status_code == 302
    area = PlanArea.objects.get()
    assert (area.title, area.district.slug) == ("Communication and transparency", "duluth")
    commitments = Commitment.objects.public(NOW).filter(area=area)
    assert tuple(each.text for each in commitments) == TRANSPARENCY
    for commitment in commitments:
        assert (commitment.district, commitment.asked_of) == (area.district, "contract")
        assert commitment.is_recommendation
        status = commitment.statuses.get()
        assert (status.status, status.since) == ("proposed", parse("2022-06-07"))


def test_adding_to_an_area_keeps_what_it_has(editor: Client) -> None:
    add_area(editor, recommended(TRANSPARENCY[0]))
    area = PlanArea.objects.get()
    opened = filled(editor.get(page(area)))
    typed = {
        "commitments-TOTAL_FORMS": "2",
        "commitments-0-status": "adopted",
        "commitments-0-since": "July 2022",
        **{f"commitments-1-{k}": v for k, v in recommended(TRANSPARENCY[1]).items()},
        **rows("programs", {"title_en": "Second Step", "position": "0", "state": "draft"}),
    }
    assert editor.post(page(area), {**opened, **typed}).status_code == 302
    first, second = area.commitments.all()
    assert [status.status for status in first.statuses.all()] == ["proposed", "adopted"]
    assert [status.status for status in second.statuses.all()] == ["proposed"]
    assert Program.objects.get().area == area


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"since": "soonish"}, "We can’t read “soonish” as a date"),
        ({"status": ""}, "Choose the status that has applied since then."),
        ({"text_en": ""}, "This field is required."),
        ({"due": "2021-13"}, "as a date"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused_and_everything_typed_kept(
    editor: Client, typed: dict[str, str], said: str
) -> None:
    response = add_area(editor, recommended(TRANSPARENCY[0]), recommended("Second", **typed))
    assert said in response.content.decode()
    kept = filled(response)
    assert kept["commitments-0-text_en"] == [TRANSPARENCY[0]]
    assert {name: kept[f"commitments-1-{name}"] for name in typed} == {
        name: [value] for name, value in typed.items()
    }
    assert not PlanArea.objects.exists()
    assert not Commitment.objects.exists()


def test_an_area_without_a_title_is_refused_with_its_rows_kept(editor: Client) -> None:
    response = add_area(editor, recommended(TRANSPARENCY[0]), title_en="")
    assert list(response.context["adminform"].form.errors) == ["title_en"]
    assert filled(response)["commitments-0-text_en"] == [TRANSPARENCY[0]]


def test_a_commitment_accepts_only_records_of_its_district(client: Client) -> None:
    client.force_login(make_user(is_superuser=True))
    district, other = make_district(), make_district("duluth")
    foreign = {
        "area": make_area(other).pk,
        "document": make_document(other).pk,
        "schools": [make_school(other).pk],
    }
    typed = {"district": district.pk, "text_en": "Theirs", **foreign}
    response = client.post(ADD_COMMITMENT, filled(client.get(ADD_COMMITMENT), **typed))
    assert set(response.context["adminform"].form.errors) == set(foreign)
    assert not Commitment.objects.exists()


@pytest.mark.parametrize("link", ["http://example.org/", "javascript:alert(1)"])
def test_evidence_is_a_secure_link(editor: Client, link: str) -> None:
    typed = {"text_en": "Shown", "evidence_link": link}
    response = editor.post(ADD_COMMITMENT, filled(editor.get(ADD_COMMITMENT), **typed))
    assert list(response.context["adminform"].form.errors) == ["evidence_link"]
    assert filled(response)["evidence_link"] == [link]


def test_who_translates_reads_the_rows_of_an_area(client: Client) -> None:
    client.force_login(user := make_user())
    make_membership(user, "translator", language="es")
    area = make_area(make_district())
    make_commitment(District.objects.get(), area=area, due="2021-23")
    response = client.get(page(area))
    text = response.content.decode()
    assert "Listen to students" in text
    assert "Fall 2021" in text
    assert "commitments-0-text_en" not in filled(response)
    response = client.post(page(area), filled(response, title_es="Seguridad"))
    assert response.status_code == 302
    columns = ("title_es",)
    assert PlanArea.objects.values_list(*columns).get() == ("Seguridad",)
