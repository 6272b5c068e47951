"""Translations that are missing or out of date: for the next meeting, and in each language."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef
from django.urls import reverse

from desk.about import TEXT
from desk.forms import ASKED
from desk.talk import Comment
from districts.access import Rights, rights_of
from events.models import Meeting, MeetingStatus
from languages.counts import INTERFACE, counts_by_language
from languages.freshness import TranslationState
from languages.models import Unit
from languages.registry import LANGUAGES
from publishing.needs import LOOKED, Asked, Item, Need, Urgency, finds_needs

MEETINGS = 200  # the soonest meetings whose words are looked at
UNREAD = (TranslationState.MISSING, TranslationState.STALE)


@finds_needs
def words_of_next_meetings(asked: Asked) -> Iterator[Need]:
    """Words of the next meeting that the district’s languages lack."""
    meetings = _next_meetings(asked)
    kind = ContentType.objects.get_for_model(Meeting)
    units = Unit.objects.filter(content_type=kind, object_id__in=meetings, status__in=UNREAD)
    counts: dict[int, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    rows = units.order_by().values_list("object_id", "language", "status").annotate(n=Count("pk"))
    for key, language, status, count in rows:
        counts[key][language][status] = count
    for key, found in counts.items():
        meeting = meetings[key]
        promised = [code for code in LANGUAGES if code in meeting["district__content_languages"]]
        items = tuple(
            Item(
                f"{LANGUAGES[code].name}: {_said(found[code])}",
                f"{reverse('desk_queue', args=[code])}?district={meeting['district_id']}",
            )
            for code in promised
            if code in found
        )
        if items:
            said = "Words of the next meeting are not translated, or the English has changed."
            days = (meeting["starts_at"] - asked.now).days
            district = meeting["district_id"]
            yield Need(district, Urgency.MEETING, days, said, items, shown=len(items))


@finds_needs
def questions_about_english(asked: Asked) -> Iterator[Need]:
    """What translators have asked about English that is there, and nobody has answered."""
    there = Unit.objects.filter(**{name: OuterRef(name) for name in TEXT})
    rows = Comment.objects.unanswered().filter(Exists(there), district__gt=INTERFACE)
    if asked.districts is not None:
        rows = rows.filter(district__in=asked.districts)
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for district, language in rows.order_by("pk").values_list("district", "language")[:LOOKED]:
        counts[district][language] += 1
    for district, found in counts.items():
        items = tuple(
            Item(
                f"For {LANGUAGES[code].name}: {count}",
                f"{reverse('desk_queue', args=[code])}?status={ASKED}&district={district}",
            )
            for code, count in sorted(found.items())
        )
        said = "Translators ask about the English."
        yield Need(district, Urgency.WAITING, 0, said, items, shown=len(items))


@finds_needs
def queues(asked: Asked) -> Iterator[Need]:
    """How much there is to translate in each language of the user."""
    rights, items = rights_of(asked.user), []
    counted: dict[frozenset[int] | None, Any] = {}
    for code in LANGUAGES:
        if code not in rights.languages():
            continue
        own = rights.translates_in(code)
        scope = None if own is None else frozenset(own)
        if scope not in counted:
            counted[scope] = counts_by_language(scope)
        if said := _said(counted[scope][code], reviews=_reviews(rights, code)):
            said = f"{LANGUAGES[code].name}: {said}"
            items.append(Item(said, reverse("desk_queue", args=[code])))
    if items:
        said = "What there is to translate, by language:"
        yield Need(None, Urgency.WORDS, 0, said, tuple(items), shown=len(items))


def _next_meetings(asked: Asked) -> dict[int, Any]:
    """The next meeting of each district that families can see, by its key."""
    rows = Meeting.objects.in_districts(asked.districts).public(asked.now)
    ahead = rows.filter(starts_at__gt=asked.now).exclude(status=MeetingStatus.CANCELLED)
    columns = "pk", "district_id", "district__content_languages", "starts_at"
    first: dict[int, Any] = {}
    for meeting in ahead.order_by("starts_at", "pk").values(*columns)[:LOOKED]:
        first.setdefault(meeting["district_id"], meeting)
    return {meeting["pk"]: meeting for meeting in list(first.values())[:MEETINGS]}


def _reviews(rights: Rights, language: str) -> bool:
    anywhere = (None, *(each.district_id for each in rights.memberships))
    return any(language in rights.reviews(district) for district in anywhere)


def _said(counts: Counter[str], *, reviews: bool = False) -> str:
    """How many texts are in which state, "" if nothing is to be done."""
    told = {
        TranslationState.MISSING: "missing",
        TranslationState.STALE: "out of date",
        **({TranslationState.DRAFT: "to review"} if reviews else {}),
    }
    return ", ".join(f"{counts[state]} {words}" for state, words in told.items() if counts[state])
