"""Deletes what families have sent when its time is over (`feedback.retention`)."""

from datetime import datetime

from feedback.alerts.subscribing import forget_unconfirmed
from feedback.mail.outbox import forget_old
from feedback.models import InterpreterRequest, Question, WordingRemark
from feedback.retention import NEVER_SETTLED, QUESTION, QUESTION_CONTACT


def forget(now: datetime) -> None:
    """Delete it. Safe to be called twice at a time."""
    forget_unconfirmed(now)
    forget_old(now)
    InterpreterRequest.objects.over(now).delete()
    Question.objects.filter(settled_at__lte=now - QUESTION).delete()
    reached = Question.objects.filter(settled_at__lte=now - QUESTION_CONTACT)
    reached.exclude(contact="").update(contact="")
    WordingRemark.objects.filter(closed_at__lte=now - QUESTION).delete()
    too_old = now - NEVER_SETTLED
    Question.objects.filter(settled_at=None, received_at__lte=too_old).delete()
    WordingRemark.objects.filter(closed_at=None, received_at__lte=too_old).delete()
