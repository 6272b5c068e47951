"""What families have sent and nobody has answered, for the question desk of each district."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.urls import reverse

from districts.access import rights_of
from feedback.interpreters import needs  # noqa: F401 - registers itself
from feedback.models import Question, QuestionStatus
from publishing.needs import FOUND, LOOKED, Asked, Item, Need, Urgency, finds_needs


@finds_needs
def unanswered(asked: Asked) -> Iterator[Need]:
    """How many there are, the district first that has let somebody wait for longest."""
    keys = rights_of(asked.user).answered()
    rows = Question.objects.filter(status=QuestionStatus.OPEN)
    if keys is not None:
        rows = rows.filter(district__in=keys)
    if asked.only is not None:
        rows = rows.filter(district=asked.only)
    first: dict[int, datetime] = {}
    oldest = rows.order_by("received_at", "pk").values_list("district", "received_at")
    for district, at in oldest[:LOOKED]:
        first.setdefault(district, at)
    listed = list(first)[:FOUND]
    waiting: Any = rows.filter(district__in=listed).order_by().values_list("district")
    counts = dict(waiting.annotate(count=Count("pk")))
    address = reverse("admin:feedback_question_changelist")
    for district in (each for each in listed if each in counts):  # or answered meanwhile
        count, days = counts[district], (asked.now - first[district]).days
        words = "1 message" if count == 1 else f"{count} messages"
        query = f"status__exact={QuestionStatus.OPEN}&district__id__exact={district}"
        item = Item(f"{words}, the first {_ago(days)}", f"{address}?{query}")
        said = "Families have asked or told something. Answer, or say what came of it."
        yield Need(district, Urgency.OUTCOME, -days, said, (item,))


def _ago(days: int) -> str:
    if days < 1:
        return "from today"
    return "from yesterday" if days == 1 else f"from {days} days ago"
