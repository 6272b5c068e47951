"""Sentences for families about the state of a transition, in the active language."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from languages.html import list_html, when_html
from languages.numbers import say_percent
from languages.registry import active_language
from timeline.entries import MilestoneEntry, PhaseEntry, Timeline
from timeline.standing import PhaseStage, Standing


def phase_name(phase: PhaseEntry) -> SafeString:
    """The name of a phase inside a sentence."""
    # Translators: a phase inside a sentence, as in "phase 2 (Development & Engagement)".
    return format_html(_("phase {number} ({title})"), number=phase.number, title=phase.title.html)


def here(timeline: Timeline) -> SafeString:
    """The sentence "We are here" of a district on the timeline's day."""
    if not timeline.phases:
        return _here_without_phases(timeline)
    if timeline.current:
        names = list_html(phase_name(phase) for phase in timeline.current)
        # Translators: {phases} is one phase or a list of them, as in "phase 2 (Engagement)".
        return format_html(_("We are here: {phases}."), phases=names)
    ahead = [phase for phase in timeline.phases if phase.stage is PhaseStage.AHEAD]
    past = [phase for phase in timeline.phases if phase.stage is PhaseStage.PAST]
    if ahead and past:
        return _about(_("We are between two phases. Next comes {phase}: {when}."), ahead[0])
    if ahead:
        return _about(_("The first phase has not begun. It is {phase}: {when}."), ahead[0])
    undated = [phase for phase in timeline.phases if phase.stage is PhaseStage.UNDATED]
    if past and undated:
        return _about(
            _("The phase before was {phase}: {when}. When the next one takes place is not known."),
            past[-1],
        )
    if past:
        return _about(
            _("The phases are over by their dates. The last was {phase}: {when}."), past[-1]
        )
    return format_html("{}", _("When the phases take place is not known."))


def reduction(timeline: Timeline) -> SafeString:
    """One or two sentences that say what the chart of the reduction shows on the timeline's day."""
    dated = [entry for entry in timeline.reductions if entry.when]
    begun = [e for e in dated if e.when and not e.when.is_ahead(timeline.day)]
    ahead = [e for e in dated if e.when and e.when.is_ahead(timeline.day)]
    sentences = []
    if begun and begun[-1].standing is Standing.DONE:
        sentences.append((_("Done: a reduction by {percent} ({when})."), begun[-1]))
    elif begun:
        words = _("Planned by this day, outcome not known: a reduction by {percent} ({when}).")
        sentences.append((words, begun[-1]))
    if ahead:
        sentences.append((_("Planned next: a reduction by {percent} ({when})."), ahead[0]))
    return format_html_join(" ", "{}", ((_reduction(words, entry),) for words, entry in sentences))


def _reduction(sentence: str, entry: MilestoneEntry) -> SafeString:
    percent = say_percent(entry.record.reduction_percent or 0, active_language())
    return format_html(sentence, percent=percent, when=when_html(entry.when))


def _about(sentence: str, phase: PhaseEntry) -> SafeString:
    return format_html(sentence, phase=phase_name(phase), when=when_html(phase.when))


def _here_without_phases(timeline: Timeline) -> SafeString:
    step = timeline.step
    if isinstance(step, MilestoneEntry) and step.standing is Standing.PLANNED:
        return format_html(
            _("Next on the timeline: {title} ({when})."),
            title=step.title.html,
            when=when_html(step.when),
        )
    if isinstance(step, MilestoneEntry) and step.standing is Standing.PLANNED_NOW:
        # Translators: {when} includes the day that the page shows, but may be a whole year.
        words = _("Planned for this time: {title} ({when}).")
        return format_html(words, title=step.title.html, when=when_html(step.when))
    if isinstance(step, MilestoneEntry):
        return format_html(_("We are here: {title}."), title=step.title.html)
    if timeline.loose:
        return format_html("{}", _("No milestone is known to lie ahead."))
    return format_html("{}", _("The district has not put any milestone on its timeline yet."))
