"""The page that tells families what the site keeps about them, who sees it, and for how long."""

from django.http import HttpResponse
from django.shortcuts import render

from feedback import retention
from publishing.pages import PageRequest


def privacy(request: PageRequest) -> HttpResponse:
    """The same for all districts."""
    return render(request, "feedback/privacy.html", {"retention": retention})
