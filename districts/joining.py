"""The page that an invitation leads to, for people with and without an account."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from accounts import limits
from accounts.clients import client_address
from districts.access import rights_of
from districts.access_forms import JoinForm
from districts.models import Invitation, Membership, invitation_of
from publishing.changes import Way, acting
from publishing.history import note
from publishing.readers import staff_reader

MOST = 20  # forms that one client may send in vain, for one invitation, within the usual time


@csrf_exempt
@never_cache
def join(request: HttpRequest, signed: str) -> HttpResponse:
    """Who is signed in may accept; others make an account. Sets no cookie of its own.

    Nobody else knows the address, so the form of somebody without an account needs no token.
    """
    invitation = invitation_of(signed)
    if invitation is None or not _still_stands(invitation):
        response = _ended(request)
    elif staff := staff_reader(request):
        response = csrf_protect(_accept)(request, invitation, staff)
    else:
        response = _make_account(request, invitation)
        response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _still_stands(invitation: Invitation) -> bool:
    """Whether the one who invited may still do so."""
    return rights_of(invitation.invited_by).administers(invitation.district_id)


def _accept(request: HttpRequest, invitation: Invitation, staff: Any) -> HttpResponse:
    if request.method != "POST":
        return _page(request, "join", invitation=invitation, staff=staff)
    return _joined(request, invitation, staff)


def _make_account(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form, refused = JoinForm(), False
    if request.method == "POST":
        attempt = limits.begin(
            f"invitation {invitation.pk}", client_address(request), most_together=MOST
        )
        form, refused = JoinForm(request.POST), attempt.is_refused
        if not refused and form.is_valid():
            attempt.succeeded()
            user = form.instance
            user.is_staff = True
            return _joined(request, invitation, user, form)
        attempt.failed()
    context = {"invitation": invitation, "form": form, "refused": refused}
    return _page(request, "join", 429 if refused else 200, **context)


def _joined(
    request: HttpRequest, invitation: Invitation, user: Any, form: JoinForm | None = None
) -> HttpResponse:
    """Use the invitation up, and add the membership; whoever deletes it first has it."""
    try:
        with transaction.atomic():
            if not Invitation.objects.filter(pk=invitation.pk).delete()[0]:
                return _ended(request)
            if form:
                form.save()
            _give(invitation, user)
    except IntegrityError:  # somebody took the name at the same moment
        return _make_account(request, invitation)
    return _page(request, "joined", made=bool(form))


def _give(invitation: Invitation, user: User) -> None:
    given = {name: getattr(invitation, name) for name in ("role", "district", "language")}
    said = f"{user} joined as {invitation}, invited by {invitation.invited_by}."
    with acting(user, way=Way.FORM):
        Membership.objects.get_or_create(user=user, **given)
        note(invitation.district, said)


def _ended(request: HttpRequest) -> HttpResponse:
    return _page(request, "join_ended", 404)


def _page(request: HttpRequest, name: str, status: int = 200, **context: Any) -> HttpResponse:
    context |= admin.site.each_context(request)
    return render(request, f"admin/{name}.html", context, status=status)
