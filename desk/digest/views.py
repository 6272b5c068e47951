"""The page on which members of staff ask for a digest, change it, and end it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from desk.digest.subscribing import end, subscribe
from desk.models import DigestSubscription
from desk.pages import open_desk
from districts.contacts import ContactFormField, validate_mail
from languages.registry import Language
from publishing.once import StaffRequest, shows_unsaved


class DigestForm(forms.Form):
    """Languages, and an address; at first that of the account, which may have none."""

    languages = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, error_messages={"required": "Choose a language."}
    )
    address = ContactFormField(
        label="Your email address", max_length=254, validators=[validate_mail]
    )

    def __init__(
        self, data: Any, offered: Sequence[Language], user: User, row: DigestSubscription | None
    ) -> None:
        chosen = {"languages": row.languages, "address": row.address} if row else {}
        super().__init__(data, initial={"address": user.email, **chosen})
        choices: Any = self.fields["languages"]
        choices.choices = [(each.code, each.name) for each in offered]
        self.user = user

    def save(self) -> None:
        """Subscribe, or change the subscription."""
        given = self.cleaned_data
        subscribe(self.user, given["address"], given["languages"], timezone.now())


@shows_unsaved
def digest(request: StaffRequest) -> HttpResponse:
    """GET: the form. POST: ask for a digest, change it, or end it. Raises PermissionDenied."""
    page = open_desk(request)
    if not page.languages:
        raise PermissionDenied
    row = DigestSubscription.objects.filter(user=request.user).first()
    posted = request.method == "POST"
    form = DigestForm(request.POST if posted else None, page.languages, request.user, row)
    if posted and not hasattr(request, "unsaved") and (said := _done(request, form, row)):
        messages.success(request, said)
        return HttpResponseRedirect(reverse("desk_digest"))
    return render(request, "desk/digest.html", page.context | {"form": form, "row": row})


def _done(request: StaffRequest, form: DigestForm, row: DigestSubscription | None) -> str:
    """Do what a button asks for, and say so; "" if the form has errors."""
    if "end" in request.POST:
        if row:
            end(row)
        return "You get no digest."
    if not form.is_valid():
        return ""
    form.save()
    return "Saved."
