"""What families ask, tell or find wrong, until it is settled."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from districts.contacts import mail_address
from districts.models import District
from feedback.models.answers import PublishedAnswer
from feedback.models.received import Received
from languages.constraints import Check
from languages.registry import LANGUAGES
from languages.staff_hours import said_moment


class QuestionKind(models.TextChoices):
    """What somebody sends."""

    QUESTION = "question", gettext_lazy("A question")
    FEEDBACK = "feedback", gettext_lazy("Something to tell you")
    WORDING = "wording", "Wording that is wrong"


class QuestionStatus(models.TextChoices):
    """How far the question desk has come with it."""

    OPEN = "open", "Open"
    ANSWERED = "answered", "Answered"
    MERGED = "merged", "Same as another one"
    CLOSED = "closed", "Closed without an answer"


class Question(Received):
    """Seen by the question desk of its district alone, and never part of any public data.

    `language` is the one in which the family wants to read. `page` is the path of the page that it
    is about, "" if it is not known. `contact` is an email address or a phone number, or "".
    """

    district = models.ForeignKey(
        District, on_delete=models.CASCADE, related_name="questions", editable=False
    )
    kind = models.CharField(max_length=16, choices=QuestionKind.choices, editable=False)
    language = models.CharField(
        max_length=16,
        choices=[(code, each.name) for code, each in LANGUAGES.items()],
        editable=False,
    )
    page = models.CharField(max_length=300, blank=True, editable=False)
    text = models.TextField(editable=False)
    contact = models.CharField(max_length=200, blank=True, editable=False)
    status = models.CharField(
        max_length=16,
        choices=QuestionStatus.choices,
        default=QuestionStatus.OPEN,
        editable=False,
    )
    settled_at = models.DateTimeField(null=True, editable=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, related_name="merged", null=True, editable=False
    )
    published = models.ForeignKey(
        PublishedAnswer,
        on_delete=models.SET_NULL,
        related_name="questions",
        null=True,
        editable=False,
    )

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            Check(
                condition=Q(status=QuestionStatus.OPEN, settled_at=None)
                | (~Q(status=QuestionStatus.OPEN) & Q(settled_at__isnull=False)),
                name="question_settled_once",
            ),
        ]
        indexes = [
            models.Index(fields=["district", "status"], name="questions_of_district"),
            models.Index(fields=["settled_at"], name="questions_settled"),
            models.Index(
                fields=["received_at", "id"],
                condition=Q(status=QuestionStatus.OPEN),
                name="questions_waiting",
            ),
        ]

    def __str__(self) -> str:
        """Never what it says: names of records are logged."""
        return f"{self.get_kind_display()} of {said_moment(self.received_at, self.district.zone)}"

    @property
    def is_open(self) -> bool:
        """Whether nobody has settled it yet."""
        return self.status == QuestionStatus.OPEN

    @property
    def email(self) -> str:
        """The address to which an answer can be sent; "" if there is none."""
        return mail_address(self.contact)

    def settle(self, status: QuestionStatus) -> None:
        """Set what came of it, to be saved; OPEN opens it again."""
        self.status = status
        self.settled_at = None if status == QuestionStatus.OPEN else timezone.now()
