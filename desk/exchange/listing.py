"""Groups the steps of a dry run for its page."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from desk.exchange.comparing import WRITES, WordStep
from publishing.imports import Effect

LIMIT = 200  # steps of a group on one page; more would exceed limits of browsers and Django
EXPLAINED = {
    Effect.CONFLICT: (
        "Someone has changed or confirmed these on the site since the "
        "export. Choose the ones to overwrite."
    ),
    Effect.STALE: (
        "The English has changed since the export. If you import these, they "
        "will be marked as stale."
    ),
    Effect.NEW: "The site has no translation of these yet.",
    Effect.CHANGED: (
        "These replace the translations that were exported, or confirm that they are still right."
    ),
    Effect.REFUSED: "These cannot be imported.",
    Effect.FUZZY: "These are marked as fuzzy in the file, so they will not be imported.",
    Effect.UNCHANGED: "These are already on the site, or are empty in the file.",
}


@dataclass(slots=True)
class Group:
    """Steps with one effect. `asked` are decided one by one, `others` all together.

    `named` says what people call the text of each context.
    """

    effect: Effect
    asked: list[WordStep] = field(default_factory=list)
    others: list[WordStep] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)

    @property
    def explained(self) -> str:
        """What the effect means, in a sentence."""
        return EXPLAINED[self.effect]

    @property
    def writes(self) -> bool:
        """Whether steps with this effect write anything."""
        return self.effect in WRITES

    @property
    def count(self) -> int:
        """The number of all steps."""
        return len(self.asked) + len(self.others)

    @property
    def shown(self) -> list[WordStep]:
        """All steps that are on the page; unchanged ones are only counted."""
        return [*self.asked[:LIMIT], *self._others]

    @property
    def shown_asked(self) -> list[tuple[WordStep, str]]:
        """Steps with the names of their texts."""
        return [(step, self._name(step)) for step in self.asked[:LIMIT]]

    @property
    def shown_others(self) -> list[tuple[WordStep, str]]:
        """Steps with the names of their texts."""
        return [(step, self._name(step)) for step in self._others]

    @property
    def _others(self) -> list[WordStep]:
        return [] if self.effect is Effect.UNCHANGED else self.others[:LIMIT]

    def _name(self, step: WordStep) -> str:
        return self.named.get(step.entry.context, step.entry.context)

    @property
    def asked_not_shown(self) -> int:
        return len(self.asked) - len(self.shown_asked)

    @property
    def others_not_shown(self) -> int:
        return len(self.others) - len(self.shown_others)


def listed(steps: Iterable[WordStep]) -> list[Group]:
    """One group for each effect in their order, empty ones included."""
    groups = {effect: Group(effect) for effect in Effect}
    for step in steps:
        group = groups[step.effect]
        (group.asked if step.asks else group.others).append(step)
    return list(groups.values())
