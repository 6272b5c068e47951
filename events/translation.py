"""Which fields of this app are translated."""

from modeltranslation.translator import TranslationOptions, register

from events.models import Meeting, MeetingMove
from languages.registry import SOURCE


@register(Meeting)
class MeetingTranslation(TranslationOptions):
    fields = (
        "title",
        "description",
        "hosts",
        "accessibility",
        "cancel_reason",
        "report_said",
        "report_response",
    )
    required_languages = {SOURCE: ("title",), "default": ()}


@register(MeetingMove)
class MeetingMoveTranslation(TranslationOptions):
    fields = ("announced_by",)
