"""The form with which families ask."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from districts.pages import DistrictPage
from feedback.models import Question, QuestionKind
from feedback.public_forms import LanguageField, PublicForm
from languages.burmese import from_zawgyi, is_zawgyi
from languages.characters import is_blank
from languages.registry import LANGUAGES
from publishing.pages import PageRequest

LONGEST = 4000  # characters
PAGE = "page"


class SaidField(forms.CharField):
    """What a family writes, as it is kept: in Unicode, and empty where nothing is to be seen."""

    def to_python(self, value: Any) -> str:
        """The text without what no database can hold; browsers do not send it."""
        text = str(super().to_python(value) or "").replace("\0", "")
        text = from_zawgyi(text) if is_zawgyi(text) else text
        return "" if is_blank(text) else text


class AskForm(PublicForm):
    """A question, or something to tell the district."""

    name = "ask"
    privacy = "questions"
    models = (Question,)

    kind = forms.ChoiceField(
        label=gettext_lazy("What do you want to send?"),
        choices=[(kind, kind.label) for kind in (QuestionKind.QUESTION, QuestionKind.FEEDBACK)],
        initial=QuestionKind.QUESTION,
        widget=forms.RadioSelect,
    )
    text = SaidField(
        label=gettext_lazy("Your question or message"),
        help_text=gettext_lazy("Please don’t write names of children or other people."),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": gettext_lazy("Write your question or message.")},
    )
    language = LanguageField(label=pgettext_lazy("form", "Your language"))
    contact = SaidField(
        label=gettext_lazy("Email or phone number, if you want an answer (optional)"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "email"}),
    )
    page_about = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def make(self) -> Question:
        """The question, of the district of the page."""
        given = self.cleaned_data
        return Question(
            district=self.page.district,
            kind=given["kind"],
            language=given["language"],
            page=page_of(given["page_about"], self.page),
            text=given["text"],
            contact=given["contact"].strip(),
        )


def sent_to(route: str, path: str, page: DistrictPage) -> str:
    """The address of what is shown after sending, which leads back to the page at `path`."""
    address, about = reverse(route, args=[page.district.slug]), page_of(path, page)
    return f"{address}?{urlencode({PAGE: about})}" if about else address


def page_before(request: PageRequest, page: DistrictPage) -> str:
    """The page of `?page=` in the language of this one; "" if it is none of the district."""
    path = page_of(request.GET.get(PAGE, ""), page)
    return path and "/".join(["", page.language, *path.split("/")[2:]])


def page_of(path: str, page: DistrictPage) -> str:
    """The path of a page of the same district; "" for anything else."""
    parts = path.split("/")
    is_own = len(parts) > 3 and parts[0] == "" and parts[1] in LANGUAGES
    return path if is_own and parts[2] == page.district.slug and path.isprintable() else ""
