"""Which fields of this app are translated. The names of districts and schools are not."""

from modeltranslation.translator import TranslationOptions, register

from districts.models import District, Document, SchoolDecision
from languages.registry import SOURCE


@register(District)
class DistrictTranslation(TranslationOptions):
    fields = (
        "police",
        "board",
        "helpline_name",
        "summary",
        "decision",
        "decision_reason",
        "sources",
        "schools_note",
        "schools_kind",
        "plan_summary",
        "plan_note",
    )
    required_languages = {SOURCE: ("summary", "sources"), "default": ()}


@register(Document)
class DocumentTranslation(TranslationOptions):
    fields = ("title",)
    required_languages = (SOURCE,)


@register(SchoolDecision)
class SchoolDecisionTranslation(TranslationOptions):
    fields = ("applies_to", "decided_by")
