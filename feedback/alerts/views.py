"""The pages of alerts: to ask for them, and the page of each subscription.

Nothing is done by GET, because programs that check mails for fraud open every link in them.
"""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from districts.pages import DistrictPage, open_district
from feedback.alerts.forms import WHAT, ChangeForm, SubscribeForm
from feedback.alerts.subscribing import confirm, end, find
from feedback.models import Subscription
from feedback.public_forms import answer_form, open_to_posts
from publishing.pages import PageRequest, asks

SAVED = "saved"
ONE_CLICK = "List-Unsubscribe"  # the field that mail programs send, RFC 8058


@open_to_posts
def alerts(request: PageRequest, slug: str) -> HttpResponse:
    """The form to ask for alerts."""
    page = open_district(request, slug).as_family()
    form = answer_form(request, page, SubscribeForm, initial=_usual(page))
    if form.is_stored:
        return HttpResponseRedirect(reverse("alerts_asked", args=[slug]), status=303)
    return render(
        request, "feedback/alerts/alerts.html", page.context | {"form": form}, status=form.status
    )


def alerts_asked(request: PageRequest, slug: str) -> HttpResponse:
    """What to do next; the same for each address."""
    return render(request, "feedback/alerts/asked.html", open_district(request, slug).context)


@asks(SAVED)
@open_to_posts
def subscription(request: PageRequest, token: str) -> HttpResponse:
    """The page of a subscription, to confirm, change or end it; each may be done twice.

    The button of a mail program ends it, and is answered without a page.
    """
    row = find(token)
    if request.method == "POST" and ONE_CLICK in request.POST:
        if row:
            end(row)
        return HttpResponse("", content_type="text/plain")
    if row is None:
        return _none(request)
    page = _page(request, row)
    form = _form(request, page, row) if page and row.is_active else None
    if request.method == "POST" and _done(request, row, form):
        return HttpResponseRedirect(f"{request.path}?{SAVED}=1", status=303)
    context = {"row": row, "form": form, "is_saved": SAVED in request.GET}
    context |= page.context if page else {}
    status = 400 if form and form.errors else 200
    return render(request, "feedback/alerts/subscription.html", context, status=status)


def _none(request: PageRequest) -> HttpResponse:
    """Where there is no such subscription any more, or never was one."""
    if request.method == "POST":  # such as a second click on the button that ended it
        return HttpResponseRedirect(request.path, status=303)
    return render(request, "feedback/alerts/no_subscription.html", status=404)


def _page(request: PageRequest, row: Subscription) -> DistrictPage | None:
    """The page of the district as families see it; None while the district is not public."""
    try:
        return open_district(request, row.district.slug).as_family()
    except Http404:
        return None


def _form(request: PageRequest, page: DistrictPage, row: Subscription) -> ChangeForm:
    return ChangeForm(page, row, data=request.POST if "change" in request.POST else None)


def _done(request: PageRequest, row: Subscription, form: ChangeForm | None) -> bool:
    """Do what a button asks for; whether something was done."""
    if "end" in request.POST:
        end(row)
    elif "confirm" in request.POST:
        confirm(row, timezone.now())
    elif form and form.is_valid():
        form.save()
    else:
        return False
    return True


def _usual(page: DistrictPage) -> dict[str, Any]:
    return {"language": page.language, "what": list(WHAT)}
