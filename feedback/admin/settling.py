"""What the question desk does with what a family has sent: one form, one button."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from feedback.models import PublishedAnswer, Question, QuestionStatus
from feedback.questions.replying import send_reply
from languages.cleaning import EnglishField
from languages.edtf import parse
from languages.registry import LANGUAGES, SOURCE
from publishing.states import PublicationState

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Question]
else:
    ModelForm = forms.ModelForm

PUBLISH, DRAFT, REPLY, MERGE, CLOSE = "publish", "draft", "reply", "merge", "close"
REOPEN = "reopen"
ACTS = {
    PUBLISH: "Publish this question and answer; who left an email address is told so",
    DRAFT: "Keep the answer as a draft, to be published later",
    REPLY: "Answer by email alone",
    MERGE: "It is the same as another question",
    CLOSE: "Close it without an answer",
}
AGAIN = {REOPEN: "Open it again"}
SETTLED = (
    "Another person settled this while you had the page open: see “so far”. What you typed is "
    "still here, but not saved."
)
_NEEDS = {
    PUBLISH: ("public_question", "public_answer"),
    DRAFT: ("public_question", "public_answer"),
    REPLY: ("reply", "reply_in"),
    MERGE: ("same_as",),
}


class SettleForm(ModelForm):
    """Offers what can be done with an open question, or to open a settled one again."""

    act = forms.ChoiceField(label="Do", widget=forms.RadioSelect)
    public_question = EnglishField(
        label="Question in English, as families will read it",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2, "cols": 80}),
        help_text="In general words: nothing by which anybody could know who asked.",
    )
    public_answer = EnglishField(
        label="Answer in English",
        required=False,
        widget=forms.Textarea({"rows": 6, "cols": 80}),
        help_text="Translators find both in their queues. Leave an empty line between paragraphs.",
    )
    reply = forms.CharField(
        label="Answer by email",
        required=False,
        widget=forms.Textarea({"rows": 6, "cols": 80}),
        help_text="In the language that the family wants to read, if you can write it.",
    )
    reply_in = forms.ChoiceField(
        label="That answer is in", required=False, help_text="The mail says what is in English."
    )
    same_as = forms.ModelChoiceField(
        Question.objects.none(), label="The same as", required=False, empty_label="Choose one"
    )

    class Meta:
        model = Question
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        question = self.instance
        # Which fields there are is decided by the page's own rights: without them there are none.
        if "act" not in self.fields:
            return
        acts: Any = self.fields["act"]
        offered = ACTS if question.is_open else AGAIN
        acts.choices = [each for each in offered.items() if each[0] != REPLY or question.email]
        if not question.is_open:
            acts.error_messages["invalid_choice"] = SETTLED
        written: Any = self.fields["reply_in"]
        written.choices = _languages_of_replies(question)
        others: Any = self.fields["same_as"]
        others.queryset = (
            Question.objects.filter(district=question.district_id, merged_into=None)
            .exclude(pk=question.pk)
            .exclude(status=QuestionStatus.CLOSED)
        )
        others.label_from_instance = _beginning
        if question.language == SOURCE and len(question.text) <= 500:
            self.fields["public_question"].initial = question.text

    def clean(self) -> dict[str, Any]:
        """What was chosen needs its fields."""
        given: dict[str, Any] = super().clean() or {}
        for name in _NEEDS.get(given.get("act", ""), ()):
            if name not in self.errors and not given.get(name):
                self.add_error(name, ValidationError("This is needed for it.", code="required"))
        return given


def _languages_of_replies(question: Question) -> list[tuple[str, str]]:
    known = {code: LANGUAGES[code].name for code in (question.language, SOURCE)}
    return [*known.items()] if len(known) == 1 else [("", "Choose one"), *known.items()]


def _beginning(question: Question) -> str:
    return f"{question.received_at:%Y-%m-%d}: {question.text[:80]}"


def settle(question: Question, given: dict[str, Any]) -> str:
    """Do what was chosen with a locked question, and say what was done."""
    act = given["act"]
    if act in (PUBLISH, DRAFT):
        question.published = _answer(question, given, is_public=act == PUBLISH)
        question.merged.update(published=question.published)
        question.settle(QuestionStatus.ANSWERED)
        said = "Published." if act == PUBLISH else "Kept as a draft among the published answers."
    elif act == REPLY:
        question.settle(QuestionStatus.ANSWERED)
        send_reply(question, given["reply"], given["reply_in"], timezone.now())
        said = "The answer is on its way."
    elif act == MERGE:
        other: Question = given["same_as"]
        question.merged_into, question.published = other, other.published
        question.merged.update(merged_into=other, published=other.published)
        question.settle(QuestionStatus.MERGED)
        said = "It is settled together with the other one."
    elif act == CLOSE:
        question.settle(QuestionStatus.CLOSED)
        said = "Closed."
    else:
        question.merged_into = None
        question.settle(QuestionStatus.OPEN)
        said = "It is open again."
    question.save()
    return said


def _answer(question: Question, given: dict[str, Any], *, is_public: bool) -> PublishedAnswer:
    state = PublicationState.PUBLISHED if is_public else PublicationState.DRAFT
    today = parse(str(question.district.today(timezone.now())))
    days = {"answered": today, "known_from": today}
    row = PublishedAnswer(district=question.district, state=state, **days)
    row.question_en = given["public_question"]  # type: ignore[attr-defined]
    row.answer_en = given["public_answer"]  # type: ignore[attr-defined]
    row.save()
    return row
