"""Makes views of staff pages store a form only once, however often it is sent."""

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
REPEATED = "It was already saved: this page was sent twice."
# Django's own pages whose forms add nothing and carry no token.
WITHOUT_TOKEN = frozenset({"logout", "password_change", "user_change_password"})


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed on a page after it had been saved as `submission`."""

    submission: Submission
    sent: Mapping[str, str]

    def differs(self, name: str) -> bool:
        """Whether the field with this name holds something other than what was saved."""
        return bool(self.sent.get(name) != self.submission.sent.get(name))


class StaffRequest(PageRequest):
    """A request for a staff page.

    `submission` is the row for what it stores. `typed` is set if the page was saved before and is
    to be shown again with what was typed since. `unsaved` says why what was sent is only shown
    again and not stored.
    """

    user: User
    submission: Submission
    typed: Typed | None
    unsaved: str


def shows_unsaved(view: View) -> View:
    """Mark a view that can show what was sent without storing it, if `request.unsaved` is set.

    Other views are not called then.
    """
    view.shows_unsaved = True  # type: ignore[attr-defined]
    return view


def continues(view: View) -> View:
    """Mark a view that is called by GET with `request.typed` when a saved page is sent changed.

    Other views treat that as something new.
    """
    view.continues = True  # type: ignore[attr-defined]
    return view


def stored_once(view: View) -> View:
    """Wrap `view`: a form that was sent before gets its earlier answer, without a second call."""

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
    """The answer to a request that stored something; empty if it stored nothing."""
    if isinstance(response, HttpResponseRedirect):
        return {"location": response.url}
    data = response.context_data or {} if isinstance(response, TemplateResponse) else {}
    return {name: data[name] for name in data if name == "popup_response_data"}


def _repeated(request: StaffRequest, submission: Submission) -> HttpResponse:
    if location := submission.answer.get("location"):
        messages.info(request, submission.made.get("said", REPEATED))
        return HttpResponseRedirect(location)
    return render(request, "admin/popup_response.html", submission.answer)
