"""Which fields of this app are translated."""

from modeltranslation.translator import TranslationOptions, register

from languages.registry import SOURCE
from timeline.models import (
    Commitment,
    Finding,
    InvolvementRule,
    Milestone,
    Phase,
    PlanArea,
    Program,
    StaffingChange,
    Standard,
    TimeChange,
    Workstream,
)


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
    fields = ("title", "detail", "scope")
    required_languages = {SOURCE: ("title",), "default": ()}


@register(PlanArea)
class PlanAreaTranslation(TranslationOptions):
    fields = ("title", "summary")
    required_languages = {SOURCE: ("title",), "default": ()}


@register(Program)
class ProgramTranslation(TranslationOptions):
    fields = ("title",)
    required_languages = (SOURCE,)


@register(Commitment)
class CommitmentTranslation(TranslationOptions):
    fields = ("text", "advised_by", "responsible")
    required_languages = {SOURCE: ("text",), "default": ()}


@register(StaffingChange)
class StaffingChangeTranslation(TranslationOptions):
    fields = ("where",)


@register([InvolvementRule, Standard, Finding])
class TextTranslation(TranslationOptions):
    fields = ("text",)
    required_languages = (SOURCE,)


@register(TimeChange)
class TimeChangeTranslation(TranslationOptions):
    fields = ("reason",)
    required_languages = (SOURCE,)
