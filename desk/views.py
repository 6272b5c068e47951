"""The desk: what is to be done in each language."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from desk.pages import open_desk


def desk(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/desk.html", open_desk(request).context)
