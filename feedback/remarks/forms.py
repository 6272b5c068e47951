"""The form with which families say that a wording is wrong."""

from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy

from districts.pages import DistrictPage
from feedback.models import Question, QuestionKind, Received, WordingRemark
from feedback.public_forms import PublicForm
from feedback.questions.forms import LONGEST, SaidField, page_of
from feedback.remarks.texts import PageText, texts_of
from languages.registry import SOURCE

SHOWN = 90  # characters of a text in the list


class WordingForm(PublicForm):
    """About a translation: a remark for its translators. About anything else: a question."""

    name = "wording"
    privacy = "questions"
    models = (WordingRemark, Question)

    about = forms.ChoiceField(label=gettext_lazy("Which text is it?"), required=False)
    text = SaidField(
        label=gettext_lazy("What is wrong, and what would be right?"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": gettext_lazy("Write what is wrong.")},
    )
    page_about = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def __init__(self, page: DistrictPage, **given: Any) -> None:
        super().__init__(page, **given)
        asked = self.data.get("page_about") or self.initial.get("page_about", "")
        self.address = page_of(str(asked), page)
        self.texts = {text.key: text for text in texts_of(page, self.address)}
        about: Any = self.fields["about"]
        shown = ((key, _beginning(text)) for key, text in self.texts.items())
        about.choices = [("", gettext_lazy("Another text on the page")), *shown]
        if not self.texts:
            del self.fields["about"]

    @property
    def _chosen(self) -> PageText | None:
        """The text that it is about, if it is a translation."""
        is_translated = self.page.language != SOURCE
        return self.texts.get(self.data.get("about", "")) if is_translated else None

    def make(self) -> Received:
        """A remark about the chosen translation, or a question."""
        said = self.cleaned_data["text"]
        if chosen := self._chosen:
            return WordingRemark(
                district=self.page.district,
                content_type=ContentType.objects.get_for_model(chosen.record),
                object_id=chosen.record.pk,
                field=chosen.field,
                language=self.page.language,
                text=said,
            )
        about = self.texts.get(self.cleaned_data.get("about", ""))
        return Question(
            district=self.page.district,
            kind=QuestionKind.WORDING,
            language=self.page.language,
            page=self.address,
            text=f"“{about.said}”\n\n{said}" if about else said,
        )


def _beginning(text: PageText) -> str:
    return text.said if len(text.said) <= SHOWN else f"{text.said[:SHOWN]}…"
