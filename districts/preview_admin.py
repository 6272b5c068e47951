"""Admin pages that show the public page of what was typed, before it is saved."""

from functools import partial
from typing import Any, TypeVar

from django.contrib import messages
from django.contrib.messages.storage import default_storage
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from languages.registry import LANGUAGES
from publishing.admin import PublishableAdmin
from publishing.models import Publishable
from publishing.pages import NotADay, day_from, public_url
from publishing.previewing import preview_page

P = TypeVar("P", bound=Publishable)
PREVIEW = "_preview"  # the button
LANGUAGE, ON = "_preview_language", "_preview_on"  # what it shows: a language and a day, or today
NO_DAY = "The day of the preview has to be a date from 1900 to 2199. Nothing has been saved."


class PreviewingAdmin(PublishableAdmin[P]):
    """Saves as ever, answers with the public page, and takes everything back."""

    def changeform_view(
        self,
        request: Any,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """The public page; or the form with its errors, if it could not be saved."""
        show = partial(super().changeform_view, request, object_id, form_url, extra_context)
        return self._previewed(request, show) if asks_preview(request) else show()

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """Note what was saved, for the preview."""
        super().save_related(request, form, formsets, change)
        request.previewed = form.instance

    def confirm(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """A preview hides nothing from families, so it does not ask about that."""
        if not asks_preview(request):
            super().confirm(request, *args, **kwargs)

    def ask_reason(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Neither does it publish anything."""
        if not asks_preview(request):
            super().ask_reason(request, *args, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With the languages of a preview, those of the district first."""
        codes = self.languages_in_order(kwargs.get("obj"))
        context["preview_languages"] = [LANGUAGES[code] for code in codes]
        context["preview_language"] = request.POST.get(LANGUAGE)
        context["preview_on"] = request.POST.get(ON, "")
        return super().render_change_form(request, context, *args, **kwargs)

    def _previewed(self, request: Any, show: "partial[HttpResponse]") -> HttpResponse:
        """What `show` answers, or the public page if it has saved; nothing stays saved."""
        language, text = request.POST.get(LANGUAGE, ""), request.POST.get(ON, "")
        if language not in LANGUAGES:
            raise BadRequest("a preview is in one of the languages of the site")
        try:
            day = day_from(text) if text else None
        except NotADay:
            request.unsaved = NO_DAY
            messages.error(request, NO_DAY)
            return show()
        told, request._messages = request._messages, default_storage(request)
        try:
            with transaction.atomic():
                answer = show()
                if isinstance(answer, HttpResponseRedirect) and hasattr(request, "previewed"):
                    address = public_url(request.previewed, "", language)
                    answer = preview_page(request, address, language, day)
                transaction.set_rollback(True)
        finally:
            request._messages = told  # what is said of a save is not true
        return answer


def asks_preview(request: Any) -> bool:
    """Whether the button was pressed on a page that has not been saved yet."""
    shown = hasattr(request, "typed") or hasattr(request, "unsaved")
    return request.method == "POST" and PREVIEW in request.POST and not shown
