"""Sentences for families about the state of a transition, in the active language."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from languages.html import list_html, when_html
from languages.numbers import say_percent
from languages.registry import active_language
from languages.texts import Text, joined
from timeline.entries import PhaseEntry, Timeline
from timeline.line import last_known
from timeline.milestone_entries import MilestoneEntry
from timeline.standing import PhaseStage, Standing


def phase_name(phase: PhaseEntry) -> SafeString:
    """The name of a phase inside a sentence; its title in English may follow the sentence."""
    return _phase_name(phase.number, phase.title)


def phase_named(number: int, title: Text) -> SafeString:
    """The name of a phase at the end of a sentence, with what is to be read in English."""
    return joined(_phase_name(number, title), title.in_english)


def _phase_name(number: int, title: Text) -> SafeString:
    if not title.own:
        # Translators: a phase inside a sentence, without its title.
        return format_html(_("phase {number}"), number=number)
    # Translators: a phase inside a sentence, as in "phase 2 (Development & Engagement)".
    return format_html(_("phase {number} ({title})"), number=number, title=title.own)


def here(timeline: Timeline) -> SafeString:
    """The sentence "We are here" of a district on the timeline's day.

    English, where a title is not translated, comes last, so that it breaks no sentence.
    """
    if not timeline.phases:
        return _here_without_phases(timeline)
    if timeline.current:
        names = list_html(phase_name(phase) for phase in timeline.current)
        # Translators: {phases} is one phase or a list of them, as in "phase 2 (Engagement)".
        sentence = format_html(_("We are here: {phases}."), phases=names)
        return joined(sentence, *(phase.title.in_english for phase in timeline.current))
    ahead = [phase for phase in timeline.phases if phase.stage is PhaseStage.AHEAD]
    past = [phase for phase in timeline.phases if phase.stage is PhaseStage.PAST]
    if ahead and past:
        return _about(_("We are between two phases. Next comes {phase}: {when}."), ahead[0])
    if ahead:
        return _about(_("The first phase has not begun. It is {phase}: {when}."), ahead[0])
    undated = [phase for phase in timeline.phases if phase.stage is PhaseStage.UNDATED]
    if past and undated:
        return _about(
            _("The phase before was {phase}: {when}. We don’t know when the next one begins."),
            past[-1],
        )
    if past:
        return _about(
            _("Going by the dates, all phases have ended. The last was {phase}: {when}."), past[-1]
        )
    return format_html("{}", _("We don’t know when the phases take place."))


def reduction(timeline: Timeline) -> SafeString:
    """Up to three sentences that say what the chart shows on the timeline's day."""
    dated = [entry for entry in timeline.reductions if entry.when]
    begun = [e for e in dated if e.when and not e.when.is_ahead(timeline.day)]
    ahead = [e for e in dated if e.when and e.when.is_ahead(timeline.day)]
    sentences = []
    if done := [entry for entry in begun if entry.standing is Standing.DONE]:
        sentences.append((_("Done: a {percent} reduction ({when})."), done[-1]))
    if begun and begun[-1].standing is not Standing.DONE:
        words = _("A {percent} reduction was planned ({when}). We don’t know if it happened.")
        sentences.append((words, begun[-1]))
    if ahead:
        sentences.append((_("Planned next: a {percent} reduction ({when})."), ahead[0]))
    return format_html_join(" ", "{}", ((_reduction(words, entry),) for words, entry in sentences))


def _reduction(sentence: str, entry: MilestoneEntry) -> SafeString:
    percent = say_percent(entry.record.reduction_percent or 0, active_language())
    return format_html(sentence, percent=percent, when=when_html(entry.when))


def _about(sentence: str, phase: PhaseEntry) -> SafeString:
    words = format_html(sentence, phase=phase_name(phase), when=when_html(phase.when))
    return joined(words, phase.title.in_english)


def _here_without_phases(timeline: Timeline) -> SafeString:
    step, last = timeline.step, last_known(timeline)
    if isinstance(step, MilestoneEntry) and step.standing is Standing.PLANNED_NOW:
        # Translators: {when} includes the day that the page shows, but may be a whole year.
        words = _("Planned around now ({when}): {title}")
        return format_html(words, title=step.title.html, when=when_html(step.when))
    if isinstance(step, MilestoneEntry) and step.standing is not Standing.PLANNED:
        return format_html(_("We are here: {title}"), title=step.title.html)
    if last and last.stage is PhaseStage.PAST:
        return _last_known(last)
    if isinstance(step, MilestoneEntry):
        words = _("Next on the timeline ({when}): {title}")
        return format_html(words, title=step.title.html, when=when_html(step.when))
    if last:
        return _last_known(last)
    return format_html("{}", _("The district has not put any milestones on its timeline yet."))


def _last_known(entry: MilestoneEntry) -> SafeString:
    when = entry.when or entry.stated_since
    words = {
        Standing.DONE: _("The last step we know of ({when}): {title}"),
        Standing.ONGOING_THEN: _("Ongoing as of the last information: {title}"),
        Standing.UNDATED: _("On the timeline, without a date: {title}"),
    }.get(entry.standing, _("We don’t know if the last planned step happened ({when}): {title}"))
    if entry.standing is Standing.DONE and not when:
        words = _("The last step we know of: {title}")
    return format_html(words, title=entry.title.html, when=when_html(when))
