"""Duplicates: drafts with the same words, and with what belongs to them."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from districts.models import District
from districts.record_admin import RecordAdmin
from languages.models import Unit
from publishing.duplicating import duplicate
from tests.admin_forms import filled, page
from tests.factories import (
    make_area,
    make_commitment,
    make_district,
    make_milestone,
    make_phase,
    make_program,
    make_school,
    make_user,
    make_workstream,
)
from tests.sro_site.test_admin import make_everything
from timeline.models import Milestone

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_phase_is_copied_with_its_workstreams_and_milestones_but_no_statuses() -> None:
    phase = make_phase(district := make_district(), title_es="Fase", when="2021-05")
    stream = make_workstream(phase, position=3)
    inside = make_milestone(district, phase=phase, workstream=stream, title="In", position=4)
    inside.schools.add(make_school(district))
    inside.statuses.create(status="done")
    make_milestone(district, phase=phase, title="Beside")
    make_milestone(district, title="Elsewhere")
    copy = duplicate(phase)
    assert (copy.number, copy.state, copy.when, copy.last_public) == (2, "draft", phase.when, {})
    assert (copy.title_es, copy.marks) == ("Fase", phase.marks)  # type: ignore[attr-defined]
    (own,) = copy.workstreams.all()
    assert (own.position, own.state) == (3, "draft")
    first, second = copy.milestones.order_by("title")
    assert (first.title, first.workstream) == ("Beside", None)
    assert (second.title, second.workstream, second.position) == ("In", own, 4)
    assert (second.schools.count(), second.statuses.count(), second.state) == (1, 0, "draft")
    assert Milestone.objects.count() == 5
    assert Unit.objects.filter(object_id=copy.pk, language="es", field="title").exists()


def test_an_area_is_copied_with_its_programs_and_commitments() -> None:
    area = make_area(district := make_district())
    make_program(area)
    commitment = make_commitment(district, area=area, due="2021-06")
    commitment.statuses.create(status="adopted")
    copy = duplicate(area)
    assert [each.title for each in copy.programs.all()] == ["Mentoring"]
    (own,) = copy.commitments.all()
    assert (own.text, own.statuses.count(), own.last_public) == (commitment.text, 0, {})


def test_every_kind_has_a_button_but_districts(client: Client) -> None:
    client.force_login(make_user("root", is_superuser=True))
    make_everything("denver")
    kinds = [model for model, own in admin.site._registry.items() if isinstance(own, RecordAdmin)]
    for model in kinds:
        record: Any = model._default_manager.first()
        opened = client.get(page(record))
        offered = "Save and duplicate" in opened.content.decode()
        before = model._default_manager.count()
        answer = client.post(page(record), filled(opened, _duplicate="yes"))
        if model is District:
            assert (offered, answer.status_code) == (False, 403)
            continue
        copy: Any = model._default_manager.latest("pk")
        assert (offered, model._default_manager.count()) == (True, before + 1), model
        assert answer.headers["Location"] == page(copy)
        assert copy.state == "draft"
        assert copy.district_key == record.district_key
