"""The page on which families say that a wording is wrong."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from districts.pages import open_district
from feedback.public_forms import answer_form, open_to_posts
from feedback.questions.forms import PAGE, page_before, sent_to
from feedback.remarks.forms import WordingForm
from publishing.pages import DAY, PageRequest, asks


@open_to_posts
@asks(DAY, PAGE)
def wording(request: PageRequest, slug: str) -> HttpResponse:
    """A form about the texts of the page at the path `?page=`."""
    page = open_district(request, slug)
    form = answer_form(request, page, WordingForm, {"page_about": request.GET.get(PAGE, "")})
    if form.is_stored:
        return HttpResponseRedirect(sent_to("wording_sent", form.address, page))
    context = page.context | {"form": form}
    return render(request, "feedback/wording.html", context, status=form.status)


@asks(DAY, PAGE)
def wording_sent(request: PageRequest, slug: str) -> HttpResponse:
    """Says that it has arrived."""
    page = open_district(request, slug)
    context = page.context | {"back": page_before(request, page)}
    return render(request, "feedback/wording_sent.html", context)
