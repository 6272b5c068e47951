"""Families ask for an interpreter before a meeting, and say afterwards how it was."""

from dataclasses import replace
from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from districts.pages import DistrictPage, open_district
from events.entries import MeetingEntry, meeting_entry
from events.queries import meeting_at
from feedback.interpreters.forms import AnswerForm, RequestForm
from feedback.public_forms import answer_form, open_to_posts, written_by
from publishing.pages import PageRequest, asks


@open_to_posts
@asks()
def ask_interpreter(request: PageRequest, slug: str, meeting: str) -> HttpResponse:
    """Asks for one of the services that are on request, before its last day is over."""
    page, entry = _open(request, slug, meeting)
    form = answer_form(request, page, RequestForm, entry=entry)
    if form.is_stored:
        return HttpResponseRedirect(reverse("interpreter_asked", args=[slug, meeting]))
    return _show(request, page, form, "ask.html", is_open=bool(form.offered))


@open_to_posts
@asks()
def answer_interpretation(request: PageRequest, slug: str, meeting: str) -> HttpResponse:
    """Takes one of a few answers, from the day after the meeting on."""
    page, entry = _open(request, slug, meeting)
    form = answer_form(request, page, AnswerForm, entry=entry)
    if form.is_stored:
        return HttpResponseRedirect(reverse("interpretation_answered", args=[slug, meeting]))
    return _show(request, page, form, "answer.html", is_open=bool(entry.interpreted_into))


@asks()
def thanks(request: PageRequest, slug: str, meeting: str) -> HttpResponse:
    """Where each of the two forms leads, whether it was sent once or again."""
    page, entry = _open(request, slug, meeting)
    return render(request, "feedback/interpreters/thanks.html", page.context | {"entry": entry})


def _open(request: PageRequest, slug: str, meeting: str) -> tuple[DistrictPage, MeetingEntry]:
    """The meeting as families see it today, whatever day the address asks about; or Http404."""
    page = open_district(request, slug)
    page = replace(page, day=page.district.today(page.at), drafts=False)
    record = meeting_at(page, meeting)
    if record is None:
        raise Http404
    return page, meeting_entry(record, page.district, page.day)


def _show(
    request: PageRequest,
    page: DistrictPage,
    form: RequestForm | AnswerForm,
    name: str,
    *,
    is_open: bool,
) -> HttpResponse:
    """The page of a form; instead of the form a sentence where the meeting does not take it."""
    context = page.context | {"form": form, "entry": form.entry, "is_open": is_open}
    context["written"] = written_by(request)  # if it is not open any more
    status = form.status if is_open or request.method != "POST" else HTTPStatus.CONFLICT
    return render(request, f"feedback/interpreters/{name}", context, status=status)
