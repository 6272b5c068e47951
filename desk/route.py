"""The way from one translation to the next, through a filtered queue."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

from django.urls import reverse
from django.utils import timezone

from desk.forms import queue_filter
from desk.pages import DeskPage
from desk.queries import Queue, QueuePlace
from languages.clock import day_of
from languages.freshness import TranslationState
from languages.models import Unit

CAME_AS = "came"  # parameter of an address: the state that the unit had when the user came to it


class Route:
    """The way through a filtered queue.

    `place` is where the user came to the unit: once it is saved, the way goes on from there.
    """

    def __init__(self, page: DeskPage, unit: Unit) -> None:
        asked = page.request.GET
        self.form = queue_filter(page.rights, unit.language, asked)
        day, user = day_of(timezone.now()), page.request.user
        self.queue: Queue = self.form.queue(page.rights, unit.language, day, user)
        self.unit = unit
        self.place = QueuePlace(unit, _state(asked.get(CAME_AS)) or TranslationState(unit.status))

    @cached_property
    def after_this(self) -> Unit | None:
        """The next unit of the queue, chosen before this one is saved; None at the end."""
        return self.queue.after(self.place)

    @property
    def skip(self) -> str:
        """The address of the next unit, or of the queue at its end."""
        return self.to(self.after_this)

    @property
    def back(self) -> str:
        """The address of the queue, with its filter."""
        return self.to(None)

    @property
    def here(self) -> str:
        """The address of this unit, at its place in the queue."""
        moved = self.place.state != self.unit.status
        return self.to(self.unit, {CAME_AS: self.place.state} if moved else {})

    @property
    def putting(self) -> str:
        """The beginning of an address of this unit, to which what is put into its box is added."""
        return self.to(self.unit, {"put": ""})

    def here_as(self, state: TranslationState | None) -> str:
        """The address of this unit, now that it has this state."""
        moved = (
            state and state != self.place.state and self.queue.lists(QueuePlace(self.unit, state))
        )
        return self.to(self.unit, {CAME_AS: self.place.state} if moved else {})

    def to(self, unit: Unit | None, more: Mapping[str, str] = MappingProxyType({})) -> str:
        """The address of a unit; without one, of the queue."""
        args = (self.unit.language, unit.pk) if unit else (self.unit.language,)
        name = "desk_unit" if unit else "desk_queue"
        return reverse(name, args=args) + self.form.query_with(more)


def _state(text: str | None) -> TranslationState | None:
    return TranslationState(text) if text and text in [*TranslationState] else None
