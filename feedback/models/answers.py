"""Questions of families that were answered in public."""

from django.db import models
from django.utils.translation import pgettext_lazy

from districts.models import District
from languages.fields import PartialDateField, bounds_in_order
from languages.models import Translated
from publishing.models import Publishable


class PublishedAnswer(Publishable, Translated):
    """A question and its answer, as families read them. Nothing in it tells who asked."""

    published_under = ("district",)
    page = "ask"
    part_names = {
        "question": pgettext_lazy("part", "question"),
        "answer": pgettext_lazy("part", "answer"),
    }

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(
        max_length=500,
        help_text="In general words: nothing by which anybody could know who asked.",
    )
    answer = models.TextField()
    answered = PartialDateField("answered on", help_text="The day of the answer.")

    class Meta:
        ordering = ["-answered_lower", "-pk"]
        constraints = [bounds_in_order("known_from"), bounds_in_order("answered")]

    def __str__(self) -> str:
        return self.question
