"""Which words of the timeline are translated."""

from modeltranslation.translator import TranslationOptions, register

from languages.registry import SOURCE
from timeline.models import Milestone, Phase, Workstream


@register(Phase)
class PhaseTranslation(TranslationOptions):
    fields = ("title",)
    required_languages = (SOURCE,)


@register(Workstream)
class WorkstreamTranslation(TranslationOptions):
    fields = ("title",)
    required_languages = (SOURCE,)


@register(Milestone)
class MilestoneTranslation(TranslationOptions):
    fields = ("title", "detail")
    required_languages = {SOURCE: ("title",), "default": ()}
