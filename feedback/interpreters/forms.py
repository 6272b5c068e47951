"""The two forms about the interpretation of a meeting."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from districts.contacts import ContactFormField, validate_contact
from districts.pages import DistrictPage
from events.asking import day_html
from events.entries import MeetingEntry, is_in
from events.models import Interpretation
from events.wording import named
from feedback.models import InterpretationAnswer, InterpreterRequest, Understood
from feedback.public_forms import PublicForm
from languages.templatetags.words import language_named

EXAMPLE = SafeString('<bdi dir="ltr">303-555-0100</bdi>')
SAID: dict[str, Any] = {
    # Translators: on a button: how the interpretation of a meeting was for the reader.
    Understood.WELL: gettext_lazy("I understood it well"),
    # Translators: on a button: how the interpretation of a meeting was for the reader.
    Understood.PARTLY: gettext_lazy("I understood only part of it"),
    # Translators: on a button: how the interpretation of a meeting was for the reader.
    Understood.NONE: gettext_lazy("There was no interpreter"),
}


class RequestForm(PublicForm):
    """Asks for one of the services of a meeting that are on request."""

    name = "interpreter request"
    privacy = "interpreters"
    models = (InterpreterRequest,)

    service = forms.ChoiceField(
        label=gettext_lazy("Language"),
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": gettext_lazy(
                "You can no longer ask here for the language that you chose."
            )
        },
    )
    contact = ContactFormField(
        label=gettext_lazy("Phone number or email address"),
        help_text=gettext_lazy("So that the district can tell you whether an interpreter comes."),
        max_length=254,
        widget=forms.TextInput({"dir": "ltr"}),
    )

    def __init__(self, page: DistrictPage, entry: MeetingEntry, **given: Any) -> None:
        super().__init__(page, **given)
        self.entry = entry
        self.offered = {f"{each.service} {each.language}": each for each in entry.asked_for}
        choice: Any = self.fields["service"]
        choice.choices = [(value, _label(each)) for value, each in self.offered.items()]
        value, first = next(iter(self.offered.items()), ("", None))
        if first and (len(self.offered) == 1 or is_in(first.language, page.language)):
            choice.initial = value

    def clean_contact(self) -> str:
        """Refuse what is no phone number and no mail address, in the reader's language."""
        contact: str = self.cleaned_data["contact"]
        try:
            validate_contact(contact)
        except ValidationError as error:
            # Translators: {number} is a telephone number.
            words = _("Please write a phone number such as {number}, or an email address.")
            said = format_html(words, number=EXAMPLE)
            raise ValidationError(said, code="contact") from error
        return contact

    def make(self) -> InterpreterRequest:
        """The request for what was chosen."""
        chosen = self.offered[self.cleaned_data["service"]]
        return InterpreterRequest(
            meeting=self.entry.record,
            language=chosen.language,
            service=chosen.service,
            contact=self.cleaned_data["contact"],
            page_language=self.page.language,
        )


class AnswerForm(PublicForm):
    """Says how the interpretation of a meeting was: one button for each language and answer."""

    name = "interpretation answer"
    privacy = "interpreters"
    models = (InterpretationAnswer,)

    answer = forms.ChoiceField(widget=forms.HiddenInput)

    def __init__(self, page: DistrictPage, entry: MeetingEntry, **given: Any) -> None:
        super().__init__(page, **given)
        self.entry = entry
        choice: Any = self.fields["answer"]
        choice.choices = [each for _name, buttons in self.languages() for each in buttons]

    def languages(self) -> Iterator[tuple[SafeString, list[tuple[str, Any]]]]:
        """Each language into which the meeting was interpreted, with its buttons: value, words."""
        for language in self.entry.interpreted_into:
            buttons = [(f"{language} {value}", said) for value, said in SAID.items()]
            yield language_named(language), buttons

    def make(self) -> InterpretationAnswer:
        """The answer, about the language of the button."""
        language, understood = self.cleaned_data["answer"].split(" ")
        return InterpretationAnswer(
            meeting=self.entry.record, language=language, understood=understood
        )


def _label(each: Interpretation) -> SafeString:
    """In one element, since the parts of a label that are elements do not share its lines."""
    said = named(each)
    if each.ask_by:
        # Translators: {language} is one into which a meeting is interpreted for those who ask.
        words = _("{language} (ask by {day})")
        said = format_html(words, language=said, day=day_html(each.ask_by))
    return format_html("<span>{}</span>", said)
