"""Comments on a text, and questions to staff about its English, answered where they were asked."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone

from desk.about import TEXT
from desk.forms import UnitForm
from desk.pages import language_page
from desk.route import Route
from desk.talk import Comment
from desk.text.showing import frames, show
from desk.units import UnitPage, open_unit
from languages.characters import is_blank
from publishing.once import StaffRequest

MOST = 2000  # characters
COMMENT, ASK, ANSWER = "comment", "ask", "answer"
ANSWERED = "Someone has already answered this question. You can send your text as a comment."


class CommentForm(forms.Form):
    """What somebody says; `question` is the key of the question that it answers."""

    act = forms.ChoiceField(choices=[(each, each) for each in (COMMENT, ASK, ANSWER)])
    said = forms.CharField(max_length=MOST)
    question = forms.IntegerField(required=False)

    def clean_said(self) -> str:
        """As it is kept; what nobody sees is nothing."""
        said: str = self.cleaned_data["said"].replace("\r\n", "\n")
        if is_blank(said):
            raise forms.ValidationError("Write something first.")
        return said


@frames
def comment(request: StaffRequest, code: str, key: int) -> HttpResponse:
    """POST: comment on a text, ask about its English, or answer a question about it."""
    page, language = language_page(request, code)
    unit_page = open_unit(page.rights, language, key)
    route = Route(page, unit_page.unit)
    if request.method != "POST":
        return HttpResponseRedirect(route.here)
    form = CommentForm(request.POST)
    if form.is_valid() and _is_stored(request, unit_page, form.cleaned_data):
        return HttpResponseRedirect(f"{route.here}#comments")
    if form.is_valid():
        messages.warning(request, ANSWERED)
        typed = ("", form.cleaned_data["said"])
    else:
        messages.error(request, f"Nothing was stored. Write a text of {MOST} characters at most.")
        typed = (form["question"].value() or "", form["said"].value() or "")
    return show(page, unit_page, UnitForm(unit_page.slot), route, said=typed)


def _is_stored(request: StaffRequest, page: UnitPage, given: dict[str, Any]) -> bool:
    """Store what was said; False for an answer to a question that is answered already, or gone."""
    if given["act"] == ANSWER:
        if not page.rights.edits(page.unit.district):
            raise PermissionDenied
        return _answer(page, given, request.staff)
    about = {name: getattr(page.unit, name) for name in TEXT}
    asks, district = given["act"] == ASK, page.unit.district
    Comment.objects.create(
        **about, text=given["said"], by=request.user, asks=asks, district=district
    )
    messages.success(request, "Asked: the staff of the district see it." if asks else "Stored.")
    return True


def _answer(page: UnitPage, given: dict[str, Any], user: Any) -> bool:
    """Answer a question; False if somebody has done so already, or it is not there."""
    asked: QuerySet[Comment] = Comment.objects.beside(page.unit).unanswered()
    answer = {"answer": given["said"], "answered_by": user, "answered_at": timezone.now()}
    return bool(asked.order_by().filter(pk=given["question"]).update(**answer))
