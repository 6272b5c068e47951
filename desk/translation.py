"""Which fields of this app are translated."""

from modeltranslation.translator import TranslationOptions, register

from desk.interface.models import InterfaceText
from languages.registry import SOURCE


@register(InterfaceText)
class InterfaceTextTranslation(TranslationOptions):
    fields = ("text",)
    required_languages = (SOURCE,)
