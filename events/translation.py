"""Which words of meetings are translated."""

from modeltranslation.translator import TranslationOptions, register

from events.models import Meeting
from languages.registry import SOURCE


@register(Meeting)
class MeetingTranslation(TranslationOptions):
    fields = ("title", "description", "hosts")
    required_languages = {SOURCE: ("title",), "default": ()}
