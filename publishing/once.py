"""Views of the staff's pages: what a form sends is stored once, however often it is sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial, update_wrapper
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse

from publishing.again import INCOMPLETE, shown_again
from publishing.pages import PageRequest
from publishing.submissions import TOKEN, Submission, claim, key_of, sent_hashes

View = Callable[..., HttpResponse]
REPEATED = "It had been saved already: this page was sent twice."
# Pages of Django's whose forms add nothing, and carry no token.
WITHOUT_TOKEN = frozenset({"logout", "password_change", "user_change_password"})


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed on a page after it had been saved as `submission`."""

    submission: Submission
    sent: Mapping[str, str]

    def differs(self, name: str) -> bool:
        """Whether a field, by its name in the form, holds something else than what was saved."""
        return bool(self.sent.get(name) != self.submission.sent.get(name))


class StaffRequest(PageRequest):
    """A request for a page of the staff.

    `submission` is what it stores; `typed` is there where its page has been saved before, and
    is to be shown again with what was typed since; `unsaved` says why what was sent is to be
    shown again, and nothing of it stored.
    """

    user: User
    submission: Submission
    typed: Typed | None
    unsaved: str


def shows_unsaved(view: View) -> View:
    """A view that shows its form with what was sent, and does nothing else, where
    `request.unsaved` says why; others are not called then."""
    view.shows_unsaved = True  # type: ignore[attr-defined]
    return view


def continues(view: View) -> View:
    """A view that is asked by GET, with `request.typed`, where a page that was saved before comes
    again with other content; others take that for something new."""
    view.continues = True  # type: ignore[attr-defined]
    return view


def stored_once(view: View) -> View:
    """`view`, which is not called again for a form that was sent before: it is answered as then."""

    def answer(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        if unsaved := getattr(request, "unsaved", ""):
            return shown_again(view, request, unsaved, *args, **kwargs)
        if getattr(view, "__name__", "") in WITHOUT_TOKEN:
            return view(request, *args, **kwargs)
        key = key_of(request.POST.get(TOKEN, ""), request.user, request.path)
        if key is None:
            return shown_again(view, request, INCOMPLETE, *args, **kwargs)
        with transaction.atomic():
            return _answer(partial(view, request, *args, **kwargs), view, request, key)

    return update_wrapper(answer, view)


def _answer(call: View, view: View, request: StaffRequest, key: str) -> HttpResponse:
    sent = sent_hashes(request)
    submission, first = claim(key, request.user, sent)
    if not first and submission.sent == sent:
        return _repeated(request, submission)
    if not first and getattr(view, "continues", False):
        request.method, request.typed = "GET", Typed(submission, sent)
        return call()
    request.submission = submission
    response = call()
    if answer := _led_to(response):
        submission.sent, submission.answer = sent, answer
        submission.save()
    elif first:
        submission.delete()
    return response


def _led_to(response: HttpResponse) -> dict[str, str]:
    """How a request was answered that stored something; nothing if it did not."""
    if isinstance(response, HttpResponseRedirect):
        return {"location": response.url}
    data = response.context_data or {} if isinstance(response, TemplateResponse) else {}
    return {name: data[name] for name in data if name == "popup_response_data"}


def _repeated(request: StaffRequest, submission: Submission) -> HttpResponse:
    if location := submission.answer.get("location"):
        messages.info(request, submission.made.get("said", REPEATED))
        return HttpResponseRedirect(location)
    return render(request, "admin/popup_response.html", submission.answer)
