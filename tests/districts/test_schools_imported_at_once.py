"""Schools that two people import, or import and edit, at the same moment."""

from functools import partial

import pytest
from django.urls import reverse

from districts.models import School, SchoolDecision
from tests.admin_forms import filled
from tests.client import StaffClient
from tests.concurrency import at_once
from tests.districts.test_school_spreadsheet import FILE, IMPORT, confirm, denver, upload
from tests.factories import make_district, make_membership, make_school, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def editors(count: int) -> list[StaffClient]:
    """As many people who edit Denver."""
    found = []
    for number in range(count):
        client = StaffClient()
        client.force_login(user := make_user(f"editor{number}"))
        make_membership(user, district=denver())
        found.append(client)
    return found


def test_two_who_import_one_file_at_once_import_it_once(shared_database: None) -> None:
    make_district()
    people = editors(2)
    shown = [(client, filled(upload(client, FILE))) for client in people]
    answers = at_once(*(partial(client.post, IMPORT, sent) for client, sent in shown))
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    late = next(answer for answer in answers if answer.status_code == 200)
    assert "Everything in this file is already there" in late.content.decode()
    assert (School.objects.count(), SchoolDecision.objects.count()) == (2, 2)


def test_two_who_import_files_with_one_school_in_common_are_both_right(
    shared_database: None,
) -> None:
    make_district()
    files = [f"name,decided_by,outcome\nNorth High,{who},keep\n{who},,\n" for who in ("Ana", "Ben")]
    shown = [
        (client, filled(upload(client, file)))
        for client, file in zip(editors(2), files, strict=True)
    ]
    answers = at_once(*(partial(client.post, IMPORT, sent) for client, sent in shown))
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    for (client, _), answer in zip(shown, answers, strict=True):
        if answer.status_code == 200:
            assert "different from what you were shown" in answer.content.decode()
            assert confirm(client, answer).status_code == 302
    assert sorted(School.objects.values_list("name", flat=True)) == ["Ana", "Ben", "North High"]
    assert SchoolDecision.objects.filter(school__name="North High").count() == 2


def test_an_import_and_a_form_that_are_saved_at_once_lose_nothing(shared_database: None) -> None:
    school = make_school(make_district(), "north", name="North", state="draft")
    (editor,) = editors(1)
    shown = upload(editor, "name,address\nNorth High,north\n")
    address = reverse("admin:districts_school_change", args=[school.pk])
    other = StaffClient()
    other.force_login(make_user("other", is_superuser=True))
    form = filled(other.get(address), slug="north-side")
    imported, saved = at_once(partial(confirm, editor, shown), partial(other.post, address, form))
    school.refresh_from_db()
    assert saved.status_code == 302
    assert school.slug == "north-side"
    assert school.name == ("North High" if imported.status_code == 302 else "North")
