"""Published answers, to be found by families."""

from django.utils.translation import gettext_lazy

from feedback.models import PublishedAnswer
from languages.models import Days, days_of
from search.kinds import Kind, Standing, register


def _answered(answer: PublishedAnswer) -> Days:
    return days_of(answer.answered)


def _place(answer: PublishedAnswer, _district: object, _day: object) -> Standing:
    return Standing(place=f"#answer-{answer.pk}")


register(
    Kind(
        "answer",
        PublishedAnswer,
        gettext_lazy("Questions and answers"),
        "question",
        ("answer",),
        _answered,
        (),
        _place,
    )
)
