"""What families have sent is deleted when its time is over, not before, and without a word."""

from datetime import timedelta

import pytest

from feedback.forgetting import forget
from feedback.models import Question
from feedback.retention import NEVER_SETTLED, QUESTION, QUESTION_CONTACT
from tests.factories import NOW, make_district, make_question

pytestmark = [pytest.mark.django_db, pytest.mark.once]
A_SECOND = timedelta(seconds=1)


def test_each_part_of_a_question_is_kept_for_its_time(caplog: pytest.LogCaptureFixture) -> None:
    district = make_district()
    waits = make_question(district, received_at=NOW - NEVER_SETTLED + A_SECOND)
    make_question(district, received_at=NOW - NEVER_SETTLED)
    fresh, late, _over = (
        make_question(district, status="closed", settled_at=NOW - ago, text="Secret?")
        for ago in (QUESTION_CONTACT - A_SECOND, QUESTION - A_SECOND, QUESTION)
    )
    for _ in range(2):
        forget(NOW)
        left = dict(Question.objects.values_list("pk", "contact"))
        assert left == {waits.pk: waits.contact, fresh.pk: fresh.contact, late.pk: ""}
    assert "Secret" not in caplog.text
