"""What the page of a meeting in the admin tells about its interpretation."""

from typing import Any

from django import template
from django.urls import reverse

from districts.access import rights_of
from events.models import Meeting
from feedback.interpreters import counts
from feedback.models import InterpreterRequest

register = template.Library()


@register.inclusion_tag("admin/feedback/interpretation.html", takes_context=True)
def interpretation_told(context: template.Context, meeting: Meeting) -> dict[str, Any]:
    """How many asked for which language, and how it was; who asked, for the question desk alone."""
    address = reverse("admin:feedback_interpreterrequest_changelist")
    reads = rights_of(context["request"].user).answers(meeting.district_id)
    requests = InterpreterRequest.objects.filter(meeting=meeting)
    return {
        "asked_for": counts.asked_for(requests).get(meeting.pk),
        "answers": list(counts.answers(meeting)),
        "who": f"{address}?meeting__id__exact={meeting.pk}" if reads else "",
    }
