"""The record of many random edits, by all ways in, holds and holds each change once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from random import Random
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from districts.models import District, School
from opendata.changes.differences import apply, differences
from opendata.models import Entry
from opendata.queries import entries, latest
from opendata.record.documents import canonical, district_document
from opendata.record.recording import look
from opendata.record.verifying import verify
from publishing.changes import acting
from publishing.duplicating import duplicate
from publishing.history_entries import HistoryEntry
from publishing.states import PublicationState
from publishing.undoing import undo
from tests.concurrency import at_once
from tests.factories import (
    make_commitment,
    make_district,
    make_meeting,
    make_milestone,
    make_phase,
    make_school,
)
from tests.opendata.commits import committed
from tests.publishing.office import open_office
from tests.publishing.ways import WAYS
from timeline.models import Milestone, MilestoneStatus, Phase

EDITS, TOGETHER, SEED = 1000, 10, 20261127
CANARY = "Nobody may read this"
START = datetime.fromisoformat("2021-05-01T12:00:00+00:00")
PUBLISHED, DRAFT = PublicationState.PUBLISHED, PublicationState.DRAFT


class Editor:
    """Edits one district at random."""

    def __init__(self, district: District, random: Random) -> None:
        self.district, self.random, self.number = district, random, 0
        self.schools = list(district.schools.all())

    def edit(self) -> None:
        self.number += 1
        (way,) = self.random.choices([*WAYS_OF_CODE], [*WAYS_OF_CODE.values()])
        way(self)

    def milestone(self, state: str = PUBLISHED) -> Any:
        return self.random.choice(list(self.district.milestones.filter(state=state).only("pk")))

    def english(self) -> None:
        record = self.whole(self.milestone())
        record.title_en = f"Words {self.number}"
        record.save(minor=self.random.random() < 0.3)

    def spanish(self) -> None:
        record: Any = self.random.choice([self.district.phases.first(), self.district])
        field = "title_es" if isinstance(record, Phase) else "summary_es"
        setattr(record, field, f"Palabras {self.number}")
        record.save()

    def draft(self) -> None:
        record = self.whole(self.milestone(DRAFT))
        record.title_en = f"{CANARY} {self.number}"
        record.save()

    def in_bulk(self) -> None:
        some = [self.milestone().pk, self.milestone(DRAFT).pk]
        Milestone.objects.filter(pk__in=some).update(position=self.number)

    def link(self) -> None:
        chosen = self.random.sample(self.schools, self.random.randint(0, len(self.schools)))
        self.milestone().schools.set(chosen)

    def state(self) -> None:
        """Hide a school, or show it again, now or a little later."""
        school = self.random.choice(list(self.district.schools.all()))
        hidden = school.state != PUBLISHED
        school.state = PUBLISHED if hidden else DRAFT
        if hidden and self.random.random() < 0.5:
            school.publish_at = timezone.now() + timedelta(seconds=30)
        school.save()

    def status(self) -> None:
        found = MilestoneStatus.objects.filter(milestone__district=self.district)
        if found.count() > 3:
            found.first().delete()  # type: ignore[union-attr]
        else:
            MilestoneStatus.objects.create(milestone=self.milestone(), status="planned")

    def many(self) -> None:
        names = (f"school-{self.number}-{letter}" for letter in "ab")
        made = [School(district=self.district, slug=n, name=n, state=PUBLISHED) for n in names]
        School.objects.bulk_create(made)
        self.district.schools.filter(slug__startswith="school-").exclude(
            pk__in=[each.pk for each in made]
        ).delete()

    def copied(self) -> None:
        with acting(None) as act:
            duplicate(self.whole(self.milestone()), title_en=CANARY)
        undo(HistoryEntry.objects.filter(group=act.group), lambda _: True)

    def whole(self, record: Any) -> Any:
        return type(record)._base_manager.get(pk=record.pk)


# How often each comes: the slow ones are rarer.
WAYS_OF_CODE: dict[Callable[[Editor], None], int] = {
    Editor.english: 10,
    Editor.spanish: 10,
    Editor.draft: 10,
    Editor.in_bulk: 5,
    Editor.link: 2,
    Editor.state: 25,
    Editor.status: 33,
    Editor.many: 4,
    Editor.copied: 1,
}


def make_edited(slug: str = "denver") -> District:
    district = make_district(slug, as_of="2021-04-01")
    phase = make_phase(district)
    for number in range(3):
        make_school(district, f"north-{number}")
        make_milestone(district, phase=phase, position=number)
    make_milestone(district, title=CANARY, state=DRAFT)
    make_meeting(district)
    make_commitment(district, text=CANARY, state=DRAFT)
    return district


def check(district: District) -> list[Entry]:
    """The entries of a chain that holds: each differs from the one before it, and the last follows
    from the first and all differences; no draft is in any."""
    found = list(entries(district))
    assert verify(found).faults == []
    told = [canonical(entry.document) for entry in found]
    assert all(before != after for before, after in pairwise(told))
    assert not any(CANARY.encode() in each for each in told)
    documents = [entry.document for entry in found]
    replayed = documents[0]
    for before, after in pairwise(documents):
        replayed = apply(replayed, differences(before, after))
    assert replayed == documents[-1]
    return found


@pytest.mark.django_db
@pytest.mark.once
def test_a_thousand_random_edits_are_recorded_each_once() -> None:
    random = Random(SEED)
    with time_machine.travel(START, tick=False) as clock:
        with committed():
            editor = Editor(district := make_edited(), random)
        public = [canonical(district_document(district, timezone.now()))]
        for _ in range(EDITS // TOGETHER):
            clock.shift(timedelta(seconds=20))
            look(district)
            with committed():
                for _ in range(TOGETHER):
                    editor.edit()
            now = canonical(district_document(district, timezone.now()))
            last = latest(district)
            assert last is not None
            assert canonical(last.document) == now
            public += [now] if now != public[-1] else []
        found = check(district)
    # What a moment brought, and not an edit, is recorded in between.
    told = [canonical(entry.document) for entry in found]
    rest = iter(told)
    assert all(each in rest for each in public)
    assert len(found) > EDITS // TOGETHER


@pytest.mark.django_db
@pytest.mark.once
def test_every_form_and_import_that_changes_what_is_public_is_recorded() -> None:
    office, random = open_office(), Random(SEED)
    for name in ("add District", "add Meeting", *(way for way in WAYS if "add " not in way)):
        address, data = WAYS[name](office, random)
        with committed():
            assert office.client.post(address, data).status_code == 302, name
        for district in District.objects.public(timezone.now()):
            last = latest(district)
            now = district_document(district, timezone.now())
            assert last is None or last.document == now, name
    assert all(verify(list(entries(each))).faults == [] for each in District.objects.all())
    assert Entry.objects.count() > 5


def test_two_who_edit_at_once_are_recorded_in_one_chain(shared_database: None) -> None:
    district = make_edited()
    editors = [Editor(district, Random(SEED + number)) for number in range(2)]

    def edit(editor: Editor) -> None:
        for _ in range(10):
            editor.number += 2
            editor.english()
            editor.in_bulk()

    assert at_once(*(partial(edit, editor) for editor in editors)) == [None, None]
    found = check(district)
    assert found[-1].document == district_document(district, timezone.now())
