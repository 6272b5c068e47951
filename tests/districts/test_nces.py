"""NCES IDs of schools: taken as people write them, checked, and told as open data."""

import csv
import io

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from districts.models import School
from districts.nces import tidy, validate_nces_id, with_zero
from opendata.record.documents import district_document
from publishing.duplicating import duplicate
from tests.admin_forms import filled, page
from tests.factories import NOW, make_district, make_school, make_user


@pytest.mark.parametrize(
    "typed",
    ["080000000123", " 08-00000-00123\u200e", "0800000 00123", "٠٨٠٠٠٠٠٠٠١٢٣", "08–00000–00123"],
)
def test_an_id_is_taken_as_people_write_it(typed: str) -> None:
    assert tidy(typed) == "080000000123"


@pytest.mark.parametrize("wrong", ["80000000123", "0800000001234", "08000000012x", "8.0E+10", "0"])
def test_what_has_not_twelve_digits_is_refused(wrong: str) -> None:
    with pytest.raises(ValidationError, match="12 digits, a zero at its beginning included"):
        validate_nces_id(tidy(wrong))


def test_a_spreadsheet_gets_back_the_zero_that_it_took_away() -> None:
    assert with_zero("80000000123") == "080000000123"
    for other in ("", "080000000123", "480000000123", "8000000012", "8E10"):
        assert with_zero(other) == other


@pytest.fixture
def staff(db: None, client: Client) -> User:
    client.force_login(user := make_user(is_superuser=True))
    return user


@pytest.mark.django_db
@pytest.mark.once
def test_the_form_takes_it_and_refuses_the_id_of_another_school(
    client: Client, staff: User
) -> None:
    district = make_district()
    make_school(district, "lake", nces_id="080000000123")
    make_school(make_district("duluth"), "lake", nces_id="080000000123")
    school = make_school(district, "river")
    assert school.nces_id == ""
    for typed, said in (("123", "12 digits"), ("080000000123", "Another school of the district")):
        answer = client.post(page(school), {**filled(client.get(page(school))), "nces_id": typed})
        assert said in answer.content.decode()
        assert f'value="{typed}"' in answer.content.decode()
    sent = {**filled(client.get(page(school))), "nces_id": "08-00000-00456"}
    assert client.post(page(school), sent).status_code == 302
    school.refresh_from_db()
    assert school.nces_id == "080000000456"
    assert duplicate(school).nces_id == ""


@pytest.mark.django_db
@pytest.mark.once
def test_a_file_brings_it_and_the_open_data_tell_it(client: Client, staff: User) -> None:
    district = make_district()
    make_school(district, "lake", name="Lake")
    text = "name,address,nces_id\nLake,lake,80000000123\n"
    file = SimpleUploadedFile("schools.csv", text.encode(), content_type="text/csv")
    address = reverse("admin:districts_school_import")
    shown = client.post(address, {"district": district.pk, "file": file})
    assert client.post(address, filled(shown)).status_code == 302
    assert School.objects.get().nces_id == "080000000123"
    (record,) = (r for r in district_document(district, NOW)["records"] if r["type"] == "school")
    assert record["facts"]["nces_id"] == "080000000123"
    table = client.get("/api/v1/districts/denver/schools.csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(table))
    assert row["nces_id"] == "080000000123"
