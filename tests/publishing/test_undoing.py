"""What was changed together is taken back exactly, and nothing that somebody changed since."""

from random import Random
from typing import Any

import pytest
from django.db.models import Model

from districts.models import District, School
from events.models import Interpretation, Meeting
from languages.freshness import Mark, text_hash
from publishing.changes import Way, acting
from publishing.history_entries import HistoryEntry
from publishing.undoing import CHANGED_SINCE, SEEN, gone_with, undo
from publishing.values import columns
from tests.factories import make_district, make_meeting, make_milestone, make_phase, make_school
from timeline.models import Milestone, MilestoneStatus, Phase

pytestmark = pytest.mark.django_db

HISTORIES = 100
SEED = 20261127
KINDS: tuple[Any, ...] = (School, Phase, Milestone, MilestoneStatus, Meeting, Interpretation)
# What never goes back: calendars must see a newer version, and families saw what they saw.
GOES_ON = ("sequence", "last_public")


def may(record: Model) -> bool:
    return True


def everything() -> dict[Any, Any]:
    """All columns and links of all records, but for the time of the last save."""
    found: dict[Any, Any] = {}
    for kind in KINDS:
        names = [name for name in columns(kind, all_of_them=True) if name not in GOES_ON]
        rows = kind._base_manager.order_by("pk").values_list("pk", *names)
        found[kind] = [tuple(value or "" for value in row) for row in rows]
        for field in kind._meta.many_to_many:
            links = field.remote_field.through._base_manager.order_by("pk").values_list()
            found[kind, field.name] = sorted(link[1:] for link in links)
    return found


def undone(group: int) -> list[str]:
    """The reasons why changes of this group stay."""
    with acting(None, way=Way.UNDO):
        found = undo(HistoryEntry.objects.filter(group=group), may)
    return [why for _, why in found if why]


class Office:
    """Somebody who changes drafts of a district at random."""

    def __init__(self, district: District, random: Random) -> None:
        self.district, self.random, self.number = district, random, 0
        self.acts = [
            self.adds,
            self.writes,
            self.translates,
            self.dates,
            self.links,
            self.states,
            self.deletes,
        ]

    def change(self) -> int:
        """One to three changes that are saved together; the key of their group."""
        with acting(None, way=Way.FORM) as act:
            for _ in range(self.random.choice((1, 1, 2))):
                self.number += 1
                self.random.choice(self.acts)()
        return act.group

    def one(self, kind: Any) -> Any:
        keys = sorted(kind._base_manager.values_list("pk", flat=True))
        return kind._base_manager.get(pk=self.random.choice(keys)) if keys else None

    def adds(self) -> None:
        slug, milestone = f"place-{self.number}", self.one(Milestone)
        match self.random.randrange(4):
            case 0:
                make_school(self.district, slug, state="draft")
            case 1 if milestone:
                MilestoneStatus.objects.create(milestone=milestone, status="planned", since="2021")
            case 2:
                make_milestone(self.district, phase=self.one(Phase), title=slug, state="draft")
            case _:
                code = self.random.choice(["es", "vi", "so", "my", "ne"])
                Interpretation.objects.get_or_create(meeting=self.one(Meeting), language=code)

    def writes(self) -> None:
        record = self.one(self.random.choice((Phase, Phase, Milestone, Meeting)))
        if record:
            record.title_en = f"Title {self.random.randrange(4)}"
            record.save(minor=self.random.random() < 0.3)

    def translates(self) -> None:
        record = self.one(self.random.choice((Phase, Phase, Milestone, Meeting)))
        if record:
            code, text = self.random.choice(["es", "ar", "my"]), self.random.choice(["", "a", "b"])
            setattr(record, f"title_{code}", text)
            mark = Mark(text_hash("other" * self.random.randrange(2)), text_hash(text), True)
            record.save(told={"title": {code: mark}} if self.random.random() < 0.5 else None)

    def dates(self) -> None:
        record = self.one(self.random.choice((Phase, Milestone)))
        if record and record.state == "draft":  # families see no other moves without a reason
            record.when = self.random.choice([None, "2021-05", "2021-23", "2021/2022"])
            record.save()

    def links(self) -> None:
        record = self.one(self.random.choice((Milestone, Meeting)))
        if record:
            keys = sorted(School.objects.values_list("pk", flat=True))
            record.schools.set(self.random.sample(keys, self.random.randint(0, len(keys))))

    def states(self) -> None:
        kind = self.random.choice((Phase, Milestone, Meeting))
        kind.objects.update(state=self.random.choice(["draft", "published"]))

    def deletes(self) -> None:
        record = self.one(self.random.choice((School, Milestone, MilestoneStatus, Interpretation)))
        if record:
            record.delete()


@pytest.mark.once
def test_each_of_many_random_histories_is_taken_back_exactly() -> None:
    random = Random(SEED)
    district = make_district(state="draft")  # what belongs to it is seen by nobody
    make_phase(district, title_es="Fase", state="draft")
    make_meeting(district, title_es="Reunión", state="draft")
    schools = [make_school(district, slug, state="draft") for slug in ("north", "south")]
    milestone = make_milestone(district, title="Vote", when="2021-05", state="draft")
    milestone.schools.set(schools)
    office, now = Office(district, random), everything()
    for _ in range(HISTORIES):
        steps = []
        for _ in range(random.choice((1, 1, 2))):
            steps.append((now, office.change()))
            now = everything()
        for earlier, group in reversed(steps):
            assert undone(group) == []
            now = everything()
            assert now == earlier


def test_what_somebody_changed_since_stays() -> None:
    phase: Any = make_phase(make_district(), 1, title="Plan", state="draft")
    with acting(None) as act:
        phase.title_en, phase.number = "Planning", 2
        phase.save()
    Phase.objects.update(number=3)
    assert undone(act.group) == [CHANGED_SINCE]
    assert Phase.objects.get().title_en == "Planning"  # type: ignore[attr-defined]


def test_what_families_see_stays_and_so_does_what_else_hangs_on_it() -> None:
    with acting(None) as act:
        phase = make_phase(make_district())
    assert undone(act.group) == [SEEN, SEEN]
    assert Phase.objects.filter(pk=phase.pk).exists()


def test_a_deleted_record_comes_back_with_what_belonged_to_it_alone() -> None:
    district = make_district()
    school, other = (make_school(district, slug, state="draft") for slug in ("north", "south"))
    milestone = make_milestone(district, title_so="Codbixin", state="draft", when="2021")
    milestone.schools.set([school, other])
    MilestoneStatus.objects.create(milestone=milestone, status="planned")
    with acting(None):
        School.objects.all().delete()
        milestone.delete()
    entry = HistoryEntry.objects.get(content_type__model="milestone", action="deleted")
    with acting(None, way=Way.UNDO):
        assert {why for _, why in undo(gone_with(entry), may)} == {""}
    back: Any = Milestone.objects.get()
    assert (back.title_so, str(back.when)) == ("Codbixin", "2021")
    assert back.statuses.get().status == "planned"
    assert not School.objects.exists()


def test_a_record_that_would_be_public_at_once_comes_back_as_a_draft() -> None:
    district = make_district(state="draft")
    make_phase(district).delete()
    entry = HistoryEntry.objects.get(content_type__model="phase", action="deleted")
    district.state = "published"
    district.save()
    with acting(None, way=Way.UNDO):
        undo(gone_with(entry), may)
    assert Phase.objects.get().state == "draft"
