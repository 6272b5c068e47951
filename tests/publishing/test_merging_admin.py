"""Every admin page keeps what another user saved, and reports values taken at the same moment."""

from functools import partial
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from districts.models import Membership, Role, School
from feedback.admin.desk import DeskAdmin
from publishing.forms import MergingForm
from publishing.formsets import MergingFormSet
from publishing.merging_admin import MergingAdmin, MergingInline
from tests.admin_forms import filled, page, read
from tests.concurrency import at_once
from tests.factories import make_district, make_membership, make_user
from tests.publishing.two_editors import both, errors, signed_in
from tests.sro_site.test_admin import make_everything
from timeline.models import Phase

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def root() -> Client:
    return signed_in(make_user("root", is_superuser=True))


def test_every_page_and_every_row_merges(root: Client) -> None:
    make_everything("denver")
    for model, kin in admin.site._registry.items():
        if isinstance(kin, DeskAdmin):  # what families sent is settled, and never edited
            continue
        assert isinstance(kin, MergingAdmin), kin
        assert issubclass(kin.form, MergingForm), kin
        answer = root.get(page(model._default_manager.order_by("pk")[0]))
        sent = read(answer).sent
        assert sent["opened"] != [""], model
        for rows in answer.context["inline_admin_formsets"]:
            assert isinstance(rows.opts, MergingInline), rows.opts
            assert isinstance(rows.formset, MergingFormSet), rows.opts
            for form in rows.formset.initial_forms if rows.has_change_permission else ():
                assert sent[f"{form.prefix}-opened"] != [""], rows.opts


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", [Phase, School])
def test_two_who_add_the_same_at_once_store_one_and_one_gets_an_error(
    shared_database: None, root: Client, model: Any
) -> None:
    district = make_district()
    add = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
    typed = {"district": district.pk, "title_en": "Planning", "number": 7}
    typed |= {"name": "North High", "slug": "north-high"}
    sent = filled(root.get(add), **typed)
    other = signed_in(make_user("other", is_superuser=True))
    answers = at_once(*(partial(client.post, add, sent) for client in (root, other)))
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    refused = next(answer for answer in answers if answer.status_code == 200)
    assert errors(refused)
    assert model.objects.count() == 1


def test_two_change_two_memberships_of_one_user(root: Client) -> None:
    user = make_user("ana")
    make_membership(user, Role.TRANSLATOR, language="es")
    make_membership(user, Role.TRANSLATOR, language="vi")
    one, other = {"memberships-0-role": "reviewer"}, {"memberships-0-language": "fr"}
    assert both(root, root, user, one, other).status_code == 302
    found = Membership.objects.order_by("pk").values_list("role", "language")
    assert list(found) == [("reviewer", "fr"), ("translator", "vi")]


def test_a_membership_that_both_change_is_asked_about(root: Client) -> None:
    membership = make_membership(make_user("ana"), Role.TRANSLATOR)
    answer = both(root, root, membership, {"role": "reviewer"}, {"role": "editor"})
    assert "Reviewer" in errors(answer)["role"]


def test_one_membership_that_two_add_is_refused_at_the_row(root: Client) -> None:
    user = make_user("ana")
    typed = {
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-role": "editor",
        "memberships-0-district": "",
        "memberships-0-language": "",
    }
    answer = both(root, root, user, typed, typed)
    assert "memberships-0" in errors(answer)
    assert Membership.objects.count() == 1


def test_a_user_that_was_deactivated_meanwhile_stays_so(root: Client) -> None:
    user = make_user("ana")
    opened = root.get(page(user))
    sent = filled(opened)
    del sent["is_active"]
    root.post(page(user), sent)
    assert root.post(page(user), filled(opened, first_name="Ana")).status_code == 302
    user.refresh_from_db()
    assert (user.is_active, user.first_name) == (False, "Ana")


@pytest.mark.parametrize("mark", ["is_active", "is_superuser"])
def test_the_last_who_may_do_everything_stays(root: Client, mark: str) -> None:
    user = User.objects.get(username="root")
    make_user("former", is_superuser=True, is_active=False)
    sent = filled(root.get(page(user)))
    del sent[mark]
    assert mark in errors(root.post(page(user), sent))
    assert User.objects.filter(is_superuser=True, is_active=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_may_do_everything_cannot_take_it_from_each_other_at_once(
    shared_database: None, root: Client
) -> None:
    other = make_user("other", is_superuser=True)
    pairs = [(root, other), (signed_in(other), User.objects.get(username="root"))]
    posts = []
    for client, user in pairs:
        sent = filled(client.get(page(user)))
        del sent["is_superuser"]
        posts.append(partial(client.post, page(user), sent))
    at_once(*posts)
    assert User.objects.filter(is_superuser=True, is_active=True).count() == 1
