"""What was public once moves only with a reason, even if it was a draft in between."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.db.models import Model, QuerySet
from django.test import Client
from django.urls import reverse

from districts.models import District
from languages.edtf import parse
from publishing.stamps import STAMPS, stamp_of
from tests.admin_forms import filled
from tests.factories import (
    make_area,
    make_commitment,
    make_milestone,
    make_phase,
    make_time_change,
)
from timeline.models import TimeChange

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MAKERS = {"phase": make_phase, "milestone": make_milestone, "commitment": make_commitment}
SLIP = {
    "moved_kind": "slip",
    "moved_reason": "The vote was put off.",
    "moved_announced_on": "2021-04-10",
}


@pytest.fixture(params=MAKERS)
def record(request: pytest.FixtureRequest, district: District) -> Any:
    """One that was public for May 2021, and is a draft for June 2021 now."""
    make: Any = MAKERS[request.param]
    record = make(district)
    for state, time in (("published", "2021-05"), ("draft", "2021-06")):
        record.state = state
        setattr(record, record.time_name, time)
        record.save()
    return record


def page(record: Model, view: str = "change") -> str:
    args = [record.pk] if view == "change" else []
    return reverse(f"admin:timeline_{record._meta.model_name}_{view}", args=args)


def save(client: Client, record: Any, to: str, **typed: str) -> Any:
    sent = filled(client.get(page(record)), **{record.time_name: to}, **typed)
    return client.post(page(record), sent)


def errors(answer: Any) -> list[str]:
    return list(answer.context["adminform"].form.errors)


def test_publishing_it_again_at_another_time_asks_what_the_change_is(
    editor: Client, record: Any
) -> None:
    answer = save(editor, record, "July 2021", state="published")
    assert errors(answer) == ["moved_kind"]
    assert "Families last saw “May 2021” and will now see “July 2021”" in answer.content.decode()
    assert filled(answer)[record.time_name] == ["July 2021"]
    assert save(editor, record, "July 2021", state="published", **SLIP).status_code == 302
    change = TimeChange.objects.get()
    assert (change.owner, change.was, change.now) == (record, parse("2021-05"), parse("2021-07"))
    record.refresh_from_db()
    assert (record.state, record.last_seen_time) == ("published", parse("2021-07"))


def test_while_it_is_a_draft_it_is_moved_as_one_likes(editor: Client, record: Any) -> None:
    assert save(editor, record, "July 2021").status_code == 302
    assert save(editor, record, "").status_code == 302
    assert save(editor, record, "May 2021", state="published").status_code == 302
    assert not TimeChange.objects.exists()


def test_a_move_is_explained_only_when_families_see_it(editor: Client, record: Any) -> None:
    answer = save(editor, record, "July 2021", **SLIP)
    assert (
        "This is not published. Explain the change when you publish it." in answer.content.decode()
    )
    assert filled(answer)["moved_reason"] == [SLIP["moved_reason"]]
    assert not TimeChange.objects.exists()


def test_what_never_was_public_is_not_asked_about(editor: Client, district: District) -> None:
    makers: list[Any] = list(MAKERS.values())
    for make in makers:
        record: Any = make(district, state="draft")
        assert "If the date changes" not in editor.get(page(record)).content.decode()
        assert save(editor, record, "May 2021").status_code == 302
        assert save(editor, record, "June 2021", state="published").status_code == 302
    assert not TimeChange.objects.exists()


def test_the_list_publishes_the_others_and_says_which_it_does_not(
    editor: Client, district: District, record: Any
) -> None:
    make: Any = MAKERS[str(record._meta.model_name)]
    other = make(district, **({"number": 2} if make is make_phase else {}), state="draft")
    record.refresh_from_db()
    stamp = stamp_of(record, other)
    posted = {"action": "publish", "_selected_action": [record.pk, other.pk], STAMPS: stamp}
    answer = editor.post(page(record, "changelist"), posted)
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert said[0].startswith(f"Not published: “{record}”. Families last saw a different time")
    assert said[1] == "Published: 1."
    states = type(record).objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["withdrawn", "published"]


def test_the_list_publishes_again_what_has_not_moved(editor: Client, record: Any) -> None:
    setattr(record, record.time_name, "2021-05")
    record.save()
    posted = {"action": "publish", "_selected_action": [record.pk], STAMPS: stamp_of(record)}
    editor.post(page(record, "changelist"), posted)
    record.refresh_from_db()
    assert record.state == "published"


@pytest.mark.parametrize("record", ["milestone", "commitment"], indirect=True)
def test_on_the_page_of_a_phase_or_an_area_it_is_not_published_at_another_time(
    editor: Client, district: District, record: Any
) -> None:
    name = record._meta.model_name
    owner: Any = make_phase(district) if name == "milestone" else make_area(district)
    setattr(record, owner._meta.model_name.replace("planarea", "area"), owner)
    record.save()
    typed = {f"{name}s-0-state": "published"}
    answer = editor.post(page(owner), filled(editor.get(page(owner)), **typed))
    assert (
        "Families last saw “May 2021”. Change the date on its own page" in answer.content.decode()
    )
    record.refresh_from_db()
    assert record.state == "withdrawn"


def test_a_change_of_words_alone_leaves_what_families_last_saw(record: Any) -> None:
    record.state = "published"
    record.save(update_fields=["translations"])
    record.refresh_from_db()
    assert (record.state, record.last_seen_time) == ("withdrawn", parse("2021-05"))


def test_what_is_published_in_bulk_has_been_seen(record: Any) -> None:
    type(record).objects.update(state="published")
    record.refresh_from_db()
    assert record.last_seen_time == parse("2021-06")


def test_migration_stores_public_records_and_moved_drafts_as_last_seen(
    district: District,
) -> None:
    shown = make_milestone(district, when="2021-05")
    undated = make_commitment(district)
    withdrawn = make_commitment(district, due="2021-06", state="draft")
    make_time_change(withdrawn)
    new = make_milestone(district, when="2021-07", state="draft")
    phase = make_phase(district, when="2021")
    records: list[Any] = [shown, undated, withdrawn, new, phase]
    for each in records:
        QuerySet(type(each)).update(last_public={})
    for name in ("0004_last_public", "0005_times_of_phases"):
        import_module(f"timeline.migrations.{name}").fill(apps, None)
    for each in records:
        each.refresh_from_db()
    assert [each.is_settled for each in records] == [True, True, True, False, True]
    seen = [str(each.last_seen_time) for each in records]
    assert seen == ["2021-05", "None", "2021-06", "None", "2021"]
