"""What waits to be published, and information that nobody has confirmed for long."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse

from districts.access import rights_of
from districts.models import District
from languages.date_input import input_text
from languages.staff_hours import said_moment
from publishing.counted import counted
from publishing.models import Publishable
from publishing.needs import FOUND, LOOKED, Asked, Button, Item, Need, Urgency, finds_needs
from publishing.saved_drafts import SavedDraft
from publishing.states import PublicationState

CONFIRMED_FOR = timedelta(days=90)
DRAFT, SCHEDULED = PublicationState.DRAFT, PublicationState.SCHEDULED
Counts = dict[int, Counter[type[Publishable]]]


@finds_needs
def old_information(asked: Asked) -> Iterator[Need]:
    """Public districts whose information was last confirmed more than ninety days ago."""
    rows = District.objects.in_districts(asked.districts).public(asked.now)
    old = rows.filter(as_of_lower__lt=asked.day - CONFIRMED_FOR).order_by("as_of_lower")
    rights = rights_of(asked.user)
    for key, as_of in old.values_list("pk", "as_of")[:LOOKED]:
        if not rights.publishes(key):
            continue
        said = f"Families read that this is known as of {input_text(as_of)}."
        address = reverse("admin:districts_district_confirm", args=[key])
        button = Button("Confirm as of today", address, {"as_of": str(as_of)})
        item = Item("Edit the district", reverse("admin:districts_district_change", args=[key]))
        rank = (as_of.lower - asked.day).days
        yield Need(key, Urgency.AGE, rank, said, (item,), button)


@finds_needs
def waiting(asked: Asked) -> Iterator[Need]:
    """Drafts, and what is scheduled, with the moment at which the first of it will be public."""
    counts: dict[PublicationState, Counts] = {DRAFT: {}, SCHEDULED: {}}
    first: dict[int, datetime] = {}
    for model in _kinds():
        for district, state, at in _unpublished(model, asked):
            found = counts[DRAFT if state == DRAFT else SCHEDULED]
            found.setdefault(district, Counter())[model] += 1
            if state != DRAFT:
                first[district] = min(at, first.get(district, at))
    yield from _scheduled(counts[SCHEDULED], first)
    rights = rights_of(asked.user)
    for district, kinds in counts[DRAFT].items():
        items = _lists(kinds, DRAFT, district)
        if rights.publishes(district):
            address = reverse("admin:districts_district_publish_all", args=[district])
            items = (Item("Publish all that is ready", address), *items)
        said = "These are drafts. Families don’t see them."
        yield Need(district, Urgency.WAITING, 1, said, items, shown=len(items))


def _scheduled(counts: Counts, first: dict[int, datetime]) -> Iterator[Need]:
    """The soonest first; `first` is the moment of each district."""
    soonest = dict(sorted(first.items(), key=itemgetter(1))[:FOUND])
    rows = District._base_manager.filter(pk__in=soonest).values_list("pk", "time_zone")
    zones = dict(rows)
    for district, at in soonest.items():
        items = _lists(counts[district], SCHEDULED, district)
        moment = said_moment(at, ZoneInfo(zones[district]))
        said = f"These are scheduled, the first for {moment}."
        yield Need(district, Urgency.WAITING, 0, said, items, shown=len(items))


@finds_needs
def drafts_of_changes(asked: Asked) -> Iterator[Need]:
    """Drafts of changes to what is public, for those who edit it; the oldest first."""
    drafts = SavedDraft.objects.select_related("by").order_by("at", "pk")
    if asked.districts is not None:
        drafts = drafts.filter(district_key__in=asked.districts)
    items: dict[int, list[Item]] = {}
    for draft in drafts[:LOOKED]:
        kind = ContentType.objects.get_for_id(draft.content_type_id)
        address = reverse(f"admin:{kind.app_label}_{kind.model}_change", args=[draft.object_id])
        item = Item(f"{draft.name} (by {draft.who})", address)
        items.setdefault(draft.district_key, []).append(item)
    rights = rights_of(asked.user)
    for district, found in items.items():
        who = "you open it and save" if rights.publishes(district) else "a publisher publishes it"
        said = f"These have a draft of changes. Families don’t see it until {who}."
        yield Need(district, Urgency.WAITING, 0, said, tuple(found))


@cache
def _kinds() -> list[type[Publishable]]:
    return [model for model in apps.get_models() if issubclass(model, Publishable)]


def _unpublished(model: Any, asked: Asked) -> Any:
    """District, stored state and moment of each draft, and of all that is scheduled."""
    rows = model._base_manager.in_districts(asked.districts)
    scheduled = Q(state=PublicationState.PUBLISHED, publish_at__gt=asked.now)
    found = rows.filter(Q(state=DRAFT) | scheduled).order_by("-pk")
    return found.values_list(*model.district_paths(), "state", "publish_at")[:LOOKED]


def _lists(kinds: Counter[type[Publishable]], state: str, district: int) -> tuple[Item, ...]:
    """Links to the records of each model that are in this state, in one district."""
    return tuple(_list(model, count, state, district) for model, count in kinds.items())


def _list(model: type[Publishable], count: int, state: str, district: int) -> Item:
    meta, (path,) = model._meta, model.district_paths()
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
    of_district = "" if path == "pk" else f"&{path.removesuffix('_id')}__id__exact={district}"
    return Item(counted(model, count), f"{address}?now={state}{of_district}")
