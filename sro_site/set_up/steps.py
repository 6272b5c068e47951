"""What a district has and what it lacks, as a list of steps."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from districts.models import District, Document, School
from events.models import Meeting
from publishing.states import PublicationState
from timeline.models import Commitment, Milestone, Phase


@dataclass(frozen=True, slots=True)
class NextStep:
    """A kind of record: how many the district has, how many of them are drafts, and what to do.

    `add` and `all` are addresses of the admin; `more` are links to pages where several are added
    at once, each with its text.
    """

    name: str
    advice: str
    count: int
    drafts: int
    add: str
    all: str
    more: tuple[tuple[str, str], ...] = ()


_KINDS: tuple[tuple[Any, str], ...] = (
    (Phase, "The parts of the transition, in their order. A time may be added later."),
    (Milestone, "What happens in each phase. Several fit on the page of their phase."),
    (School, "The schools that this is about, each with its SROs over time."),
    (Meeting, "Meetings to which families can come, with interpretation."),
    (Document, "The sources: resolutions, presentations, reports."),
    (Commitment, "What the district has promised, or was advised to do."),
)


def steps_of(district: District) -> Iterator[NextStep]:
    """The steps in the order in which a new district takes them."""
    phases = list(Phase.objects.filter(district=district).order_by("number"))
    pages = [(f"Phase {p}", _page(Phase, "change", p.pk)) for p in phases]
    for model, advice in _KINDS:
        meta, found = model._meta, model.objects.filter(district=district)
        drafts = Count("pk", filter=~Q(state=PublicationState.PUBLISHED))
        counts = found.aggregate(count=Count("pk"), drafts=drafts)
        yield NextStep(
            name=str(meta.verbose_name_plural),
            advice=advice,
            add=f"{_page(model, 'add')}?{urlencode({'district': district.pk})}",
            all=f"{_page(model, 'changelist')}?{urlencode({'district__id__exact': district.pk})}",
            more=tuple(pages) if model is Milestone else (),
            **counts,
        )


def _page(model: Any, view: str, *args: int) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=args)
