"""Fills in the pages of meetings in the admin as an editor would."""

from typing import Any

from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from events.models import Meeting
from tests.admin_forms import filled

ADD = reverse("admin:events_meeting_add")
LIST = reverse("admin:events_meeting_changelist")


def page(meeting: Meeting) -> str:
    return reverse("admin:events_meeting_change", args=[meeting.pk])


def add(client: Client, **typed: Any) -> Any:
    words = {
        "slug": "spring-meeting",
        "title_en": "Spring meeting",
        "starts_at": "2021-04-15T18:00",
        "ends_at": "2021-04-15T20:00",
    }
    return client.post(ADD, filled(client.get(ADD), **{**words, **typed}))


def said(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def errors(response: Any) -> dict[str, list[str]]:
    return dict(response.context["adminform"].form.errors)
