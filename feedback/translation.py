"""Which fields of this app are translated."""

from modeltranslation.translator import TranslationOptions, register

from feedback.models import PublishedAnswer
from languages.registry import SOURCE


@register(PublishedAnswer)
class PublishedAnswerTranslation(TranslationOptions):
    fields = ("question", "answer")
    required_languages = (SOURCE,)
