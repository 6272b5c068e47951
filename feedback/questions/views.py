"""The page on which families read answers and ask."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from districts.pages import open_district
from feedback.models import PublishedAnswer
from feedback.public_forms import answer_form, open_to_posts
from feedback.questions.forms import PAGE, AskForm, page_before, sent_to
from publishing.pages import DAY, PageRequest, asks


@open_to_posts
@asks(DAY, PAGE)
def ask(request: PageRequest, slug: str) -> HttpResponse:
    """Published questions and answers, and a form to ask. `?page=` is the page it is about."""
    page = open_district(request, slug)
    given = {"language": page.language, "page_about": request.GET.get(PAGE, "")}
    form = answer_form(request, page, AskForm, given)
    if form.is_stored:
        return HttpResponseRedirect(sent_to("asked", form.data.get("page_about", ""), page))
    context = page.context | {"form": form, "answers": page.load(PublishedAnswer)}
    return render(request, "feedback/ask.html", context, status=form.status)


@asks(DAY, PAGE)
def asked(request: PageRequest, slug: str) -> HttpResponse:
    """Says that a message has arrived, and what happens next."""
    page = open_district(request, slug)
    context = page.context | {"back": page_before(request, page)}
    return render(request, "feedback/asked.html", context)
