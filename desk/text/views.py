"""Decides on a suggestion, and shows the history of a text."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from desk.forms import UnitForm, is_hash
from desk.pages import language_page
from desk.route import Route
from desk.talk import WORD, Fate, Suggestion
from desk.text.history import changes_of
from desk.text.showing import frames, say, show
from desk.text.suggesting import Shown, decide, open_suggestion, take
from desk.units import UnitPage, open_unit
from languages.translating import ConflictError
from publishing.changes import Way, acting
from publishing.once import StaffRequest

DECIDED = "Someone has already decided on this suggestion. You can send your word as a comment."
WHY_NOT = "Say in a few words why you decline it: the translator will read them."
TAKE, DECLINE = "take", "decline"


class AnswerForm(forms.Form):
    """What a reviewer decides; `seen` is the hash of the translation that was shown."""

    act = forms.ChoiceField(choices=[(TAKE, "Take"), (DECLINE, "Decline")])
    seen = forms.CharField(validators=[is_hash])
    answer = forms.CharField(max_length=WORD, required=False)

    def clean(self) -> None:
        """A suggestion is not declined without a word."""
        if self.cleaned_data.get("act") == DECLINE and not self.cleaned_data.get("answer"):
            self.add_error("answer", WHY_NOT)


@frames
def suggestion(request: StaffRequest, code: str, key: int, number: int) -> HttpResponse:
    """POST: take or decline a suggestion. Raises PermissionDenied if the user may not review."""
    page, language = language_page(request, code)
    posted = request.method == "POST"
    unit_page = open_unit(page.rights, language, key, lock=posted)
    route = Route(page, unit_page.unit)
    if not unit_page.may_review:
        raise PermissionDenied
    if not posted:
        return HttpResponseRedirect(route.here)
    following = route.skip if route.form.wants_suggestions else route.here
    found, form = open_suggestion(unit_page, number), AnswerForm(request.POST)
    error = _error(request, unit_page, found, form) if found else DECIDED
    if not error:
        return HttpResponseRedirect(following)
    messages.error(request, error)
    asked, typed = UnitForm(unit_page.slot), form["answer"].value() or ""
    kept: Any = {"answer": (number, typed)} if found else {"said": ("", typed)}
    return show(page, unit_page, asked, route, **kept)


def _error(request: StaffRequest, page: UnitPage, found: Suggestion, form: AnswerForm) -> str:
    """Do what the reviewer decides; why it cannot be done, "" if it is done."""
    if not form.is_valid():
        return " ".join(str(each) for errors in form.errors.values() for each in errors)
    given = form.cleaned_data
    if given["act"] == DECLINE:
        decide(found, Fate.DECLINED, request.staff, given["answer"])
        messages.success(request, "Declined.")
        return ""
    if wrong := [each.message for each in Shown(found, page).problems if each.refuses]:
        return " ".join(["It cannot be taken as it is; edit it.", *wrong])
    try:
        with acting(request.staff, way=Way.DESK):
            state = take(page, found, given["seen"])
    except ConflictError as conflict:
        return f"{conflict} Compare again and decide then."
    decide(found, Fate.TAKEN, request.staff, given["answer"])
    say(request, state)
    return ""


def history(request: StaffRequest, code: str, key: int) -> HttpResponse:
    """All changes of a translation and of its English, the newest first."""
    page, language = language_page(request, code)
    unit_page = open_unit(page.rights, language, key)
    route = Route(page, unit_page.unit)
    context = {
        "language": language,
        "unit_page": unit_page,
        "route": route,
        "changes": list(changes_of(unit_page)),
    }
    return render(request, "desk/history.html", page.context | context)
